/** What a request comes to without the database: an answer already, or a command to run. */
import { admit, type Caller, type Refused } from "@pgcrest/core"
import * as Result from "effect/Result"
import { exchangeOf, expandedExchangeOf } from "./exchange.ts"
import { isPreflight, preflightHeaders } from "./http/cors.ts"
import type { RequestFailure } from "./problem/RequestFailure.ts"
import { asksForPeople } from "./query/parseExpand.ts"
import { type Address, addressOf, allowOf, type Target, targetOf } from "./request/address.ts"
import { checkMethod } from "./request/checkMethod.ts"
import { onOccasion } from "./request/occasion.ts"
import { checkBodySize, checkHeadSize } from "./request/checkSize.ts"
import { type Permitted, permittedAt } from "./request/permitted.ts"
import { acceptHeader, readHeaders } from "./request/readHeaders.ts"
import { queriedByBody } from "./request/readQueryBody.ts"
import type { PermittedRequest } from "./request/PermittedRequest.ts"
import { type DecodedRequest, isDecoded, type Request } from "./Request.ts"
import type { Exchange } from "./response/Exchange.ts"
import { atRoot } from "./response/root.ts"
import type { Response } from "./Response.ts"
import type { Settings } from "./Settings.ts"

interface Plan {
  /** Known as soon as the path is: also a refused request has one. */
  readonly route: string | null
  readonly step: Result.Result<Step, RequestFailure | Refused>
}

type Step = Ready | Readiness | Exchange

/** An answer that stands once the store has answered too. */
interface Readiness {
  readonly _tag: "Readiness"
  readonly response: Response
}

/** An answer that needs nobody. */
export interface Ready {
  readonly _tag: "Ready"
  readonly response: Response
}

/**
 * Body size, method, address and header size, escapes, preflight, route, identity, then what the route itself asks:
 * the first failure answers, and none of it needs the database.
 */
export const planOf = (settings: Settings, request: Request, caller: Caller.Caller): Plan => {
  const early = beforeRoute(settings, request)
  if (!isDecoded(request) || early !== null)
    return { route: null, step: early ?? Result.fail(malformed(request)) }
  if (request.path.length === 0)
    return { route: "/", step: Result.map(atRoot(settings.api.name, request.method), rootStep(request)) }
  const address = addressOf(settings, request.path)
  return Result.isFailure(address)
    ? { route: null, step: Result.fail(address.failure) }
    : { route: address.success.template, step: atAddress(settings, request, caller, address.success) }
}

/** What answers before anybody looks at what is at the address; null where nothing does. */
export const beforeRoute = (
  settings: Settings,
  request: Request
): Result.Result<Ready, RequestFailure> | null => {
  const early =
    checkBodySize(request, settings.limits) ?? checkMethod(request) ?? checkHeadSize(request, settings.limits)
  if (early !== null) return Result.fail(early)
  if (!isDecoded(request)) return Result.fail(malformed(request))
  return isPreflight(request.method, request.headers) ? Result.succeed(preflight(settings, request)) : null
}

/** `/?ready` asks the store too: a load balancer may want to know whether the next request can be answered. */
function rootStep({ method, query }: DecodedRequest): (response: Response) => Step {
  const asks = method !== "OPTIONS" && query.some(([name]) => name === "ready")
  return (response) => ({ _tag: asks ? "Readiness" : "Ready", response })
}

function atAddress(
  settings: Settings,
  request: DecodedRequest,
  caller: Caller.Caller,
  address: Address
): Plan["step"] {
  if (request.method === "OPTIONS") return Result.succeed(options(address))
  // Neither Result.gen nor a chain of functions: those take longer than what they join.
  const target = targetOf(address, request)
  if (Result.isFailure(target)) return Result.fail(target.failure)
  const permitted = permittedAt(target.success, caller)
  if (Result.isFailure(permitted)) return Result.fail(permitted.failure)
  const barred = barredFrom(settings, request, permitted.success, caller)
  if (barred !== null) return Result.fail(barred)
  const headers = readHeaders(request, target.success, settings)
  if (Result.isFailure(headers)) return Result.fail(headers.failure)
  const asking = onOccasion(request, caller, settings.details)
  if (Result.isFailure(asking)) return Result.fail(asking.failure)
  const { name } = address.resource
  return exchangeFor(settings, target.success, {
    request,
    pairs: request.query,
    moment: null,
    since: null,
    permitted: permitted.success,
    headers: headers.success,
    limits: settings.limits,
    requireKey: settings.requireKey.has(name),
    requireMatch: settings.requireMatch.has(name),
    unfiltered: settings.unfiltered.has(name),
    nests: settings.nests,
    reach: { caller: asking.success, links: settings.api.links, bounds: settings.bounds }
  })
}

function exchangeFor(settings: Settings, { kind }: Target, asked: PermittedRequest): Plan["step"] {
  if (kind !== "query") return exchange(settings, asked)
  return Result.flatMap(queriedByBody(asked), (queried) => {
    const barred = barredFrom(settings, queried.request, queried.permitted, queried.reach.caller)
    return barred === null ? exchange(settings, queried) : Result.fail(barred)
  })
}

function exchange(settings: Settings, now: PermittedRequest): Plan["step"] {
  const then = asOf(settings, now)
  if (Result.isFailure(then)) return Result.fail(then.failure)
  const asked = then.success
  return asksFor(settings, asked.request, asked.permitted)
    ? expandedExchangeOf(settings, asked)
    : exchangeOf(settings, asked)
}

/** The same as of the moment that a read asks for. */
function asOf(
  { timeTravel }: Settings,
  asked: PermittedRequest
): Result.Result<PermittedRequest, RequestFailure> {
  const { permitted, request } = asked
  if (timeTravel === null || (permitted.act !== "get" && permitted.act !== "list"))
    return Result.succeed(asked)
  return Result.map(timeTravel.read(request, permitted.act), (travel) => {
    if (travel === null) return asked
    const { moment, query, since } = travel
    return { ...asked, moment, since, request: { ...request, query } }
  })
}

function asksFor({ people }: Settings, { query }: DecodedRequest, { act }: Permitted): boolean {
  return people !== null && asksForPeople(act, query)
}

/** Why the caller is told no people, where some are asked for. */
function barredFrom(
  settings: Settings,
  request: DecodedRequest,
  permitted: Permitted,
  caller: Caller.Caller
): Refused | null {
  const { people } = settings
  if (people === null || !asksFor(settings, request, permitted)) return null
  return admit(people, caller, { resource: permitted.permit.resource.name, act: "expand" })
}

function malformed({ path }: Request): RequestFailure {
  const part = path === null ? "path" : "query"
  return {
    _tag: "TargetMalformed",
    detail: `The ${part} holds a NUL, or a percent sign that is not followed by two hexadecimal digits of UTF-8 text.`,
    hint: "Write a literal percent sign as %25."
  }
}

/** Before route, caller and body: a browser asks without credentials. */
function preflight({ cors }: Settings, { headers }: Request): Ready {
  return noContent([["cache-control", "no-store"], ...preflightHeaders(cors, headers.get("origin")?.[0])])
}

function options(address: Address): Ready {
  const taking = new Map(address.routes.map((route) => [route.method, route] as const))
  const accepted = (["POST", "PATCH"] as const).flatMap((method) => taking.get(method) ?? [])
  return noContent([
    ["allow", allowOf(address)],
    ["cache-control", "no-store"],
    ...accepted.map(acceptHeader)
  ])
}

function noContent(headers: Response["headers"]): Ready {
  return ready({ status: 204, headers, body: null })
}

function ready(response: Response): Ready {
  return { _tag: "Ready", response }
}
