/** A request's way to its response: route, caller, headers, command, rows. The first failure answers. */
import { type Caller, handleCommand, type ResourceStore, WriteSuppressed } from "@pgcrest/core"
import * as Cause from "effect/Cause"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { finish } from "./response/finish.ts"
import { type Plan, type Run, planOf } from "./plan.ts"
import { defectDetail, type Failure, type HookFailure, problemResponse } from "./problem/problem.ts"
import type { Request, RequestHead } from "./Request.ts"
import type { Response } from "./Response.ts"
import type { Rest } from "./RestOptions.ts"
import { readMatches, toResponse } from "./response/toResponse.ts"

/** A response, and what a log wants to know beside it. */
export interface Outcome {
  readonly response: Response
  /** The route's template, such as `/books/{uid}`; null where there is none. */
  readonly route: string | null
  /** Why a 5xx was answered, or what else somebody should look at; null for all else. */
  readonly cause: unknown
}

/** Never fails: every failure is a problem, and a defect one that says nothing. */
export const handleRequest = <E extends HookFailure, S>(
  rest: Rest<E, S>,
  request: Request,
  caller: Caller.Caller
): Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom | S> => {
  const planned = planOf(rest, request, caller)
  const route = planned.route?.template ?? null
  const end = (response: Response, cause: unknown = null): Outcome => ({
    response: finish(rest, request, caller.requestId, response),
    route,
    cause: response.status >= 500 || cause instanceof WriteSuppressed ? cause : null
  })
  const refuse = (failure: Failure, cause: unknown = failure) =>
    end(problemResponse(failure, settingsOf(rest, caller.requestId)), cause)
  if (Result.isFailure(planned.plan)) return Effect.succeed(refuse(planned.plan.failure))
  const plan: Plan = planned.plan.success
  if (plan._tag === "Answer") return Effect.succeed(end(plan.response))
  return Effect.map(Effect.exit(handleCommand(rest.api, plan.command, caller, plan)), (exit) => {
    if (Exit.isSuccess(exit)) {
      return readMatches(exit.value, plan)
        ? end(toResponse(exit.value, plan))
        : refuse(weakened(conditionFailed, plan))
    }
    const failure = Cause.findErrorOption(exit.cause)
    return Option.isSome(failure)
      ? refuse(weakened(failure.value, plan), causeOf(failure.value))
      : refuse({ _tag: "Defect", detail: defectDetail }, Cause.squash(exit.cause))
  })
}

/** A failure outside of any route, as an adapter needs it: a deadline, a body that is no base64, an answer too large. */
export const refuseRequest = (
  rest: Rest<unknown, unknown>,
  request: RequestHead | null,
  requestId: string,
  failure: Failure
): Response => finish(rest, request, requestId, problemResponse(failure, settingsOf(rest, requestId)))

function settingsOf({ api, problems, problemBase }: Rest<unknown, unknown>, requestId: string) {
  return {
    realm: api.name,
    requestId,
    ...(problems === undefined ? {} : { problems }),
    ...(problemBase === undefined ? {} : { problemBase })
  }
}

function causeOf(failure: Failure): unknown {
  return failure._tag === "HookRefusal" ? failure.error : failure
}

const conditionFailed: Failure = {
  _tag: "ConditionFailed",
  detail: "The record's entity tag is none of those in If-Match."
}

/** A weak tag never matches (RFC 9110 §13.1.1), and proxies weaken tags when they compress: say so. */
function weakened(failure: Failure, { headers: { match } }: Run): Failure {
  const weak = match !== null && match !== "*" && match.some((tag) => tag.weak)
  return (failure._tag === "VersionMismatch" || failure._tag === "ConditionFailed") && weak
    ? {
        _tag: "WeakEtag",
        detail: "If-Match names a weak entity tag, which never matches.",
        hint: 'A proxy may have weakened it: send the version in quotes, such as "3".'
      }
    : failure
}
