/** The one table of HTTP statuses: every failure has its own problem type. A retired tag is never reused. */
import type { CommandFailure, Unauthenticated } from "@pgcrest/core"
import type { RequestFailure } from "./RequestFailure.ts"

export type KnownFailure = RequestFailure | Unauthenticated | CommandFailure

export interface ProblemType {
  readonly status: number
  readonly title: string
}

// Retired: EventUnknown.
const types = {
  // the request
  TargetMalformed: { status: 400, title: "Malformed address" },
  HeaderInvalid: { status: 400, title: "Malformed header" },
  QueryInvalid: { status: 400, title: "Malformed query" },
  BodyMalformed: { status: 400, title: "Malformed body" },
  AnswerTooLarge: { status: 400, title: "Answer too large" },
  Unauthenticated: { status: 401, title: "Not signed in" },
  NotPermitted: { status: 403, title: "Not permitted" },
  NewValuesRefused: { status: 403, title: "New values not permitted" },
  RouteNotFound: { status: 404, title: "No such address" },
  RecordNotFound: { status: 404, title: "No such record" },
  MethodNotAllowed: { status: 405, title: "Method not allowed" },
  NotAcceptable: { status: 406, title: "Not acceptable" },
  // the record
  Conflict: { status: 409, title: "Conflict with another record" },
  StillReferenced: { status: 409, title: "Still referred to" },
  WriteSuppressed: { status: 409, title: "Kept by the database" },
  VersionMismatch: { status: 412, title: "Another version" },
  ConditionFailed: { status: 412, title: "Condition failed" },
  WeakEtag: { status: 412, title: "Weak entity tag" },
  BodyTooLarge: { status: 413, title: "Body too large" },
  TargetTooLong: { status: 414, title: "Address too long" },
  MediaTypeUnsupported: { status: 415, title: "Unsupported media type" },
  EncodingUnsupported: { status: 415, title: "Unsupported content encoding" },
  BodyNotAnObject: { status: 422, title: "Not a record" },
  RecordInvalid: { status: 422, title: "Invalid record" },
  ReferenceMissing: { status: 422, title: "Reference to nothing" },
  ConstraintViolated: { status: 422, title: "Constraint violated" },
  FieldImmutable: { status: 422, title: "Immutable field" },
  ConditionRequired: { status: 428, title: "Condition required" },
  HeadersTooLarge: { status: 431, title: "Headers too large" },
  // the service
  Defect: { status: 500, title: "Internal error" },
  MethodUnknown: { status: 501, title: "Unknown method" },
  StoreBusy: { status: 503, title: "Busy" },
  StoreUnavailable: { status: 503, title: "Unavailable" },
  StoreTimeout: { status: 504, title: "Took too long" },
  DeadlineExceeded: { status: 504, title: "Took too long" }
} satisfies Record<KnownFailure["_tag"], ProblemType>

const known: ReadonlyMap<string, ProblemType> = new Map(Object.entries(types))

/** The type of a failure by its tag; of a hook's error by the statuses that the wire's options declare. */
export const problemType = (tag: string, hooks: Readonly<Record<string, number>>): ProblemType | null => {
  const ours = known.get(tag)
  if (ours !== undefined) return ours
  const status = Object.hasOwn(hooks, tag) ? hooks[tag] : undefined
  return status === undefined ? null : { status, title: words(tag) }
}

/** `VersionMismatch` → `version-mismatch`: the end of a problem's type, and its code. */
export const codeOf = (tag: string): string => tag.replace(/(?<=[a-z0-9])(?=[A-Z])/gu, "-").toLowerCase()

function words(tag: string): string {
  const text = codeOf(tag).replaceAll("-", " ")
  return text.charAt(0).toUpperCase() + text.slice(1)
}
