/** A body as text, and what is said of one that cannot be read. */
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Request } from "../Request.ts"

/** The text, which is needed. */
export const bodyText = ({ body }: Pick<Request, "body">): Result.Result<string, RequestFailure> => {
  if (body === null) return Result.fail(bodyMalformed("empty", "A body is needed, and there is none."))
  return typeof body === "string"
    ? Result.succeed(body)
    : Result.fail(bodyMalformed("encoding", "The body is not UTF-8."))
}

/** 400, with a pointer into JSON where it is known. */
export const bodyMalformed = (
  code: string,
  detail: string,
  pointer?: string,
  hint?: string
): RequestFailure => ({
  _tag: "BodyMalformed",
  detail,
  ...(hint === undefined ? {} : { hint }),
  errors: [{ ...(pointer === undefined ? {} : { pointer }), code, detail }]
})
