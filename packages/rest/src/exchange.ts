/** A request that may be made, as its command and all that its answer depends on. */
import * as Result from "effect/Result"
import type { RequestFailure } from "./problem/RequestFailure.ts"
import { type PermittedRequest, toCommand } from "./request/toCommand.ts"
import type { Exchange } from "./response/Exchange.ts"
import type { Settings } from "./Settings.ts"

/** The exchange of a request; fails where its query, condition or body cannot be read. */
export const exchangeOf = (
  { api, publicUrl }: Settings,
  asked: PermittedRequest
): Result.Result<Exchange, RequestFailure> => {
  const { headers, permitted, request } = asked
  return Result.map(toCommand(asked), (command): Exchange => ({
    _tag: "Exchange",
    command,
    headers,
    strict: headers.preferences.handling === "strict",
    reshown: api.hooks.get(permitted.permit.resource.name)?.afterRead !== undefined,
    base: publicUrl ?? request.prefix
  }))
}
