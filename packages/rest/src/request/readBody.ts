/** A body as the fields of a record, or of several. */
import { type Command, isObject } from "@pgcrest/core"
import * as Result from "effect/Result"
import { parseJson } from "../json/parseJson.ts"
import type { Request } from "../Request.ts"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"

/** A JSON object; malformed is 400, another JSON value 422. */
export const readBody = (request: Request, depth: number): Result.Result<Command.Body, RequestFailure> =>
  Result.flatMap(readJson(request, depth), (json) =>
    isObject(json) ? Result.succeed(json) : Result.fail(notAnObject("#"))
  )

type Rows = Result.Result<Command.Body | ReadonlyArray<Command.Body>, RequestFailure>

/** A JSON object, or an array of them, of which each is a row. */
export const readRows = (request: Request, { depth, rows }: Pick<Limits, "depth" | "rows">): Rows =>
  Result.flatMap(readJson(request, depth), (json): Rows => {
    if (!Array.isArray(json)) return isObject(json) ? Result.succeed(json) : Result.fail(notAnObject("#"))
    if (json.length > rows) return Result.fail(tooManyRows(json.length, rows))
    const members: ReadonlyArray<unknown> = json
    const stranger = members.findIndex((row) => !isObject(row))
    return stranger < 0 ? Result.succeed(members.filter(isObject)) : Result.fail(notAnObject(`#/${stranger}`))
  })

function readJson({ body, headers }: Request, depth: number): Result.Result<unknown, RequestFailure> {
  if (body === null) return Result.fail(malformed("empty", "A body is needed, and there is none."))
  if (typeof body !== "string") return Result.fail(malformed("encoding", "The body is not UTF-8."))
  return Result.mapError(parseJson(body, { depth }), ({ detail, reason, pointer }) =>
    malformed(reason, `The body is not JSON that we read: ${detail}.`, pointer, formHint(headers))
  )
}

function notAnObject(pointer: string): RequestFailure {
  return {
    _tag: "BodyNotAnObject",
    detail: `The body must be a JSON object with the record's fields${pointer === "#" ? "" : ", or an array of such"}.`,
    errors: [{ pointer, code: "type", detail: "must be an object" }]
  }
}

function tooManyRows(count: number, rows: number): RequestFailure {
  return { _tag: "BodyTooLarge", detail: `The body has ${count} rows; ${rows} are taken at most.` }
}

function malformed(code: string, detail: string, pointer?: string, hint?: string): RequestFailure {
  return {
    _tag: "BodyMalformed",
    detail,
    ...(hint === undefined ? {} : { hint }),
    errors: [{ ...(pointer === undefined ? {} : { pointer }), code, detail }]
  }
}

function formHint(headers: Request["headers"]): string | undefined {
  return headers.has("content-type") ? undefined : "Send Content-Type: application/json with a JSON text."
}
