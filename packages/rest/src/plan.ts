/** What a request comes to without the database: an answer already, or a command to run. */
import {
  authorise,
  type Caller,
  type Command,
  type Resource,
  type Unauthenticated,
  type NotPermitted
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { checkBodySize, checkHeadSize } from "./request/checkSize.ts"
import { isPreflight, preflightHeaders } from "./http/cors.ts"
import { acceptHeader, readHeaders } from "./request/readHeaders.ts"
import type { Request } from "./Request.ts"
import type { RequestFailure } from "./problem/RequestFailure.ts"
import type { Response } from "./Response.ts"
import type { Settings } from "./Settings.ts"
import { allowOf, checkAllowed, checkMethod, type Route, routeOf } from "./request/route.ts"
import { actOf, toCommand } from "./request/toCommand.ts"
import type { Told } from "./response/toResponse.ts"

export interface Run extends Told {
  readonly _tag: "Run"
  readonly command: Command.Command<Resource.Resource>
  readonly strict: boolean
}

export type Plan = { readonly _tag: "Answer"; readonly response: Response } | Run

type Refused = RequestFailure | Unauthenticated | NotPermitted

export interface Planned {
  /** Known as soon as the path is: also a refused request has one. */
  readonly route: Route | null
  readonly plan: Result.Result<Plan, Refused>
}

/**
 * Body size, method, address and header size, escapes, preflight, route, identity, then what the route itself asks:
 * the first failure answers, and none of it needs the database.
 */
export const planOf = (settings: Settings, request: Request, caller: Caller.Caller): Planned => {
  const early =
    checkBodySize(request, settings.limits) ??
    checkMethod(request) ??
    checkHeadSize(request, settings.limits) ??
    checkTarget(request)
  if (early !== null) return { route: null, plan: Result.fail(early) }
  if (isPreflight(request.method, request.headers)) return { route: null, plan: preflight(settings, request) }
  const route = routeOf(settings, request.path ?? [])
  return Result.isFailure(route)
    ? { route: null, plan: Result.fail(route.failure) }
    : { route: route.success, plan: atRoute(settings, request, caller, route.success) }
}

function atRoute(settings: Settings, request: Request, caller: Caller.Caller, route: Route): Planned["plan"] {
  const { method } = request
  const notAllowed = checkAllowed(route, method)
  if (notAllowed !== null) return Result.fail(notAllowed)
  if (method === "OPTIONS") return options(route)
  const guard = authorise(route.resource, actOf(route, method), caller)
  if (Result.isFailure(guard)) return Result.fail(guard.failure)
  const headers = readHeaders(request)
  if (Result.isFailure(headers)) return Result.fail(headers.failure)
  const command = toCommand({
    request,
    route,
    guard: guard.success,
    headers: headers.success,
    limits: settings.limits,
    requireMatch: settings.requireMatch.has(route.resource.name)
  })
  return Result.map(command, (asked) => ({
    _tag: "Run",
    command: asked,
    headers: headers.success,
    strict: headers.success.preferences.handling === "strict",
    base: settings.publicUrl ?? request.prefix
  }))
}

function checkTarget({ path, query }: Request): RequestFailure | null {
  if (path !== null && query !== null) return null
  const part = path === null ? "path" : "query"
  return {
    _tag: "TargetMalformed",
    detail: `The ${part} holds a NUL, or a percent sign that is not followed by two hexadecimal digits of UTF-8 text.`,
    hint: "Write a literal percent sign as %25."
  }
}

/** Before route, caller and body: a browser asks without credentials. */
function preflight({ cors }: Settings, { headers }: Request): Planned["plan"] {
  return Result.succeed({
    _tag: "Answer",
    response: {
      status: 204,
      headers: [["cache-control", "no-store"], ...preflightHeaders(cors, headers.get("origin")?.[0])],
      body: null
    }
  })
}

function options({ kind, methods }: Route): Planned["plan"] {
  const taken =
    kind === "collection" && methods.includes("POST")
      ? [acceptHeader("POST")]
      : methods.includes("PATCH")
        ? [acceptHeader("PATCH")]
        : []
  return Result.succeed({
    _tag: "Answer",
    response: {
      status: 204,
      headers: [["allow", allowOf(methods)], ["cache-control", "no-store"], ...taken],
      body: null
    }
  })
}
