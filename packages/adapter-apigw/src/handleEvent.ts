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
import type { Gateway, Handled, Invocation } from "./Invocation.ts"
import { behindPrefix, type Mount, mountAt } from "./Mount.ts"
import { refused, sentFor } from "./refused.ts"
import { fits, type GatewayResult } from "./result/GatewayResult.ts"
import { hasMultiValueHeaders, toResult } from "./result/toResult.ts"

/** Never fails: whatever goes wrong is an answer. `askedAt` is now, in seconds since 1970. */
export const handleEvent = <R>(
  gateway: Gateway<R>,
  invocation: Invocation,
  askedAt: number
): Effect.Effect<Handled, never, R | TokenVerifier | TokenRevocation> => {
  const { mounts, options, verification } = gateway
  const { event, source } = invocation
  const outside = toRequest(event, source, options)
  if (Result.isFailure(outside)) {
    const malformed = { _tag: "BodyMalformed", detail: outside.failure.message } as const
    return Effect.succeed(refused(gateway, invocation, malformed))
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
          onFailure: (failure) => Effect.succeed(refused(gateway, invocation, failure))
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
  { options, issuers }: Gateway<R>,
  invocation: Invocation,
  { mount, request, sent, identified: { identity, notice }, askedAt }: Asked<R>
): Effect.Effect<Handled, never, R> {
  const { source, requestId } = invocation
  const asking = { ...options, requestId, askedAt, ruledGroups: mount.wire.groups, issuers }
  const caller =
    identity === null
      ? Caller.anonymous(requestId, askedAt)
      : callerOf(identity, { event: sent, source }, asking)
  return Effect.map(mount.wire.answer(request, caller), (outcome) => {
    const { route, cause } = outcome
    const result = resultOf(mount.wire, invocation, request, outcome)
    return {
      result,
      method: request.method,
      route: route === null ? null : mount.prefix + route,
      status: result.statusCode,
      callerKind: caller.kind,
      cause,
      notice: callerNotice(identity, caller, issuers) ?? notice
    }
  })
}

/** Gateways answer 502 to what is larger than they carry: what can be cut is shorter, and the rest is told before. */
function resultOf(
  wire: Wire<unknown>,
  { event, source, requestId }: Invocation,
  request: Request,
  { response, shorter }: Outcome
): GatewayResult {
  const dialect = { multiValueHeaders: hasMultiValueHeaders(event) }
  const told = (one: Response) => toResult(one, source, dialect)
  const whole = told(response)
  if (fits(whole)) return request.method === "HEAD" ? told(sentFor(request, response)) : whole
  const cut = shorter?.((one) => fits(told(one))) ?? wire.cut(request, requestId, response)
  return told(sentFor(request, cut))
}
