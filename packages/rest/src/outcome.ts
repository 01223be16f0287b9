/** How a request ends: the response as a client gets it, and what a log is told. */
import { type Caller, IdentityUnavailable, RowSecured, WriteRaised, WriteSuppressed } from "@pgcrest/core"
import * as Cause from "effect/Cause"
import * as Option from "effect/Option"
import { defect } from "./problem/EdgeFailure.ts"
import { type Failure, problemResponse } from "./problem/problem.ts"
import type { Request } from "./Request.ts"
import { refusedIn } from "./refused.ts"
import { attemptedIn } from "./request/attempted.ts"
import type { Headers } from "./request/readHeaders.ts"
import type { Response } from "./Response.ts"
import { finish } from "./response/finish.ts"
import type { Settings } from "./Settings.ts"
import type { Outcome } from "./Wire.ts"

/** The two ways in which a request can end. */
export interface Ending {
  readonly end: (response: Response, cause?: unknown) => Outcome
  readonly fail: (failure: Failure, cause?: unknown) => Outcome
}

/** Those of one request and its caller, at a route that is null where there is none. */
export const endingOf = (
  settings: Settings,
  request: Request,
  { caller, route }: { readonly caller: Caller.Caller; readonly route: string | null }
): Ending => {
  const { requestId } = caller
  const end: Ending["end"] = (response, cause = null) => ({
    response: finish(settings, request, requestId, response),
    route,
    cause: response.status >= 500 || isForOperator(cause) ? cause : null
  })
  return {
    end,
    fail: (failure, cause = failure) => {
      const response = problemResponse(failure, settings, requestId, request)
      return { ...end(response, cause), ...refusalOf(settings, { request, caller }, failure, response) }
    }
  }
}

/** What a request is refused by this response to it, for an outcome. */
export const refusalOf = (
  settings: Settings,
  asked: { readonly request: Request; readonly caller: Caller.Caller },
  failure: Failure,
  { status }: Response
): Pick<Outcome, "refused"> =>
  refusedIn(settings.api, { ...asked, attempted: attemptedIn(settings, asked.request), failure, status })

/** What a client is told, and what the log: there a hook's own error, or the cause of a defect. */
export const failureOf = (
  cause: Cause.Cause<Failure>,
  headers: Pick<Headers, "match">
): readonly [failure: Failure, cause: unknown] => {
  const failure = Option.getOrNull(Cause.findErrorOption(cause))
  if (failure === null) return [defect(null), Cause.squash(cause)]
  return [orWeakEtag(failure, headers), failure._tag === "HookRefusal" ? failure.error : failure]
}

/** A weak tag never matches (RFC 9110 §13.1.1), and proxies weaken tags when they compress: say so. */
export const orWeakEtag = (failure: Failure, { match }: Pick<Headers, "match">): Failure => {
  const weak = match !== null && match !== "*" && match.some((tag) => tag.weak)
  return (failure._tag === "VersionMismatch" || failure._tag === "ConditionFailed") && weak
    ? {
        _tag: "WeakEtag",
        detail: "If-Match names a weak entity tag, which never matches.",
        hint: 'A proxy may have weakened it: send the version in quotes, such as "3".'
      }
    : failure
}

/** What the database refuses by rules of its own, and a directory that is out of reach: only the log can tell. */
function isForOperator(cause: unknown): boolean {
  return [IdentityUnavailable, RowSecured, WriteRaised, WriteSuppressed].some(
    (failure) => cause instanceof failure
  )
}
