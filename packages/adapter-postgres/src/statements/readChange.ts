/** A row of the change table as core's `Change`. */
import {
  type ChangeOperation,
  type Cell,
  type Change,
  operations,
  parseExactJson,
  type Resource,
  type Values
} from "@pgcrest/core"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { isUtc, timestamp, zonedBounds } from "../rows/cellReader.ts"
import type { TextRow } from "../client/TextQuery.ts"

export const readChange = (resource: Resource.Resource, row: TextRow): Change => {
  const [uid, version, operation, at, actor, requestId, after] = row
  const content = after == null ? null : parseExactJson(after)
  return {
    resource: resource.name,
    uid: uid ?? "",
    version: BigInt(version ?? 0),
    operation: operationOf(resource, operation ?? null),
    at: at ?? "",
    actor: actor ?? "",
    request_id: requestId ?? null,
    after: typeof content === "object" && content !== null ? cells(resource, { ...content }) : null
  }
}

// Our statements store no other: a trail that has one was written by a later version, or past us.
function operationOf({ name }: Resource.Resource, text: string | null): ChangeOperation {
  return Option.getOrThrowWith(
    Option.fromNullishOr(operations.find((operation) => operation === text)),
    () =>
      new Error(`The trail of "${name}" tells of the operation "${text}", which this version does not know`)
  )
}

/** The cells that the record held; what no longer fits its column stays the JSON that was stored. */
function cells({ columns }: Resource.Resource, content: Readonly<Record<string, Cell>>): Values {
  return Object.fromEntries(
    Object.entries(content).map(([name, json]) => {
      const column = columns.get(name)
      if (column === undefined || json === null) return [name, json]
      const read = column.cell.fromJson(isUtc(column.type) ? zoned(json) : json)
      return [name, Result.getOrElse(read, () => json)]
    })
  )
}

/** Inside of arrays and ranges an image has instants as their column has them, without a zone. */
function zoned(json: Cell): Cell {
  if (Array.isArray(json)) return json.map(zoned)
  if (typeof json !== "string" || /Z(?: BC)?$/u.test(json)) return json
  return /^(?:[[({]|empty$)/u.test(json) ? zonedBounds(json) : timestamp(json, "utc")
}
