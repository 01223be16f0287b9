/** The table of problems, first part: requests that never became a command, or met no end. They bring their explanation along. */
import type { IdentityUnavailable, TokenRefused } from "@pgcrest/core"
import type { EdgeFailure } from "./EdgeFailure.ts"
import type { Explanation, ProblemKinds } from "./ProblemKind.ts"
import type { RequestFailure } from "./RequestFailure.ts"
import { retryAfter } from "./storeProblems.ts"

const explain = ({ detail, hint, errors }: Explanation): Explanation => ({
  detail,
  ...(hint === undefined ? {} : { hint }),
  ...(errors === undefined ? {} : { errors })
})

export const requestProblems: ProblemKinds<
  RequestFailure | Exclude<EdgeFailure, TokenRefused | IdentityUnavailable>
> = {
  TargetMalformed: { status: 400, title: "Malformed address", explain },
  HeaderInvalid: {
    status: 400,
    title: "Malformed header",
    hint: "Mend the header named under errors, or leave it out.",
    explain
  },
  QueryInvalid: {
    status: 400,
    title: "Malformed query",
    hint: "Mend the query parameter named under errors, or leave it out.",
    explain
  },
  BodyMalformed: {
    status: 400,
    title: "Malformed body",
    hint: "Send one JSON text in UTF-8, with Content-Type: application/json.",
    explain
  },
  RouteNotFound: { status: 404, title: "No such address", explain },
  MethodNotAllowed: {
    status: 405,
    title: "Method not allowed",
    explain,
    headers: ({ allow }) => [["allow", allow]]
  },
  NotAcceptable: {
    status: 406,
    title: "Not acceptable",
    hint: "Send Accept: application/json, or none.",
    explain
  },
  KeyRunning: { status: 409, title: "Still running", explain, headers: () => retryAfter },
  ConditionFailed: {
    status: 412,
    title: "Condition failed",
    hint: "Read what is there now, and send the ETag that comes with it.",
    explain
  },
  WeakEtag: { status: 412, title: "Weak entity tag", explain },
  BodyTooLarge: { status: 413, title: "Body too large", hint: "Send less at a time.", explain },
  TargetTooLong: { status: 414, title: "Address too long", hint: "Shorten the query.", explain },
  MediaTypeUnsupported: {
    status: 415,
    title: "Unsupported media type",
    hint: "Send the body as one of the types that the answer's headers name.",
    explain,
    headers: ({ accept }) => [accept]
  },
  EncodingUnsupported: {
    status: 415,
    title: "Unsupported content encoding",
    hint: "Send the body as it is, uncompressed.",
    explain,
    headers: () => [["accept-encoding", "identity"]]
  },
  RangeNotSatisfiable: {
    status: 416,
    title: "No such part",
    hint: "Ask for a part that begins before the end, or leave Range out.",
    explain,
    headers: ({ total }) => (total === null ? [] : [["content-range", `items */${total}`]])
  },
  BodyNotAnObject: {
    status: 422,
    title: "Not a record",
    hint: 'Send one record, such as {"name": "value"}.',
    explain
  },
  ConditionRequired: { status: 428, title: "Condition required", explain },
  HeadersTooLarge: {
    status: 431,
    title: "Headers too large",
    hint: "Send fewer or shorter headers.",
    explain
  },
  Defect: {
    status: 500,
    title: "Internal error",
    hint: "Report it with the request id; trying again may help if it is rare.",
    explain
  },
  MethodUnknown: { status: 501, title: "Unknown method", explain },
  DeadlineExceeded: { status: 504, title: "Took too long", explain }
}
