/** What stands at an address of its own, beside the resources: how its requests begin, and how each failure answers. */
import { type Caller, InvalidDeclaration } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Ending, endingOf } from "./outcome.ts"
import { beforeRoute, type Ready } from "./plan.ts"
import type { Failure } from "./problem/problem.ts"
import type { RequestFailure } from "./problem/RequestFailure.ts"
import { type DecodedRequest, isDecoded, type Request } from "./Request.ts"
import { acceptHeader } from "./request/readHeaders.ts"
import type { Settings } from "./Settings.ts"
import type { Outcome } from "./Wire.ts"

/** An address, and what can be done there. */
export interface Place {
  /** As the log tells it: `/batch`. */
  readonly template: string
  readonly methods: ReadonlyArray<"GET" | "HEAD" | "POST">
}

/** A request for what can be done at its address. */
export interface Begun<P extends Place> {
  readonly _tag: "Begun"
  readonly request: DecodedRequest
  readonly place: P
}

/** Throws InvalidDeclaration where a resource has the first segment of an address, at which something is done already. */
export const claim = ({ api, served }: Settings, name: string, done: string): void => {
  if (served.has(name))
    throw new InvalidDeclaration(
      `Api "${api.name}": ${done} "/${name}", where the resource "${name}" would never be asked`
    )
}

/** Where it is, what is read of a request before anything is asked, and what comes of it. */
export interface Beside<P extends Place, A, R> {
  readonly placeAt: (path: ReadonlyArray<string>) => P | undefined
  readonly read: (begun: Begun<P>) => Result.Result<A, Failure>
  readonly answer: (asked: A, ending: Ending) => Effect.Effect<Outcome, never, R>
}

/** Never fails: every failure is a problem, the first one of all. */
export const handleBeside = <P extends Place, A, R>(
  settings: Settings,
  request: Request,
  caller: Caller.Caller,
  { answer, placeAt, read }: Beside<P, A, R>
): Effect.Effect<Outcome, never, R> => {
  const route = placeAt(request.path ?? [])?.template ?? null
  const ending = endingOf(settings, request, { caller, route })
  const begun = begin(settings, request, placeAt)
  if (Result.isFailure(begun)) return Effect.succeed(ending.fail(begun.failure, null))
  if (begun.success._tag === "Ready") return Effect.succeed(ending.end(begun.success.response))
  const asked = read(begun.success)
  return Result.isFailure(asked)
    ? Effect.succeed(ending.fail(asked.failure, null))
    : answer(asked.success, ending)
}

/** Sizes, method, escapes, preflight, address, OPTIONS, and whether there is the method: the first failure answers. */
function begin<P extends Place>(
  settings: Settings,
  request: Request,
  placeAt: (path: ReadonlyArray<string>) => P | undefined
): Result.Result<Ready | Begun<P>, RequestFailure> {
  const early = beforeRoute(settings, request)
  if (early !== null) return early
  const place = request.path === null ? undefined : placeAt(request.path)
  if (!isDecoded(request) || place === undefined) return Result.fail(notFound)
  if (request.method === "OPTIONS") return Result.succeed(options(place))
  return place.methods.some((method) => method === request.method)
    ? Result.succeed({ _tag: "Begun", request, place })
    : Result.fail(notAllowed(place, request.method))
}

const notFound: RequestFailure = { _tag: "RouteNotFound", detail: "Nothing is at this address." }

function options(place: Place): Ready {
  const headers = [
    ["allow", allowOf(place)],
    ["cache-control", "no-store"],
    acceptHeader(takingJson)
  ] as const
  return { _tag: "Ready", response: { status: 204, headers, body: null } }
}

function notAllowed(place: Place, method: string): RequestFailure {
  const allow = allowOf(place)
  return {
    _tag: "MethodNotAllowed",
    allow,
    detail: `${place.template} has no ${method}.`,
    hint: `It has ${allow}.`
  }
}

function allowOf({ methods }: Place): string {
  return [...methods, "OPTIONS"].join(", ")
}

/** The body that a POST at such an address brings. */
export const takingJson = { method: "POST", takes: ["application/json"] } as const
