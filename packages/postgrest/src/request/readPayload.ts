/** The rows that a body holds. */
import { type Command, isObject } from "@pgcrest/core"
import { type DecodedRequest, type Limits, parseJson, parseMediaType } from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { WireFailure } from "../problem/WireFailure.ts"

type Body = Command.Body
type Read<A> = Result.Result<A, WireFailure>

/** One row, or several. */
export const readRows = (
  request: DecodedRequest,
  { depth, rows: most }: Pick<Limits, "depth" | "rows">
): Read<Body | ReadonlyArray<Body>> =>
  Result.flatMap(readJson(request, depth), (json): Read<Body | ReadonlyArray<Body>> => {
    if (!Array.isArray(json)) return isObject(json) ? Result.succeed(json) : Result.fail(noRows)
    const rows: ReadonlyArray<unknown> = json
    if (rows.length > most) return Result.fail({ _tag: "PayloadTooLong", most })
    return rows.every(isObject) ? Result.succeed(rows) : Result.fail(noRows)
  })

/** One row: what an array would set in which row cannot be told. */
export const readRow = (request: DecodedRequest, limits: Pick<Limits, "depth" | "rows">): Read<Body> =>
  Result.flatMap(readRows(request, limits), (rows) =>
    isSeveral(rows)
      ? Result.fail({ _tag: "BodyUnread", message: "A JSON object is needed, not an array" })
      : Result.succeed(rows)
  )

/** Whether the body was an array, be it of one row. */
export const isSeveral = (rows: Body | ReadonlyArray<Body>): rows is ReadonlyArray<Body> =>
  Array.isArray(rows)

/** A JSON text, whatever it holds. */
export function readJson({ body, headers }: DecodedRequest, depth: number): Read<unknown> {
  const [type = "application/json"] = headers.get("content-type") ?? []
  const parsed = parseMediaType(type)
  if (parsed === null || !/^application\/(?:json|[\w.-]+\+json)$/u.test(`${parsed.type}/${parsed.subtype}`))
    return Result.fail({
      _tag: "BodyUnread",
      message: `Content-Type not acceptable: ${type.slice(0, 100)}`
    })
  return typeof body === "string"
    ? Result.mapError(parseJson(body, { depth }), () => noRows)
    : Result.fail(noRows)
}

const noRows: WireFailure = { _tag: "BodyUnread", message: "Empty or invalid json" }
