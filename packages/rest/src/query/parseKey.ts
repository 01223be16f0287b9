/** The uid of a record that several fields identify, as a query names it: each field once, with `eq`. */
import { Resource, type Values } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import { repeatedField } from "./queryFailure.ts"

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
  for (const { name, cell } of key.columns) {
    const given = pairs.filter(([one]) => one === name)
    if (given.length > 1) return Result.fail(repeatedField(name))
    const text = /^eq\.([^]*)$/u.exec(given[0]?.[1] ?? "")?.[1]
    const value =
      text === undefined || cell.parse === null ? null : Result.getOrElse(cell.parse(text), () => null)
    if (value === null)
      return Result.fail(
        queryInvalid(name, "required", `must name one record, as ${names.join("=eq.…&")}=eq.… does`)
      )
    values[name] = value
  }
  return Result.succeed(Resource.uidOf(key, values))
}
