/** A row of the change table as core's `Change`. */
import {
  type ChangeOperation,
  type Cell,
  type Column,
  type Entry,
  type Image,
  isObject,
  operations,
  parseExactJson,
  type Resource
} from "@pgcrest/core"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { isUtc, timestamp, zonedBounds } from "../rows/cellReader.ts"
import type { TextRow } from "../client/TextQuery.ts"

/** Of the columns in the order in which `history` tells them. */
export const readChange = (resource: Resource.Resource, row: TextRow): Entry => {
  const [uid, version, operation, at, actor, onBehalfOf, issuer, requestId, ...rest] = row
  const [clientRequestId, traceId, via, reason, metadata, before, after, sealed, ...beside] = rest
  const [was, sealedBefore, erased] = beside
  return {
    resource: resource.name,
    uid: uid ?? "",
    version: BigInt(version ?? 0),
    operation: operationOf(resource, operation ?? null),
    at: at ?? "",
    actor: actor ?? "",
    on_behalf_of: onBehalfOf ?? null,
    issuer: issuer ?? null,
    request_id: requestId ?? null,
    client_request_id: clientRequestId ?? null,
    trace_id: traceId ?? null,
    via: via ?? null,
    reason: reason ?? null,
    metadata: imageOf(resource.trail.metadata, [metadata]),
    before: imageOf(resource.columns, [before]),
    after: imageOf(resource.columns, [after, sealed]),
    was: imageOf(resource.columns, [was, sealedBefore]),
    erased: erased === "t"
  }
}

/** The content as it is stored. */
export const contentIn = (row: TextRow): string | null => row[14] ?? null

type Columns = ReadonlyMap<string, Column>

/** What these texts of one JSON object each hold together, in the order of the columns; null where none is there. */
function imageOf(columns: Columns, contents: ReadonlyArray<string | null | undefined>): Image | null {
  const objects = contents.flatMap((text) => (text == null ? [] : [parseExactJson(text)])).filter(isObject)
  if (objects.length === 0) return null
  return cells(columns, Object.assign({}, ...objects))
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
function cells(columns: Columns, content: Readonly<Record<string, Cell>>): Image {
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
