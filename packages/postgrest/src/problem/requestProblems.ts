/** The table of problems, fifth part: what HTTP itself, or its edge, forbids. They bring their explanation along. */
import type { IdentityUnavailable, TokenRefused } from "@pgcrest/core"
import type { EdgeFailure, Explanation, RequestFailure } from "@pgcrest/rest"
import type { Problem, Problems } from "./Problem.ts"
import { retryAfter } from "./storeProblems.ts"

const own = (status: number, tag: string) => (failure: Explanation) =>
  explained(status, `PGCREST_${tag}`, failure)

export const requestProblems: Problems<
  RequestFailure | Exclude<EdgeFailure, TokenRefused | IdentityUnavailable>
> = {
  TargetMalformed: (failure) => explained(400, "PGRST100", failure),
  QueryInvalid: (failure) => explained(400, "PGRST100", failure),
  HeaderInvalid: own(400, "HeaderInvalid"),
  BodyMalformed: (failure) => ({
    ...explained(400, "PGRST102", failure),
    message: "Empty or invalid json",
    details: failure.detail
  }),
  BodyNotAnObject: (failure) => ({
    ...explained(400, "PGRST102", failure),
    message: "Empty or invalid json",
    details: failure.detail
  }),
  RouteNotFound: (failure) => explained(404, "PGRST125", failure),
  MethodNotAllowed: (failure) => ({
    ...explained(405, "PGRST117", failure),
    headers: [["allow", failure.allow]]
  }),
  MethodUnknown: (failure) => explained(405, "PGRST117", failure),
  NotAcceptable: (failure) => explained(406, "PGRST107", failure),
  RangeNotSatisfiable: (failure) => explained(416, "PGRST103", failure),
  KeyRunning: (failure) => ({ ...explained(409, "PGCREST_KeyRunning", failure), headers: retryAfter }),
  ConditionFailed: own(412, "ConditionFailed"),
  WeakEtag: own(412, "WeakEtag"),
  ConditionRequired: own(428, "ConditionRequired"),
  BodyTooLarge: own(413, "BodyTooLarge"),
  TargetTooLong: own(414, "TargetTooLong"),
  HeadersTooLarge: own(431, "HeadersTooLarge"),
  MediaTypeUnsupported: own(415, "MediaTypeUnsupported"),
  EncodingUnsupported: own(415, "EncodingUnsupported"),
  Defect: own(500, "Defect"),
  DeadlineExceeded: own(504, "DeadlineExceeded")
}

function explained(status: number, code: string, { detail, errors, hint }: Explanation): Problem {
  return {
    status,
    code,
    message: detail,
    hint: hint ?? null,
    ...(errors === undefined ? {} : { errors })
  }
}
