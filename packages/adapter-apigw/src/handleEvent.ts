/** Event in, result out: the whole way of a request, one step per line. */
import type { ResourceStore } from "@pgcrest/core"
import {
  type Failure,
  handleRequest,
  type HookFailure,
  type Outcome,
  refuseRequest,
  type Request,
  type Response,
  type Rest,
  tooLarge
} from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { callerNotice } from "./caller/callerNotice.ts"
import type { EventSource } from "./event/EventSource.ts"
import { fits, type GatewayResult } from "./result/GatewayResult.ts"
import { type CallerOptions, toCaller } from "./caller/toCaller.ts"
import { type RequestOptions, toRequest, toRequestHead } from "./event/toRequest.ts"
import { hasMultiValueHeaders, toResult } from "./result/toResult.ts"

/** How events are read. */
export interface EventOptions extends RequestOptions, Pick<CallerOptions, "authorizer"> {}

/** A result, and what the log says of the request. */
export interface Handled {
  readonly result: GatewayResult
  readonly method: string
  readonly route: string | null
  readonly status: number
  readonly callerKind: string
  /** Why a 5xx was answered, or what a log must tell of another status; null if nothing. */
  readonly cause: unknown
  /** What the operator should know of the caller; null if nothing. */
  readonly notice: string | null
}

/** Never fails: whatever goes wrong is a problem. */
export const handleEvent = <E extends HookFailure, S>(
  rest: Rest<E, S>,
  event: unknown,
  source: EventSource,
  { requestId, ...options }: EventOptions & Omit<CallerOptions, "authorizer">
): Effect.Effect<Handled, never, ResourceStore | SecureRandom.SecureRandom | S> => {
  const request = toRequest(event, source, options)
  if (Result.isFailure(request))
    return Effect.succeed(refused(rest, event, source, { requestId, failure: bodyNotBase64 }))
  const caller = toCaller(event, source, { requestId, ...options })
  const notice = callerNotice(event, source, caller)
  return Effect.map(handleRequest(rest, request.success, caller), ({ response, route, cause }: Outcome) => {
    const result = carried(rest, event, source, requestId, request.success, response)
    const { method } = request.success
    return { result, method, route, status: result.statusCode, callerKind: caller.kind, cause, notice }
  })
}

/** The answer to an event that did not come as far as a request, or not to an end. */
export const refused = (
  rest: Rest<unknown, unknown>,
  event: unknown,
  source: EventSource,
  { requestId, failure }: { readonly requestId: string; readonly failure: Failure }
): Handled => {
  const head = toRequestHead(event)
  const response = refuseRequest(rest, head, requestId, failure)
  const result = toResult(response, source, { multiValueHeaders: hasMultiValueHeaders(event) })
  return {
    result,
    method: head.method === "" ? "-" : head.method,
    route: null,
    status: response.status,
    callerKind: "anonymous",
    cause: response.status >= 500 ? failure : null,
    notice: null
  }
}

/** Gateways answer 502 to what is larger than they carry: it is told as a problem before. */
function carried(
  rest: Rest<unknown, unknown>,
  event: unknown,
  source: EventSource,
  requestId: string,
  request: Request,
  response: Response
): GatewayResult {
  const dialect = { multiValueHeaders: hasMultiValueHeaders(event) }
  const result = toResult(response, source, dialect)
  return fits(result) ? result : toResult(tooLarge(rest, request, requestId, response), source, dialect)
}

const bodyNotBase64: Failure = { _tag: "BodyMalformed", detail: "The body is called base64 and is not." }
