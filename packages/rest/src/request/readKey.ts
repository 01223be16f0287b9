/** The header Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07), and what stands under the key. */
import type { IdempotencyKey } from "@pgcrest/core"
import * as Result from "effect/Result"
import { headerInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { DecodedRequest, RequestHead } from "../Request.ts"

/** The key of a write, with or without the quotes of a string (RFC 8941 §3.3.3); null where none is sent. */
export const readKey = (request: DecodedRequest): Result.Result<IdempotencyKey | null, RequestFailure> => {
  const lines = request.headers.get("idempotency-key")
  if (lines === undefined) return none
  if (lines.length > 1) return Result.fail(headerInvalid("idempotency-key", "must come once"))
  const key = keyIn(lines[0] ?? "")
  return key === null ? Result.fail(malformed) : Result.succeed({ key, request: askedIn(request) })
}

/** Whether a write is sent under a key. */
export const isKeyed = ({ headers, method }: RequestHead): boolean =>
  !readers.has(method) && keyIn(headers.get("idempotency-key")?.[0] ?? "") !== null

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
