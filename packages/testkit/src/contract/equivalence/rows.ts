/** Generated rows of writes of many. */
import type { Resource } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import { bodyOf, type Made, oneOf, pick, place } from "./arbitraries.ts"

type Body = Readonly<Record<string, unknown>>

/** Rows, and the fields by which their records are found. */
export interface Rows {
  readonly by: ReadonlyArray<string>
  readonly rows: ReadonlyArray<Body>
}

/**
 * Rows that all are new. Which of several constraints is told is a store's own business, as is the order in which rows are
 * written: so that all rows of a write can break one and the same at most.
 */
export const newRows = (resource: Resource.Resource): Made<Rows> => {
  const limits = constraintsOf(resource)
  return Arbitrary.flatMap(pick(limits.length === 0 ? [[]] : limits), (kept) => {
    const body = Arbitrary.map(bodyOf(resource, true), (one) => without(one, ...otherThan(resource, kept)))
    return Arbitrary.map(Arbitrary.array(body, { maxLength: 4 }), (rows) => ({ by: [], rows }))
  })
}

/** Rows of which each may be of a record that is there; of other constraints they can break a reference at most. */
export const rowsBy = (resource: Resource.Resource): Made<Rows> =>
  Arbitrary.flatMap(pick(waysOf(resource)), (by) => {
    const [name = ""] = by
    const body = Arbitrary.map(bodyOf(resource, true), (one) => without(one, ...others(resource, by)))
    const isKey = resource.key.columns.some((column) => column.name === name)
    const named = oneOf(Arbitrary.all({ [name]: place }), Arbitrary.Constant({}))
    const row = isKey
      ? Arbitrary.map(Arbitrary.all([body, named]), ([one, uid]) => ({ ...one, ...uid }))
      : body
    return Arbitrary.map(Arbitrary.array(row, { maxLength: 4 }), (rows) => ({ by, rows }))
  })

/** A body but for these fields. */
export const without = (body: Body, ...names: ReadonlyArray<string>): Body =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)))

function waysOf({ key, uniques }: Resource.Resource): ReadonlyArray<ReadonlyArray<string>> {
  return [
    key.columns.map(({ name }) => name),
    ...uniques.map(({ fields }) => fields).filter((fields) => fields.length === 1)
  ]
}

function others(
  { columns, name: own, uniques }: Resource.Resource,
  by: ReadonlyArray<string>
): ReadonlyArray<string> {
  const referring = [...columns.values()].filter(({ references }) => references !== null)
  const kept = referring.find(({ references, unique }) => references !== own && unique === false)
  const dropped = referring.filter((column) => column !== kept).map(({ name }) => name)
  return [...dropped, ...uniques.flatMap(({ fields }) => fields)].filter((field) => !by.includes(field))
}

/** The fields of each constraint that other records can break. */
function constraintsOf({ columns, uniques }: Resource.Resource): ReadonlyArray<ReadonlyArray<string>> {
  const referring = [...columns.values()].filter(({ references }) => references !== null)
  return [...referring.map(({ name }) => [name]), ...uniques.map(({ fields }) => fields)]
}

function otherThan(resource: Resource.Resource, kept: ReadonlyArray<string>): ReadonlyArray<string> {
  return constraintsOf(resource)
    .flat()
    .filter((field) => !kept.includes(field))
}
