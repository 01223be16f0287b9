/** Event in, result out: the whole way of a request, one step per line. */
import { Caller, type TokenRevocation, type TokenVerifier } from "@pgcrest/core"
import type { Outcome, Request, Response, Wire } from "@pgcrest/rest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { callerNotice } from "./caller/callerNotice.ts"
import { identityOf } from "./caller/Identity.ts"
import { type Identified, proven } from "./caller/identify.ts"
import { callerOf } from "./caller/toCaller.ts"
import { type JsonRecord, record } from "./event/Json.ts"
import { leadOf, toRequest } from "./event/toRequest.ts"
import type { Begun, Gateway, Handled, Invocation } from "./Invocation.ts"
import { behindPrefix, type Mount, mountAt } from "./Mount.ts"
import { refused, sentFor } from "./refused.ts"
import { fits, type GatewayResult } from "./result/GatewayResult.ts"
import { hasMultiValueHeaders, toResult } from "./result/toResult.ts"

/** Never fails: whatever goes wrong is an answer. `askedAt` is now, in seconds since 1970. */
export const handleEvent = <R>(
  gateway: Gateway<R>,
  invocation: Invocation,
  askedAt: number
): Effect.Effect<Begun<R>, never, R | TokenVerifier | TokenRevocation> => {
  const { mounts, options, verification } = gateway
  const { event, source } = invocation
  const outside = toRequest(event, source, options)
  if (Result.isFailure(outside)) {
    const malformed = { _tag: "BodyMalformed", detail: outside.failure.message } as const
    return Effect.succeed(whole(refused(gateway, invocation, malformed)))
  }
  const mount = mountAt(mounts, outside.success.path ?? leadOf(event, source, options))
  const request = behindPrefix(mount, outside.success)
  const sent = record(event) ?? {}
  const identity = identityOf(record(sent.requestContext) ?? {}, source)
  const told = { identity, token: null, notice: null }
  const answered = (identified: Identified) =>
    answer(gateway, invocation, { mount, request, sent, identified, askedAt })
  return verification === null
    ? answered(told)
    : Effect.matchEffect(
        proven(verification, told, request, { event: sent, source, waiting: invocation.waiting }),
        {
          onSuccess: answered,
          onFailure: (failure) => Effect.succeed(whole(refused(gateway, invocation, failure)))
        }
      )
}

interface Asked<R> {
  readonly mount: Mount<R>
  readonly request: Request
  readonly sent: JsonRecord
  readonly identified: Identified
  readonly askedAt: number
}

function answer<R>(
  { options, issuers, streams }: Gateway<R>,
  invocation: Invocation,
  { mount, request, sent, identified: { identity, notice }, askedAt }: Asked<R>
): Effect.Effect<Begun<R>, never, R> {
  const { source, requestId } = invocation
  const asking = { ...options, requestId, askedAt, ruledGroups: mount.wire.groups, issuers }
  const caller =
    identity === null
      ? Caller.anonymous(requestId, askedAt)
      : callerOf(identity, { event: sent, source }, asking)
  const { wire } = mount
  const handled = (outcome: Outcome, result: GatewayResult): Handled => {
    const { route, cause } = outcome
    return {
      result,
      method: request.method,
      route: route === null ? null : mount.prefix + route,
      status: result.statusCode,
      callerKind: caller.kind,
      cause,
      notice: callerNotice(identity, caller, issuers) ?? notice
    }
  }
  const fitting = (outcome: Outcome) => whole(handled(outcome, resultOf(wire, invocation, request, outcome)))
  if (!streams || wire.stream === undefined) return Effect.map(wire.answer(request, caller), fitting)
  return Effect.map(wire.stream(request, caller), (outcome) =>
    outcome.following === null
      ? fitting(outcome)
      : { ...handled(outcome, resultIn(invocation)(outcome.response)), following: outcome.following }
  )
}

function whole(handled: Handled): Begun<never> {
  return { ...handled, following: null }
}

/** In the dialect of the event's source. */
function resultIn({ event, source }: Invocation): (response: Response) => GatewayResult {
  const dialect = { multiValueHeaders: hasMultiValueHeaders(event) }
  return (response) => toResult(response, source, dialect)
}

/** Gateways answer 502 to what is larger than they carry: what can be cut is shorter, and the rest is told before. */
function resultOf(
  wire: Wire<unknown>,
  invocation: Invocation,
  request: Request,
  { response, shorter }: Outcome
): GatewayResult {
  const told = resultIn(invocation)
  const whole = told(response)
  if (fits(whole)) return request.method === "HEAD" ? told(sentFor(request, response)) : whole
  const cut = shorter?.((one) => fits(told(one))) ?? wire.cut(request, invocation.requestId, response)
  return told(sentFor(request, cut))
}
