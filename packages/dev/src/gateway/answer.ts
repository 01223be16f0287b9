// @effect-diagnostics asyncFunction:off globalDate:off
/** One request through the gateway: authorise, make the event, invoke, make the answer. */
import { randomUUID } from "node:crypto"
import type { Authority } from "../authority/Authority.ts"
import { authorizeToken } from "../authority/authorizeToken.ts"
import { isSignIn, signIn } from "../authority/signIn.ts"
import { authorize, type Users, type Verdict } from "../event/authorizer.ts"
import { defaultStage, type EventOptions } from "../event/EventOptions.ts"
import type { EventSource } from "../event/events.ts"
import { fromResult } from "../response/fromResult.ts"
import type { HttpRequest } from "../event/HttpRequest.ts"
import { gatewayAnswer, type HttpResponse, noHandler } from "../response/HttpResponse.ts"
import { type LambdaContext, makeContext } from "./LambdaContext.ts"
import { isAccepted } from "../event/target.ts"
import { isForPage } from "../page/firstPage.ts"
import { toEvent } from "../event/toEvent.ts"

/** A Lambda handler. */
export type Handler = (event: unknown, context: LambdaContext) => Promise<unknown>

/** What stands before the handler, and how it is set up. */
export interface GatewaySettings extends Pick<
  EventOptions,
  "stage" | "binary" | "multiValue" | "domainName"
> {
  readonly source: EventSource
  readonly handler: Handler
  /** Waited for before a request's time runs; resolves with a sentence where there is no handler yet. */
  readonly ready?: () => Promise<string | undefined>
  /** What browsers see that open `/`; other clients get the handler's answer there. */
  readonly page?: (() => HttpResponse) | undefined
  /** Whom one can act as by `Authorization: Bearer <name>`, unless there is an authority. */
  readonly users?: Users
  /** With it tokens are real: the gateway's authorizer takes those that it has signed, and `POST /.sign-in` gives them. */
  readonly authority?: Authority | undefined
  /** The scopes that methods of a REST API ask for: its authorizer then takes access tokens that carry one of them too. */
  readonly scopes?: ReadonlyArray<string>
  /** Milliseconds until the gateway gives up: 29,000 (REST API) or 30,000 unless given. */
  readonly timeout?: number
}

/** The answer, and who asked. */
export interface Answered {
  readonly response: HttpResponse
  readonly who: string
}

// Lambda refuses a larger event, and both gateways then answer as for a body that is too long.
const largestEvent = 6 * 1024 * 1024

/** Always answers; what went wrong behind the gateway is in the response's `fault`. */
export const answer = async (settings: GatewaySettings, request: HttpRequest): Promise<Answered> => {
  const { source } = settings
  const own = await ownAnswer(settings, request)
  if (own !== undefined) return { response: own, who: "-" }
  const missing = await settings.ready?.()
  if (missing !== undefined) return { response: noHandler(missing), who: "-" }
  const now = new Date()
  if (!isAccepted(source, request.target)) return { response: gatewayAnswer(source, "badRequest"), who: "-" }
  const verdict = await judge(settings, request, now)
  if (!verdict.allowed) return { response: gatewayAnswer(source, "unauthorized", verdict.why), who: "nobody" }
  const requestId = randomUUID()
  const behindStage = {
    ...verdict.request,
    target: withoutStage(request.target, settings.stage ?? defaultStage(source))
  }
  const { authorizer, who } = verdict
  const event = JSON.stringify(toEvent(source, behindStage, { ...settings, authorizer, now, requestId }))
  if (Buffer.byteLength(event) > largestEvent) return { response: gatewayAnswer(source, "tooLong"), who }
  return { response: await invoke(settings, request.method, event, requestId), who }
}

// What is there beside the handler, also before there is one.
const ownAnswer = async (
  { authority, page, source }: GatewaySettings,
  request: HttpRequest
): Promise<HttpResponse | undefined> => {
  if (page !== undefined && isForPage(request)) return page()
  return authority !== undefined && isSignIn(request) ? signIn(source, request, authority) : undefined
}

const judge = async (
  { authority, scopes = [], source, users = {} }: GatewaySettings,
  request: HttpRequest,
  now: Date
): Promise<Verdict> =>
  authority === undefined
    ? authorize(source, request, users, now)
    : authorizeToken(source, request, { authority, scopes })

const invoke = async (
  settings: GatewaySettings,
  method: string,
  event: string,
  requestId: string
): Promise<HttpResponse> => {
  const { source, timeout = source === "rest" ? 29_000 : 30_000 } = settings
  const timer = Promise.withResolvers<HttpResponse>()
  const late = `The handler did not answer within ${timeout / 1000} s.`
  const timeoutId = setTimeout(() => timer.resolve(gatewayAnswer(source, "timedOut", late)), timeout)
  const result = call(settings.handler, event, makeContext(requestId, Date.now() + timeout)).then(
    (value) => fromResult(source, value, { ...settings, method }),
    (error: unknown) => gatewayAnswer(source, "failed", inPlainWords(error))
  )
  return Promise.race([result, timer.promise]).finally(() => clearTimeout(timeoutId))
}

// Through JSON and back, as between Lambda and its caller: what JSON drops must be missing here too.
const call = async (handler: Handler, event: string, context: LambdaContext): Promise<unknown> => {
  const result = JSON.stringify(await handler(JSON.parse(event), context))
  return result === undefined ? null : JSON.parse(result)
}

const withoutStage = (target: string, stage: string): string => {
  const prefix = `/${stage}`
  const isPrefixed = stage !== "$default" && /^(?:[/?#]|$)/.test(target.slice(prefix.length))
  if (!isPrefixed || !target.startsWith(prefix)) return target
  const rest = target.slice(prefix.length)
  return rest.startsWith("/") ? rest : `/${rest}`
}

const inPlainWords = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? `${error.name}: ${error.message}`)
    : `The handler failed with ${String(error)}`
