/** The bearer token of a request that no authorizer has seen. */
import { TokenRefused } from "@pgcrest/core"
import * as Result from "effect/Result"
import { EventHeaders } from "../event/EventHeaders.ts"
import type { JsonRecord } from "../event/Json.ts"

/**
 * The token in the one Authorization header that there may be (RFC 6750 §2.1); null without the header. All else in it is
 * refused, and never taken for a request of nobody: who sends credentials wants to be known by them. A token in the query
 * or the body is none (RFC 9700 §4.3.2).
 */
export const bearerToken = (event: JsonRecord): Result.Result<string | null, TokenRefused> => {
  const lines = new EventHeaders(event).get("authorization")
  if (lines === undefined) return Result.succeed(null)
  // The scheme's name is of any case (RFC 9110 §11.1). A gateway may have joined two lines with a comma, which is in no token.
  const token = lines.length === 1 ? /^bearer +([^\s,]+)$/iu.exec(lines[0] ?? "")?.[1] : undefined
  return token === undefined ? Result.fail(new TokenRefused({ reason: "malformed" })) : Result.succeed(token)
}
