/** What a request can be refused for before any command exists: plain data, one tag per rule. */
import type { Explained } from "./ProblemKind.ts"

/** Why a request became no command. */
export type RequestFailure =
  | Explained<"MethodUnknown">
  | Explained<"TargetTooLong">
  | Explained<"HeadersTooLarge">
  | Explained<"TargetMalformed">
  | Explained<"RouteNotFound">
  | (Explained<"MethodNotAllowed"> & { readonly allow: string })
  | Explained<"HeaderInvalid">
  | Explained<"EncodingUnsupported">
  | (Explained<"MediaTypeUnsupported"> & { readonly accept: readonly [header: string, types: string] })
  | Explained<"NotAcceptable">
  | (Explained<"RangeNotSatisfiable"> & { readonly total: number | null })
  | Explained<"QueryInvalid">
  | Explained<"ConditionRequired">
  | Explained<"ConditionFailed">
  | Explained<"WeakEtag">
  | Explained<"KeyRunning">
  | Explained<"BodyTooLarge">
  | Explained<"BodyMalformed">
  | Explained<"BodyNotAnObject">

/** A query parameter that breaks a rule. */
export const queryInvalid = (
  parameter: string,
  code: string,
  detail: string,
  hint?: string
): RequestFailure => ({
  _tag: "QueryInvalid",
  detail: `The query parameter "${parameter}" ${detail}.`,
  ...(hint === undefined ? {} : { hint }),
  errors: [{ parameter, code, detail }]
})

/** One that comes twice, where the two could not both be meant. */
export const queryRepeated = (parameter: string): RequestFailure =>
  queryInvalid(parameter, "repeated", "must come once")

/** A header that breaks a rule. */
export const headerInvalid = (header: string, detail: string, hint?: string): RequestFailure => ({
  _tag: "HeaderInvalid",
  detail: `The header ${header} ${detail}.`,
  ...(hint === undefined ? {} : { hint }),
  errors: [{ header, code: "invalid", detail }]
})

/** A body of more rows than are taken; how many it has is told where somebody has counted them. */
export const tooManyRows = (most: number, count: number | null = null): RequestFailure => ({
  _tag: "BodyTooLarge",
  detail: `The body has ${count ?? "more"} rows; ${most} are taken at most.`
})

/** An Accept that nothing here fits. */
export const unacceptable = (detail: string, rule: string): RequestFailure => ({
  _tag: "NotAcceptable",
  detail,
  errors: [{ header: "accept", code: "not-acceptable", detail: rule }]
})

/** An If-Match that nothing here fits. */
export const conditionFailed = (detail: string): RequestFailure => ({ _tag: "ConditionFailed", detail })

/** A write without the key that its resource needs. */
export const keyRequired: RequestFailure = {
  _tag: "HeaderInvalid",
  detail: "Writes here need the header idempotency-key, so that none happens twice.",
  hint: "Send a new random key with each new request, and the same key where you send it again.",
  errors: [{ header: "idempotency-key", code: "required", detail: "is required" }]
}

/** The time was over while this write, or the same one before it, still ran. */
export const keyRunning: RequestFailure = {
  _tag: "KeyRunning",
  detail: "The time for this request is over, and a write under this key may still be running.",
  hint: "Send the same request under the same key again: it is answered as it went, and happens once.",
  errors: [{ header: "idempotency-key", code: "running", detail: "is of a write that may still be running" }]
}

/** A write without the condition that its resource needs. */
export const conditionRequired: RequestFailure = {
  _tag: "ConditionRequired",
  detail: "Writes here need If-Match, so that nobody overwrites what they have not seen.",
  hint: "Send If-Match with the ETag that you read, or the version in quotes; If-None-Match: * for a new record.",
  errors: [{ header: "if-match", code: "required", detail: "is required" }]
}
