/** Failures as problem documents (RFC 9457). */
import type { CommandFailure, Unauthenticated } from "@pgcrest/core"
import { type Explanation, explain, explainRequest } from "./explain.ts"
import { hintOf } from "./hints.ts"
import { codeOf, problemType } from "./problemTypes.ts"
import type { RequestFailure } from "./RequestFailure.ts"
import type { Response } from "../Response.ts"

/** An error of a hook: its tag has a status in the wire's options, its message goes to the client. */
export interface HookFailure {
  readonly _tag: string
  readonly message: string
}

export type Failure = RequestFailure | Unauthenticated | CommandFailure | HookFailure

export interface ProblemSettings {
  readonly problems?: Readonly<Record<string, number>>
  readonly problemBase?: string
  readonly realm: string
  readonly requestId: string
}

type Headers = Response["headers"]

/** The problem that a failure is; one without a status is a defect, and says nothing. */
export const problemResponse = (failure: Failure, settings: ProblemSettings): Response => {
  const hooks = settings.problems ?? {}
  const type = problemType(failure._tag, hooks)
  if (type === null) return problemResponse({ _tag: "Defect", detail: defectDetail }, settings)
  const code = codeOf(failure._tag)
  const { detail, hint = hintOf(failure._tag), errors } = explanationOf(failure)
  const document = {
    type: `${settings.problemBase ?? "https://pgcrest.dev/problems/"}${code}`,
    title: type.title,
    status: type.status,
    detail,
    ...(hint === undefined ? {} : { hint }),
    ...(errors === undefined ? {} : { errors }),
    code,
    request_id: settings.requestId
  }
  return {
    status: type.status,
    headers: [
      ["content-type", "application/problem+json"],
      ["cache-control", "no-store"],
      ...headersOf(failure, settings.realm, type.status)
    ],
    body: JSON.stringify(document)
  }
}

export const defectDetail = "Something went wrong here. The log has the cause under this request id."

function explanationOf(failure: Failure): Explanation {
  if (isRequestFailure(failure)) return explainRequest(failure)
  return isCoreFailure(failure) ? explain(failure) : { detail: failure.message }
}

function headersOf(failure: Failure, realm: string, status: number): Headers {
  if (failure._tag === "Unauthenticated") return [["www-authenticate", `Bearer realm="${realm}"`]]
  if (isRequestFailure(failure)) {
    if (failure._tag === "MethodNotAllowed") return [["allow", failure.allow]]
    if (failure._tag === "MediaTypeUnsupported") return [failure.accept]
    if (failure._tag === "EncodingUnsupported") return [["accept-encoding", "identity"]]
  }
  return status === 503 ? [["retry-after", "1"]] : []
}

function isRequestFailure(failure: Failure): failure is RequestFailure {
  return "detail" in failure && !(failure instanceof Error)
}

// Exhaustive, so that none of core's failures is taken for a hook's.
const coreTags: ReadonlySet<string> = new Set(
  Object.keys({
    Unauthenticated: true,
    RecordInvalid: true,
    RecordNotFound: true,
    NotPermitted: true,
    NewValuesRefused: true,
    VersionMismatch: true,
    Conflict: true,
    ReferenceMissing: true,
    StillReferenced: true,
    ConstraintViolated: true,
    FieldImmutable: true,
    WriteSuppressed: true,
    StoreBusy: true,
    StoreTimeout: true,
    StoreUnavailable: true,
    AnswerTooLarge: true
  } satisfies Record<(Unauthenticated | CommandFailure)["_tag"], true>)
)

function isCoreFailure(failure: Failure): failure is Unauthenticated | CommandFailure {
  return coreTags.has(failure._tag)
}
