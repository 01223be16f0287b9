/** A body as the fields of a record. */
import { type Command, isObject } from "@pgcrest/core"
import * as Result from "effect/Result"
import { parseJson } from "../json/parseJson.ts"
import type { Request } from "../Request.ts"
import type { RequestFailure } from "../problem/RequestFailure.ts"

/** A JSON object; malformed is 400, another JSON value 422. */
export const readBody = (
  { body, headers }: Request,
  depth: number
): Result.Result<Command.Body, RequestFailure> => {
  if (body === null) return Result.fail(malformed("empty", "A body is needed, and there is none."))
  if (typeof body !== "string") return Result.fail(malformed("encoding", "The body is not UTF-8."))
  const json = parseJson(body, { depth })
  if (Result.isFailure(json)) {
    const { detail, reason, pointer } = json.failure
    return Result.fail(
      malformed(reason, `The body is not JSON that we read: ${detail}.`, pointer, formHint(headers))
    )
  }
  return isObject(json.success)
    ? Result.succeed(json.success)
    : Result.fail({
        _tag: "BodyNotAnObject",
        detail: "The body must be a JSON object with the record's fields.",
        errors: [{ pointer: "#", code: "type", detail: "must be an object" }]
      })
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
