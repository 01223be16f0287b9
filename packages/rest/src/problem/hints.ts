/** What to do about failures that do not say so themselves. */
import type { KnownFailure } from "./problemTypes.ts"

/** The hint of a failure's kind, by its tag; a hook's error has none. */
export const hintOf = (tag: string): string | undefined => hints.get(tag)

const hints: ReadonlyMap<string, string> = new Map(
  Object.entries({
    HeaderInvalid: "Mend the header named under errors, or leave it out.",
    QueryInvalid: "Mend the query parameter named under errors, or leave it out.",
    BodyMalformed: "Send one JSON text in UTF-8, with Content-Type: application/json.",
    NotPermitted: "Ask as somebody who may: the resource's rules decide, not the values sent.",
    NewValuesRefused: "Send values that the resource's rules allow to you.",
    NotAcceptable: "Send Accept: application/json, or none.",
    Conflict: "Change the values named under errors, or the record that has them already.",
    ConditionFailed: "Read what is there now, and send the ETag that comes with it.",
    BodyTooLarge: "Send less at a time.",
    TargetTooLong: "Shorten the query.",
    MediaTypeUnsupported: "Send the body as one of the types that the answer's headers name.",
    EncodingUnsupported: "Send the body as it is, uncompressed.",
    BodyNotAnObject: 'Send one record, such as {"name": "value"}.',
    RecordInvalid: "Mend each place named under errors.",
    ReferenceMissing: "Create the other record first, or refer to one that is there.",
    ConstraintViolated: "Send values that the constraint allows.",
    FieldImmutable: "Leave these fields out, or send what they hold.",
    HeadersTooLarge: "Send fewer or shorter headers.",
    Defect: "Report it with the request id; trying again may help if it is rare.",
    StoreTimeout: "Try again, or ask for less at a time."
  } satisfies Partial<Record<KnownFailure["_tag"], string>>)
)
