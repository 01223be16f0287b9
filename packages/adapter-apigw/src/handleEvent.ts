/** Event in, result out: the whole way of a request, one step per line. */
import type { EdgeFailure, Request, RequestHead, Response, Wire } from "@pgcrest/rest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { callerNotice } from "./caller/callerNotice.ts"
import type { EventSource } from "./event/EventSource.ts"
import { behindPrefix, type Mount, mountAt } from "./Mount.ts"
import { fits, type GatewayResult } from "./result/GatewayResult.ts"
import { type CallerOptions, toCaller } from "./caller/toCaller.ts"
import { leadOf, type RequestOptions, toRequest, toRequestHead } from "./event/toRequest.ts"
import { hasMultiValueHeaders, toResult } from "./result/toResult.ts"

/** How events are read. */
export interface EventOptions extends RequestOptions, Pick<CallerOptions, "authorizer"> {}

/** What is the same for every event. */
export interface Gateway<R> {
  readonly mounts: ReadonlyArray<Mount<R>>
  readonly options: EventOptions
}

/** One call of the function. */
export interface Invocation {
  readonly event: unknown
  readonly source: EventSource
  readonly requestId: string
}

/** A request and its answer, as the log tells of them. */
export interface Handled {
  readonly result: GatewayResult
  readonly method: string
  readonly route: string | null
  readonly status: number
  /** `-` where nobody has read it, or it ended with the request. */
  readonly callerKind: string
  /** Why a 5xx was answered, or what a log must tell of another status; null if nothing. */
  readonly cause: unknown
  /** What the operator should know of the caller; null if nothing. */
  readonly notice: string | null
}

/** Never fails: whatever goes wrong is an answer. */
export const handleEvent = <R>(
  gateway: Gateway<R>,
  invocation: Invocation
): Effect.Effect<Handled, never, R> => {
  const { mounts, options } = gateway
  const { event, source, requestId } = invocation
  const outside = toRequest(event, source, options)
  if (Result.isFailure(outside)) {
    const malformed = { _tag: "BodyMalformed", detail: outside.failure.message } as const
    return Effect.succeed(refused(gateway, invocation, malformed))
  }
  const mount = mountAt(mounts, outside.success.path ?? leadOf(event, source, options))
  const request = behindPrefix(mount, outside.success)
  const caller = toCaller(event, source, { requestId, ...options, ruledGroups: mount.wire.groups })
  const notice = callerNotice(event, source, caller)
  return Effect.map(mount.wire.answer(request, caller), ({ response, route, cause }) => {
    const result = resultOf(mount.wire, invocation, request, response)
    return {
      result,
      method: request.method,
      route: route === null ? null : mount.prefix + route,
      status: result.statusCode,
      callerKind: caller.kind,
      cause,
      notice
    }
  })
}

/** The answer to an event that did not come as far as a request, or not to an end. */
export const refused = (
  { mounts, options }: Gateway<unknown>,
  { event, source, requestId }: Invocation,
  failure: EdgeFailure
): Handled => {
  const outside = toRequestHead(event, source, options)
  const mount = mountAt(mounts, outside.path ?? leadOf(event, source, options))
  const response = mount.wire.refuse(behindPrefix(mount, outside), requestId, failure)
  return {
    result: toResult(sentFor(outside, response), source, { multiValueHeaders: hasMultiValueHeaders(event) }),
    method: outside.method === "" ? "-" : outside.method,
    route: null,
    status: response.status,
    callerKind: "-",
    cause: response.status >= 500 ? failure : null,
    notice: null
  }
}

/** What a request is told whose time is over: only of a write that it may have happened. */
export const timeIsOver = ({ options }: Gateway<unknown>, { event, source }: Invocation): EdgeFailure =>
  reads.has(toRequestHead(event, source, options).method)
    ? {
        _tag: "DeadlineExceeded",
        detail: "The time for this request is over.",
        hint: "Try again, or ask for less at a time."
      }
    : {
        _tag: "DeadlineExceeded",
        detail: "The time for this request is over. A write may have happened.",
        hint: "Read the record before you try a write again."
      }

const reads: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"])

/** Gateways answer 502 to what is larger than they carry: it is told before. */
function resultOf(
  wire: Wire<unknown>,
  { event, source, requestId }: Invocation,
  request: Request,
  response: Response
): GatewayResult {
  const dialect = { multiValueHeaders: hasMultiValueHeaders(event) }
  const whole = toResult(response, source, dialect)
  if (!fits(whole)) return toResult(sentFor(request, wire.cut(request, requestId, response)), source, dialect)
  return request.method === "HEAD" ? toResult(sentFor(request, response), source, dialect) : whole
}

function sentFor({ method }: RequestHead, response: Response): Response {
  return method === "HEAD" ? { ...response, body: null } : response
}
