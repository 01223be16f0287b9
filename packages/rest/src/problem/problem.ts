/** Failures as problem documents (RFC 9457). */
import { type HookRefusal, isObject } from "@pgcrest/core"
import { defect, defectDetail } from "./EdgeFailure.ts"
import type { Response } from "../Response.ts"
import type { Asked, ByTag, Explanation } from "./ProblemKind.ts"
import { type KnownFailure, problemKinds } from "./problemKinds.ts"
import { retryAfter } from "./storeProblems.ts"

/** An error of a hook: its tag has a status in the wire's options, its message goes to the client, if that is below 500. */
export interface HookFailure {
  readonly _tag: string
  readonly message: string
}

/** What a request can end in instead of an answer. */
export type Failure = KnownFailure | HookRefusal<HookFailure>

/** What problems of one api have in common. */
export interface ProblemSettings {
  /** The statuses of hooks' errors, by their tags. */
  readonly problems: ReadonlyMap<string, number>
  /** Under which a problem's `type` stands, with a slash at the end. */
  readonly problemBase: string
  readonly realm: string
}

/** The problem that a failure is; a hook's error without a status is a defect, and says nothing. */
export const problemResponse = (
  failure: Failure,
  { problemBase, problems, realm }: ProblemSettings,
  requestId: string,
  asked: Asked = null
): Response => {
  const problem =
    failure._tag === "HookRefusal"
      ? ofHook(failure.error, problems)
      : ofKnown(failure._tag, failure, { realm, asked })
  return respond(problem, problemBase, requestId)
}

interface Problem extends Explanation {
  readonly tag: string
  readonly status: number
  readonly title: string
  readonly headers: Response["headers"]
}

function ofKnown<Tag extends KnownFailure["_tag"]>(
  tag: Tag,
  failure: ByTag<KnownFailure>[Tag],
  { asked, realm }: { readonly asked: Asked; readonly realm: string }
): Problem {
  const { explain, headers, ...kind } = problemKinds[tag]
  return { tag, ...kind, ...explain(failure, asked), headers: headers?.(failure, realm) ?? [] }
}

function ofHook(error: HookFailure, problems: ProblemSettings["problems"]): Problem {
  // A program without types may fail with anything, nothing included.
  const told: unknown = error
  const { _tag: tag, message } = isObject(told) ? told : {}
  const status = typeof tag === "string" ? problems.get(tag) : undefined
  if (typeof tag !== "string" || status === undefined)
    return ofKnown("Defect", defect(null), { realm: "", asked: null })
  return {
    tag,
    status,
    title: words(tag),
    detail: status >= 500 ? defectDetail : typeof message === "string" ? message : `${words(tag)}.`,
    headers: status === 503 ? retryAfter : []
  }
}

function respond(
  { tag, headers, title, status, detail, hint, errors }: Problem,
  problemBase: string,
  requestId: string
): Response {
  const code = codeOf(tag)
  const document = {
    type: `${problemBase}${code}`,
    title,
    status,
    detail,
    ...(hint === undefined ? {} : { hint }),
    ...(errors === undefined ? {} : { errors }),
    code,
    request_id: requestId
  }
  return {
    status,
    headers: [["content-type", "application/problem+json"], ["cache-control", "no-store"], ...headers],
    body: JSON.stringify(document)
  }
}

/** `VersionMismatch` → `version-mismatch`: the end of a problem's type, and its code. */
function codeOf(tag: string): string {
  return tag.replace(/(?<=[a-z0-9])(?=[A-Z])/gu, "-").toLowerCase()
}

function words(tag: string): string {
  const text = codeOf(tag).replaceAll("-", " ")
  return text.charAt(0).toUpperCase() + text.slice(1)
}
