/** Failures as problem documents (RFC 9457). */
import type { HookRefusal } from "@pgcrest/core"
import type { Response } from "../Response.ts"
import type { ByTag, Explanation } from "./ProblemKind.ts"
import { type KnownFailure, problems } from "./problems.ts"
import { retryAfter } from "./storeProblems.ts"

/** An error of a hook: its tag has a status in the wire's options, its message goes to the client, if that is below 500. */
export interface HookFailure {
  readonly _tag: string
  readonly message: string
}

export type Failure = KnownFailure | HookRefusal<HookFailure>

export interface ProblemSettings {
  readonly problems?: Readonly<Record<string, number>>
  readonly problemBase?: string
  readonly realm: string
  readonly requestId: string
}

/** The problem that a failure is; a hook's error without a status is a defect, and says nothing. */
export const problemResponse = (failure: Failure, settings: ProblemSettings): Response =>
  failure._tag === "HookRefusal" ? refused(failure.error, settings) : known(failure._tag, failure, settings)

export const defectDetail = "Something went wrong here. The log has the cause under this request id."

interface Problem extends Explanation {
  readonly tag: string
  readonly status: number
  readonly title: string
  readonly headers: Response["headers"]
}

function known<Tag extends KnownFailure["_tag"]>(
  tag: Tag,
  failure: ByTag<KnownFailure>[Tag],
  settings: ProblemSettings
): Response {
  const { explain, headers, ...kind } = problems[tag]
  return respond(
    { tag, ...kind, ...explain(failure), headers: headers?.(failure, settings.realm) ?? [] },
    settings
  )
}

function refused({ _tag: tag, message }: HookFailure, settings: ProblemSettings): Response {
  const statuses = settings.problems ?? {}
  const status = Object.hasOwn(statuses, tag) ? statuses[tag] : undefined
  return status === undefined
    ? problemResponse({ _tag: "Defect", detail: defectDetail }, settings)
    : respond(
        {
          tag,
          status,
          title: words(tag),
          detail: status < 500 ? message : defectDetail,
          headers: status === 503 ? retryAfter : []
        },
        settings
      )
}

function respond(
  { tag, headers, title, status, detail, hint, errors }: Problem,
  settings: ProblemSettings
): Response {
  const code = codeOf(tag)
  const document = {
    type: `${settings.problemBase ?? "https://pgcrest.dev/problems/"}${code}`,
    title,
    status,
    detail,
    ...(hint === undefined ? {} : { hint }),
    ...(errors === undefined ? {} : { errors }),
    code,
    request_id: settings.requestId
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
