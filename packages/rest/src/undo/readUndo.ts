/** The body of an undo: which request is meant. */
import { type Command, type Fault, RecordInvalid } from "@pgcrest/core"
import * as Result from "effect/Result"

/** The id under `request_id`, and nothing beside it. */
export const readUndo = (body: Command.Body): Result.Result<string, RecordInvalid> => {
  const { request_id: requestId, ...others } = body
  const strangers = Object.keys(others).map((name): Fault => ({
    path: [name],
    code: "unknown",
    detail: "is no field of an undo"
  }))
  const isId = typeof requestId === "string" && /^[\x20-\x7e]{1,200}$/u.test(requestId)
  if (isId && strangers.length === 0) return Result.succeed(requestId)
  const missing: Fault =
    requestId === undefined
      ? { path: ["request_id"], code: "required", detail: "is required" }
      : {
          path: ["request_id"],
          code: "type",
          detail: "must be the id of a request: X-Request-Id of its answer"
        }
  const faults = [...(isId ? [] : [missing]), ...strangers].slice(0, 100)
  return Result.fail(new RecordInvalid({ resource: "undo", faults }))
}
