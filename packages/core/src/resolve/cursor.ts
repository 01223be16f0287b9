/** Cursors: opaque texts that say where a page begins, for one query alone. */
import * as Base64Url from "effect/encoding/Base64Url"
import * as Result from "effect/Result"
import type { Order, PlacePage } from "../query/Query.ts"
import type { QuerySyntax } from "../query/QuerySyntax.ts"
import type { Then } from "../query/AsOf.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import { parseInstant } from "../value/instant.ts"
import { parseExactJson } from "../value/parseExactJson.ts"
import { shortHash } from "../value/shortHash.ts"
import type { Meaning } from "./located.ts"

/** What tells a query from others: all of it but which part is asked for, and how it is counted. */
export const fingerprintOf = (
  { name }: Resource,
  { asOf, filters, order, related, select, since }: QuerySyntax
): string => {
  const moments = since === undefined ? (asOf === undefined ? [] : [asOf]) : [asOf ?? null, since]
  return shortHash([name, JSON.stringify([filters, order, related, select, ...moments])])
}

/**
 * The cursor of a place, for a page behind it or before it; `order` is the whole one. It tells what its record has there,
 * so it is made of records that its reader was shown.
 */
export const cursorOf = (
  fingerprint: string,
  order: ReadonlyArray<Order>,
  { _tag, place }: Pick<PlacePage, "_tag" | "place">,
  past: Then | null = null
): string => {
  const cells = order.map(({ column }, at) => {
    const cell = place[at] ?? null
    return cell === null ? "null" : column.cell.print(cell)
  })
  const bound =
    past === null ? "" : `${past.since === undefined ? "" : `${past.since}/`}${past.at} ${past.snapshot} `
  return Base64Url.encode(`${_tag === "After" ? ">" : "<"}${fingerprint} ${bound}[${cells.join(",")}]`)
}

/** The place that a cursor of this query tells; its values are read like any of a client's. */
export const placeOf = (
  cursor: string,
  fingerprint: string,
  order: ReadonlyArray<Order>
): Meaning<Pick<PlacePage, "_tag" | "place"> & { readonly past: Then | null }> => {
  const text = Result.getOrElse(Base64Url.decodeString(cursor), () => "")
  const [whole, side, hash, since, at, snapshot = "", json = ""] = form.exec(text) ?? []
  if (whole === undefined) return Result.fail({ _tag: "CursorInvalid", of: "none" })
  if (hash !== fingerprint) return Result.fail({ _tag: "CursorInvalid", of: "another" })
  const place = cellsOf(json, order)
  const past = at === undefined ? null : thenOf(since, at, snapshot)
  if (place === null || past === undefined) return Result.fail({ _tag: "CursorInvalid", of: "none" })
  return Result.succeed({ _tag: side === ">" ? "After" : "Before", place, past })
}

const form =
  /^([<>])([0-9a-z]{1,11}) (?:(?:([\d\-T:.]{1,40}Z)\/)?([\d\-T:.]{1,40}Z) ([\d:,]{1,2000}) )?(\[[^]*\])$/u

/** Undefined for what is no instant. */
function thenOf(since: string | undefined, at: string, snapshot: string): Then | undefined {
  const [instant, earlier] = [parseInstant(at), since === undefined ? null : parseInstant(since)]
  if (Result.isFailure(instant) || (earlier !== null && Result.isFailure(earlier))) return undefined
  return { at: instant.success, snapshot, ...(earlier === null ? {} : { since: earlier.success }) }
}

function cellsOf(json: string, order: ReadonlyArray<Order>): ReadonlyArray<Cell> | null {
  const values = Result.getOrElse(
    Result.try((): unknown => parseExactJson(json)),
    () => null
  )
  if (!Array.isArray(values) || values.length !== order.length) return null
  const cells: Array<Cell> = []
  for (const [at, { column }] of order.entries()) {
    const value: unknown = values[at]
    const cell = value === null ? Result.succeed(null) : column.cell.fromJson(value)
    if (Result.isFailure(cell)) return null
    cells.push(cell.success)
  }
  return cells
}
