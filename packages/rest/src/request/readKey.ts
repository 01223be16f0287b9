/** The header Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07), and what stands under the key. */
import type { IdempotencyKey } from "@pgcrest/core"
import * as Result from "effect/Result"
import { parsePrefer } from "../http/prefer.ts"
import { headerInvalid, keyRunning, type RequestFailure } from "../problem/RequestFailure.ts"
import type { DecodedRequest, RequestHead } from "../Request.ts"
import type { Rollback } from "../Rollback.ts"

/** The key of a write, with or without the quotes of a string (RFC 8941 §3.3.3); null where none is sent. */
export const readKey = (request: DecodedRequest): Result.Result<IdempotencyKey | null, RequestFailure> => {
  const lines = request.headers.get("idempotency-key")
  if (lines === undefined) return none
  if (lines.length > 1) return Result.fail(headerInvalid("idempotency-key", "must come once"))
  const key = keyIn(lines[0] ?? "")
  return key === null ? Result.fail(malformed) : Result.succeed({ key, request: askedIn(request) })
}

/** What decides at a wire whether a key counts. */
export interface Keyless {
  /** By their names; a safe one writes nothing. */
  readonly operations: ReadonlyMap<string, { readonly safe: boolean }>
  /** How a write is undone that a client tries; null where none may. */
  readonly rollback: Rollback | null
}

/** What a request is told that is over before its answer is there: under a key somebody can ask again. */
export const orKeyRunning = <F extends { readonly _tag: string }>(
  failure: F,
  head: RequestHead,
  keyless: Keyless
): F | RequestFailure =>
  failure._tag === "DeadlineExceeded" && isKeyed(head, keyless) ? keyRunning : failure

/** Whether a write is sent under a key that keeps its answer: nothing is kept of a read, and of what is only tried. */
function isKeyed(head: RequestHead, { operations, rollback }: Keyless): boolean {
  const { headers } = head
  if (keyIn(headers.get("idempotency-key")?.[0] ?? "") === null || isReading(head, operations)) return false
  return rollback === null || parsePrefer(headers.get("prefer") ?? []).tx !== "rollback"
}

function isReading({ method, path }: RequestHead, operations: Keyless["operations"]): boolean {
  if (method !== "POST") return readers.has(method)
  const [first, second = ""] = path ?? []
  return first === "rpc" && operations.size > 0 ? operations.get(second)?.safe === true : second === "query"
}

const none = Result.succeed(null)
const readers: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"])

const malformed = headerInvalid(
  "idempotency-key",
  "is no key of 1 to 255 printable ASCII characters",
  'Send a new random one with each new request, such as "8e03978e-40d5-43dd-bc93-6894a57f9324".'
)

function keyIn(line: string): string | null {
  const text = line.trim()
  const key = text.startsWith('"') ? unquoted(text) : text
  return key !== null && /^[ -~]{1,255}$/u.test(key) ? key : null
}

function unquoted(text: string): string | null {
  const [, inside] = /^"((?:[^"\\]|\\["\\])*)"$/u.exec(text) ?? []
  return inside?.replaceAll(/\\(["\\])/gu, "$1") ?? null
}

/** Conditions are left out: whoever asks again may not know what the first time has come to. */
function askedIn({ body, headers, method, path, prefix, query }: DecodedRequest): string {
  const told = [method, prefix, path, query, headers.get("content-type"), headers.get("prefer")]
  // Behind a text that says where it ends.
  return `${JSON.stringify(told)}\n${String(body)}`
}
