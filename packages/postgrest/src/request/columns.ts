/** Which columns of a payload count, and by which of them rows are told to be there already. */
import type { Column, Command, Resource } from "@pgcrest/core"
import { type Limits, parseNames } from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { WireFailure } from "../problem/WireFailure.ts"
import { unparsed } from "./parsed.ts"

type Body = Command.Body
type Parsed<A> = Result.Result<A, WireFailure>

/** The names that `columns` lists, which the table has; null for all. */
export const columnsOf = (
  resource: Resource.Resource,
  text: string | undefined,
  limits: Limits
): Parsed<ReadonlyArray<string> | null> =>
  text === undefined || text === ""
    ? Result.succeed(null)
    : Result.map(named("columns", resource, text, limits), namesOf)

/** The rows by these columns alone; what a row leaves out is null, or, with `missing=default`, its default. */
export const chosen = (
  rows: ReadonlyArray<Body>,
  columns: ReadonlyArray<string> | null,
  missing: "default" | "null"
): ReadonlyArray<Body> =>
  columns === null
    ? rows
    : rows.map((row) =>
        Object.fromEntries(
          columns.flatMap((name) =>
            Object.hasOwn(row, name) ? [[name, row[name]]] : missing === "null" ? [[name, null]] : []
          )
        )
      )

/** Without a list of columns rows must not differ in theirs. */
export const areUniform = ([first, ...more]: ReadonlyArray<Body>): boolean => {
  if (first === undefined) return true
  const names = Object.keys(first)
  return more.every(
    (row) => Object.keys(row).length === names.length && names.every((name) => Object.hasOwn(row, name))
  )
}

/** The columns of `on_conflict`, those of the key where it is not said; no two rows may be alike in them. */
export const conflictColumns = (
  resource: Resource.Resource,
  text: string | undefined,
  limits: Limits
): Parsed<ReadonlyArray<Column>> => {
  const { key, uniques } = resource
  if (text === undefined || text === "") return Result.succeed(key.columns)
  return Result.flatMap(named("on_conflict", resource, text, limits), (columns) => {
    const names = namesOf(columns)
    const targets = [namesOf(key.columns), ...uniques.map(({ fields }) => fields)]
    return targets.some((one) => one.length === names.length && one.every((name) => names.includes(name)))
      ? Result.succeed(columns)
      : Result.fail({ _tag: "ConflictTargetUnknown" })
  })
}

function named(
  parameter: string,
  { columns }: Resource.Resource,
  text: string,
  limits: Limits
): Parsed<ReadonlyArray<Column>> {
  const parsed = unparsed([[parameter, text]], parseNames({ parameter, text }, limits))
  return Result.flatMap(parsed, (names) => {
    const found: Array<Column> = []
    for (const name of names) {
      const column = columns.get(name)
      if (column === undefined) return Result.fail({ _tag: "ColumnUnknown", column: name })
      found.push(column)
    }
    return Result.succeed(found)
  })
}

function namesOf(columns: ReadonlyArray<Column>): ReadonlyArray<string> {
  return columns.map(({ name }) => name)
}
