/** Failures as PostgREST's clients read them, with what RFC 9457 has besides. */
import { type HookRefusal, isObject } from "@pgcrest/core"
import { defect, type HookFailure, type Response } from "@pgcrest/rest"
import type { About, Problem, Problems } from "./Problem.ts"
import { type KnownFailure, problems } from "./problems.ts"

/** What a request can end in instead of an answer. */
export type Failure = KnownFailure | HookRefusal<HookFailure>

/** What is the same for all problems of one request. */
export interface Occurrence {
  readonly about: About
  /** The statuses of hooks' errors, by their tags. */
  readonly statuses: ReadonlyMap<string, number>
  /** Under which a problem's `type` stands, with a slash at the end. */
  readonly problemBase: string
  /** The address without its query. */
  readonly instance: string
  readonly requestId: string
}

/** The problem that a failure is; a hook's error without a status is a defect, and says nothing. */
export const problemResponse = (failure: Failure, occurrence: Occurrence): Response => {
  const { about, statuses } = occurrence
  return failure._tag === "HookRefusal"
    ? ofHook(failure.error, occurrence, statuses)
    : respond(failure._tag, ofKnown(failure._tag, failure, about), occurrence)
}

type ByTag = { readonly [Tag in KnownFailure["_tag"]]: Parameters<Problems<KnownFailure>[Tag]>[0] }

function ofKnown<Tag extends KnownFailure["_tag"]>(tag: Tag, failure: ByTag[Tag], about: About): Problem {
  const tell: (failure: ByTag[Tag], about: About) => Problem = problems[tag]
  return tell(failure, about)
}

function ofHook(error: HookFailure, occurrence: Occurrence, statuses: Occurrence["statuses"]): Response {
  // A program without types may fail with anything, nothing included.
  const told: unknown = error
  const { _tag: tag, message } = isObject(told) ? told : {}
  const status = typeof tag === "string" ? statuses.get(tag) : undefined
  if (typeof tag !== "string" || status === undefined) return problemResponse(defect(null), occurrence)
  const said = status < 500 && typeof message === "string" ? message : words(tag)
  return respond(tag, { status, code: tag, message: said }, occurrence)
}

function respond(tag: string, problem: Problem, { instance, problemBase, requestId }: Occurrence): Response {
  const { code, details = null, errors, headers = [], hint = null, message, status } = problem
  const document = {
    code,
    details,
    hint,
    message,
    type: `${problemBase}${kebab(tag)}`,
    title: words(tag),
    status,
    detail: typeof details === "string" ? `${message}: ${details}` : message,
    instance,
    ...(errors === undefined ? {} : { errors }),
    request_id: requestId
  }
  return {
    status,
    headers: [
      ["content-type", "application/json; charset=utf-8"],
      // A hook's tag may be no token (RFC 9209 §2.1).
      ["proxy-status", /^[\w.-]+$/u.test(code) ? `PostgREST; error=${code}` : "PostgREST"],
      ["cache-control", "no-store"],
      ...headers
    ],
    body: JSON.stringify(document)
  }
}

/** `NotSingular` → `not-singular`. */
function kebab(tag: string): string {
  return tag.replace(/(?<=[a-z0-9])(?=[A-Z])/gu, "-").toLowerCase()
}

function words(tag: string): string {
  const text = kebab(tag).replaceAll("-", " ")
  return text.charAt(0).toUpperCase() + text.slice(1)
}
