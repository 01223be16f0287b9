/** A request that may be made, as its command and all that its answer depends on. */
import type { IdempotencyKey, Refused } from "@pgcrest/core"
import * as Result from "effect/Result"
import { keyRequired, queryInvalid, type RequestFailure } from "./problem/RequestFailure.ts"
import { parseExpand, withoutExpand } from "./query/parseExpand.ts"
import { alsoShowing, ungroupedIn } from "./request/alsoShowing.ts"
import type { PermittedRequest } from "./request/PermittedRequest.ts"
import { isWrite } from "./request/isWrite.ts"
import { occasionFault } from "./request/occasion.ts"
import { readKey } from "./request/readKey.ts"
import { toCommand } from "./request/toCommand.ts"
import type { Exchange } from "./response/Exchange.ts"
import { representationOf } from "./response/Representation.ts"
import type { Settings } from "./Settings.ts"

/** The exchange of a request that asks for no people. */
export const exchangeOf = (
  { api, publicUrl, rollback, timeTravel }: Settings,
  asked: PermittedRequest
): Result.Result<Exchange, RequestFailure | Refused> => {
  const { headers, pairs, permitted, reach, request } = asked
  const base = publicUrl ?? request.prefix
  const key = keyOf(asked)
  if (Result.isFailure(key)) return Result.fail(key.failure)
  const command = toCommand(asked)
  if (Result.isFailure(command)) return Result.fail(command.failure)
  const isWriting = isWrite(command.success)
  const fault = isWriting ? occasionFault(command.success, api.links, reach.caller) : null
  if (fault !== null) return Result.fail(fault)
  const single = permitted.act === "history" && permitted.version !== null
  const told = { command: command.success, expansion: null, single }
  const trial = headers.preferences.tx === "rollback" && isWriting ? rollback : null
  return Result.map(representationOf(headers.media, told), (representation): Exchange => ({
    _tag: "Exchange",
    ...told,
    caller: reach.caller,
    headers,
    strict: headers.preferences.handling === "strict",
    trial,
    key: trial === null ? key.success : null,
    travel: asked.moment === null && asked.since === null ? null : timeTravel,
    reshown: api.hooks.get(permitted.permit.resource.name)?.afterRead !== undefined,
    representation,
    base,
    listed: { address: `${base}/${request.path.join("/")}`, pairs }
  }))
}

/** A read has none, whatever is sent. */
function keyOf({
  permitted,
  request,
  requireKey
}: PermittedRequest): Result.Result<IdempotencyKey | null, RequestFailure> {
  if (reads.has(permitted.act)) return Result.succeed(null)
  return Result.filterOrFail(
    readKey(request),
    (key) => key !== null || !requireKey,
    () => keyRequired
  )
}

const reads: ReadonlySet<string> = new Set(["get", "list", "history"])

/** That of a read which asks for some: the one without them, which also shows their uids. */
export const expandedExchangeOf = (
  settings: Settings,
  asked: PermittedRequest
): Result.Result<Exchange, RequestFailure | Refused> => {
  const { permitted, request } = asked
  const place = { act: permitted.act, resource: permitted.permit.resource }
  const plain = { ...asked, request: { ...request, query: withoutExpand(request.query) } }
  return Result.flatMap(parseExpand(request.query, place), (expansion) =>
    Result.flatMap(exchangeOf(settings, plain), (exchange) => {
      const field = ungroupedIn(exchange.command, expansion)
      if (field !== null) return Result.fail(ungrouped(field))
      const { single } = exchange
      const told = { command: alsoShowing(exchange.command, expansion), expansion, single }
      return Result.map(representationOf(asked.headers.media, told), (representation) => ({
        ...exchange,
        ...told,
        representation
      }))
    })
  )
}

function ungrouped(field: string): RequestFailure {
  const detail = `asks who is behind "${field}", which select does not show beside the aggregates`
  return queryInvalid("expand", "aggregate", detail)
}
