/** How a request ends: the response as a client gets it, and what a log is told. */
import { type Caller, IdentityUnavailable, RowSecured, WriteRaised, WriteSuppressed } from "@pgcrest/core"
import { defect, type Outcome, refusedIn, type RequestHead, type Response } from "@pgcrest/rest"
import * as Cause from "effect/Cause"
import * as Option from "effect/Option"
import type { About } from "./problem/Problem.ts"
import { type Failure, problemResponse } from "./problem/problemResponse.ts"
import { actOf } from "./Table.ts"
import { profileHeader } from "./request/profile.ts"
import { finish } from "./response/finish.ts"
import type { Settings } from "./Settings.ts"

/** The ways in which a request can end. */
export interface Ending {
  readonly answer: (response: Response) => Outcome
  /** `cause` is what the log is told of a 5xx, and of what only it can tell. */
  readonly fail: (failure: Failure, cause: unknown) => Outcome
  /** What an effect failed with, or died of. */
  readonly failCause: (cause: Cause.Cause<Failure>) => Outcome
}

/** What is known of the request. */
export interface Ended {
  readonly head: RequestHead
  readonly caller: Caller.Caller
  readonly route: string | null
  readonly about: Pick<About, "resource" | "sent">
}

/** Those of one request. */
export const endingOf = (settings: Settings, ended: Ended): Ending => {
  const { about, caller, head, route } = ended
  const { requestId } = caller
  const end = (response: Response, cause: unknown): Outcome => ({
    response: finish(settings, head, requestId, response),
    route,
    cause: response.status >= 500 || isForOperator(cause) ? cause : null
  })
  const fail: Ending["fail"] = (failure, cause) => {
    const response = problemOf(settings, { about, head, requestId }, failure)
    const attempted = attemptedIn(about.resource, head)
    const { status } = response
    return {
      ...end(response, cause),
      ...refusedIn(settings.api, { request: head, caller, attempted, failure, status })
    }
  }
  return {
    answer: (response) =>
      end({ ...response, headers: [...response.headers, ...profileHeader(head, settings.schema)] }, null),
    fail,
    failCause: (cause) => fail(...failureOf(cause))
  }
}

/** A failure as the request's client reads it. */
export const problemOf = (
  settings: Settings,
  { about, head, requestId }: Pick<Ended, "about" | "head"> & { readonly requestId: string },
  failure: Failure
): Response => {
  const { api, problemBase, problems, realm, schema } = settings
  const links = about.resource === null ? [] : (api.links.get(about.resource) ?? [])
  const path = (head.path ?? []).map((segment) => encodeURIComponent(segment.toWellFormed()))
  return problemResponse(failure, {
    about: { schema, realm, links, ...about },
    statuses: problems,
    problemBase,
    instance: [head.prefix, ...path].join("/"),
    requestId
  })
}

/** Rows are asked for by filters, so that no record is named. */
function attemptedIn(resource: Ended["about"]["resource"], { headers, method }: RequestHead) {
  return resource === null ? null : { resource, uid: null, act: actOf(method, headers.get("prefer")) }
}

/** What a client is told, and what the log: there a hook's own error, or the cause of a defect. */
function failureOf(cause: Cause.Cause<Failure>): readonly [failure: Failure, cause: unknown] {
  const failure = Option.getOrNull(Cause.findErrorOption(cause))
  if (failure === null) return [defect(null), Cause.squash(cause)]
  return [failure, failure._tag === "HookRefusal" ? failure.error : failure]
}

/** What the database refuses by rules of its own, and a directory that is out of reach: only the log can tell. */
function isForOperator(cause: unknown): boolean {
  return [IdentityUnavailable, RowSecured, WriteRaised, WriteSuppressed].some(
    (failure) => cause instanceof failure
  )
}
