/** A problem of one request as a problem of the batch: which request it is, and its pointers from the batch's own body on. */
import { isObject } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Json } from "../json/Json.ts"
import { parseJson } from "../json/parseJson.ts"
import { pointer } from "../json/pointer.ts"
import type { Response } from "../Response.ts"
import type { BatchRefused } from "./BatchRefused.ts"

/**
 * The problem with the extension member `request` (RFC 9457 §3.2); `#/title` is `#/requests/2/body/title`. Where nobody
 * knows which request it is of, as of what is judged at the end of them all, it names no place but a header of the batch's own.
 */
export const placed = (problem: Response, { at, places }: Pick<BatchRefused, "at" | "places">): Response => {
  const document = Result.getOrNull(parseJson(String(problem.body), { depth: 8 }))
  if (!isObject(document)) return problem
  const { errors, ...rest } = document
  if (at === null) return { ...problem, body: JSON.stringify(isOfHeader(errors) ? document : rest) }
  const told = Array.isArray(errors) && places === "request" ? errors.map((one) => movedTo(one, at)) : errors
  return {
    ...problem,
    body: JSON.stringify({ ...rest, ...(told === undefined ? {} : { errors: told }), request: at })
  }
}

/** Headers are the batch's own, whichever request it is. */
function isOfHeader(errors: Json | undefined): boolean {
  return Array.isArray(errors) && errors.every((one) => isObject(one) && "header" in one)
}

function movedTo(error: Json, at: number): Json {
  if (!isObject(error)) return error
  const { pointer: here } = error
  return typeof here === "string"
    ? { ...error, pointer: pointer(["requests", at, "body"]) + here.slice(1) }
    : error
}
