/** What a request can be refused for before any command exists: plain data, one tag per rule. */

/** One thing that is wrong, at a place in the body, the query or the headers. */
export interface Violation {
  readonly pointer?: string
  readonly parameter?: string
  readonly header?: string
  readonly code: string
  readonly detail: string
}

interface Told {
  readonly detail: string
  /** What to do instead. */
  readonly hint?: string
  readonly errors?: ReadonlyArray<Violation>
}

export type RequestFailure =
  | ({ readonly _tag: "MethodUnknown" } & Told)
  | ({ readonly _tag: "TargetTooLong" } & Told)
  | ({ readonly _tag: "HeadersTooLarge" } & Told)
  | ({ readonly _tag: "TargetMalformed" } & Told)
  | ({ readonly _tag: "RouteNotFound" } & Told)
  | ({ readonly _tag: "MethodNotAllowed"; readonly allow: string } & Told)
  | ({ readonly _tag: "HeaderInvalid" } & Told)
  | ({ readonly _tag: "EncodingUnsupported" } & Told)
  | ({
      readonly _tag: "MediaTypeUnsupported"
      readonly accept: readonly [header: string, types: string]
    } & Told)
  | ({ readonly _tag: "NotAcceptable" } & Told)
  | ({ readonly _tag: "QueryInvalid" } & Told)
  | ({ readonly _tag: "ConditionRequired" } & Told)
  | ({ readonly _tag: "ConditionFailed" } & Told)
  | ({ readonly _tag: "WeakEtag" } & Told)
  | ({ readonly _tag: "BodyTooLarge" } & Told)
  | ({ readonly _tag: "BodyMalformed" } & Told)
  | ({ readonly _tag: "BodyNotAnObject" } & Told)
  | ({ readonly _tag: "DeadlineExceeded" } & Told)
  | ({ readonly _tag: "Defect" } & Told)

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

/** A header that breaks a rule. */
export const headerInvalid = (header: string, detail: string, hint?: string): RequestFailure => ({
  _tag: "HeaderInvalid",
  detail: `The header ${header} ${detail}.`,
  ...(hint === undefined ? {} : { hint }),
  errors: [{ header, code: "invalid", detail }]
})
