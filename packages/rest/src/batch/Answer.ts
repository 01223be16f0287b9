/** The answer to one request of a batch, as the batch's own body tells it and as later requests refer to it. */
import * as Result from "effect/Result"
import type { Json } from "../json/Json.ts"
import { parseJson } from "../json/parseJson.ts"
import type { Response } from "../Response.ts"
import type { Body } from "./reference.ts"

/** `{"status":201,"headers":{…},"body":…}`, the record's text as it came from the store; null in the place of no body. */
export const printAnswer = ({ status, headers, body }: Response): string => {
  const told = Object.fromEntries(headers.filter(([name]) => !ofMessage.has(name)))
  return `{"status":${status},"headers":${JSON.stringify(told)},"body":${typeof body === "string" ? body : "null"}}`
}

// What is of the message as a whole, and stands on the batch's own.
const ofMessage: ReadonlySet<string> = new Set(["cache-control", "content-type"])

// What a database holds may be nested deeper than what is read of a client.
const depth = 1000

/** What later requests refer to. */
export const bodyOf = ({ body }: Response): Body => {
  let read: Json | null | undefined
  return () => (read ??= typeof body === "string" ? Result.getOrNull(parseJson(body, { depth })) : null)
}
