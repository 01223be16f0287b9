/** The uid of a record that several fields identify, as a query names it: each field once, with `eq`. */
import { type Cell, type Column, Resource, type Values } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, queryRepeated, type RequestFailure } from "../problem/RequestFailure.ts"

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

/** Fails where the query names anything but the fields of the key. */
export const parseKey = ({ key }: Resource.Resource, pairs: Pairs): Result.Result<string, RequestFailure> => {
  const names = key.columns.map(({ name }) => name)
  const stranger = pairs.find(([name]) => !names.includes(name))
  if (stranger !== undefined)
    return Result.fail(
      queryInvalid(
        stranger[0].slice(0, 100),
        "unknown",
        `is not one of ${names.join(", ")}, which name a record here`
      )
    )
  const values: Record<string, Values[string]> = {}
  for (const column of key.columns) {
    const value = valueOf(column, pairs, `must name one record, as ${names.join("=eq.…&")}=eq.… does`)
    if (Result.isFailure(value)) return Result.fail(value.failure)
    values[column.name] = value.success
  }
  return Result.succeed(Resource.uidOf(key, values))
}

function valueOf(column: Column, pairs: Pairs, rule: string): Result.Result<Cell, RequestFailure> {
  const { name, cell } = column
  const [given, ...more] = pairs.filter(([one]) => one === name)
  if (given === undefined) return Result.fail(queryInvalid(name, "required", rule))
  if (more.length > 0) return Result.fail(queryRepeated(name))
  const [whole, text = ""] = /^eq\.([^]*)$/u.exec(given[1]) ?? []
  if (whole === undefined || cell.parse === null) return Result.fail(queryInvalid(name, "operator", rule))
  const read = Result.mapError(cell.parse(text), (rule) => queryInvalid(name, "operand", rule))
  // As its column writes it: `1` of a numeric(10, 2) is `1.00`.
  return Result.map(read, (value) => Resource.keyCell(column, text) ?? value)
}
