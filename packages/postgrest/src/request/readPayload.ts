/** The rows that a body holds. */
import { type Command, isObject, type Resource } from "@pgcrest/core"
import {
  type DecodedRequest,
  type Format,
  type Limits,
  parseJson,
  parseMediaType,
  type Read as ReadFormat,
  type RequestFailure
} from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { WireFailure } from "../problem/WireFailure.ts"

type Body = Command.Body
type Read<A> = Result.Result<A, WireFailure>

/** A body, what it may be, and whose rows it has. */
interface Sent {
  readonly request: DecodedRequest
  readonly limits: Pick<Limits, "depth" | "rows">
  readonly formats: ReadonlyArray<Format>
  readonly permit: { readonly resource: Pick<Resource.Resource, "columns"> }
}

/** One row, or several: as every format but JSON has them. */
export const readRows = (sent: Sent): Read<Body | ReadonlyArray<Body>> => {
  const read = readerOf(sent)
  return read === null ? readJsonRows(sent) : readFormat(read, sent)
}

/** Null where the body is JSON, or of a type that nothing is read from. */
function readerOf({ formats, request }: Sent): ReadFormat | null {
  return formats.find(({ types }) => types.some((type) => type === typeOf(request)))?.read ?? null
}

function readJsonRows({ limits, request }: Sent): Read<Body | ReadonlyArray<Body>> {
  const { depth, rows: most } = limits
  return Result.flatMap(readJson(request, depth), (json): Read<Body | ReadonlyArray<Body>> => {
    if (!Array.isArray(json)) return isObject(json) ? Result.succeed(json) : Result.fail(noRows)
    const rows: ReadonlyArray<unknown> = json
    if (rows.length > most) return Result.fail({ _tag: "PayloadTooLong", most })
    return rows.every(isObject) ? Result.succeed(rows) : Result.fail(noRows)
  })
}

function readFormat(read: ReadFormat, { limits, permit, request }: Sent): Read<ReadonlyArray<Body>> {
  const { columns } = permit.resource
  if (typeof request.body !== "string") return Result.fail(noRows)
  return Result.mapError(read(request.body, { ...limits, columns, null: "NULL" }), (failure) =>
    failure._tag === "BodyTooLarge" ? { _tag: "PayloadTooLong", most: limits.rows } : unread(failure)
  )
}

function unread({ detail, errors, hint }: RequestFailure): WireFailure {
  return {
    _tag: "BodyUnread",
    message: detail,
    ...(hint === undefined ? {} : { hint }),
    ...(errors === undefined ? {} : { errors })
  }
}

/** One row: what an array would set in which row cannot be told. A format that has rows alone has one of them. */
export const readRow = (sent: Sent): Read<Body> =>
  Result.flatMap(readRows(sent), (rows) => {
    if (!isSeveral(rows)) return Result.succeed(rows)
    const [only, ...more] = rows
    return only === undefined || more.length > 0 || readerOf(sent) === null
      ? Result.fail(severalRows)
      : Result.succeed(only)
  })

/** Whether the body was an array, be it of one row. */
export const isSeveral = (rows: Body | ReadonlyArray<Body>): rows is ReadonlyArray<Body> =>
  Array.isArray(rows)

/** A JSON text, whatever it holds. */
export function readJson({ body, headers }: DecodedRequest, depth: number): Read<unknown> {
  const [type = "application/json"] = headers.get("content-type") ?? []
  if (!/^application\/(?:json|[\w.-]+\+json)$/u.test(typeOf({ headers })))
    return Result.fail({
      _tag: "BodyUnread",
      message: `Content-Type not acceptable: ${type.slice(0, 100)}`
    })
  return typeof body === "string"
    ? Result.mapError(parseJson(body, { depth }), () => noRows)
    : Result.fail(noRows)
}

/** In lower case and without parameters; JSON where it is not said. */
function typeOf({ headers }: Pick<DecodedRequest, "headers">): string {
  const [text = "application/json"] = headers.get("content-type") ?? []
  const parsed = parseMediaType(text)
  return parsed === null ? "" : `${parsed.type}/${parsed.subtype}`
}

const severalRows: WireFailure = {
  _tag: "BodyUnread",
  message: "A JSON object is needed, not several rows: it is what every row is set to"
}
const noRows: WireFailure = { _tag: "BodyUnread", message: "Empty or invalid json" }
