/** What a client is told of each failure: the rule, and what to do. Nothing of other callers' records, no SQL. */
import type { CommandFailure, Fault, Unauthenticated } from "@pgcrest/core"
import { pointer } from "../json/pointer.ts"
import type { RequestFailure, Violation } from "./RequestFailure.ts"

export interface Explanation {
  readonly detail: string
  readonly hint?: string
  readonly errors?: ReadonlyArray<Violation>
}

/** Exhaustive over core's failures: a new one does not compile until it is explained. */
export const explain = (failure: Unauthenticated | CommandFailure): Explanation => {
  switch (failure._tag) {
    case "Unauthenticated":
      return {
        detail: "This needs somebody who is signed in.",
        hint: "Send an Authorization header with a bearer token."
      }
    case "NotPermitted":
      return { detail: `You may not ${failure.act} ${failure.resource} here.` }
    case "NewValuesRefused":
      return { detail: "You may not leave the record with these values." }
    case "RecordNotFound":
      return {
        detail: "There is no such record.",
        hint: "It may never have existed, be deleted, or be out of your sight."
      }
    case "VersionMismatch":
      return {
        detail: "The record is not at the version that the condition names.",
        hint: "Read it again and apply the change to what it is now."
      }
    case "RecordInvalid":
      return {
        detail: `The body breaks ${failure.faults.length === 1 ? "a rule" : `${failure.faults.length} rules`} of ${failure.resource}.`,
        errors: failure.faults.map(violation)
      }
    case "Conflict":
      return failure.fields.length === 0
        ? { detail: "Another record has this uid." }
        : {
            detail: "Another record has the same values already.",
            errors: failure.fields.map(fieldError("taken", "is taken by another record"))
          }
    case "ReferenceMissing":
      return {
        detail: "A field refers to a record that is not there.",
        errors: failure.fields.map(fieldError("reference", "refers to no record"))
      }
    case "StillReferenced":
      return { detail: "Other records refer to this one.", hint: "Change or delete these first." }
    case "ConstraintViolated":
      // Not by name: that is the table's own business, as its SQL is.
      return {
        detail: "A constraint of the table forbids these values.",
        ...(failure.fields.length === 0 ? {} : { errors: failure.fields.map(forbidden) })
      }
    case "WriteSuppressed":
      return {
        detail: "The database kept the record as it is. Nothing was written.",
        hint: "A trigger of its table decides so; the log has more under this request id."
      }
    case "FieldImmutable":
      return {
        detail: "Fields that stay as they were created would change.",
        errors: failure.fields.map(fieldError("immutable", "stays as it was created"))
      }
    case "StoreBusy":
      return {
        detail: "Too much is going on at once. Nothing was written.",
        hint: "Try again after the seconds in Retry-After."
      }
    case "StoreTimeout":
      return { detail: "The database took longer than it may. Nothing was written." }
    case "StoreUnavailable":
      return failure.outcomeUnknown
        ? {
            detail: "The database went away while it wrote: the write may have happened.",
            hint: "Read the record before you try again."
          }
        : {
            detail: "The database cannot be reached. Nothing was written.",
            hint: "Try again after the seconds in Retry-After."
          }
    case "AnswerTooLarge":
      return failure.outcomeUnknown
        ? {
            detail: "The answer is larger than can be carried. The write may have happened.",
            hint: "Read the record, fewer of its fields with select, before you try again, and then with Prefer: return=minimal."
          }
        : {
            detail: "The answer is larger than can be carried.",
            hint: "Ask for fewer records with limit, or for fewer fields with select; of a write with Prefer: return=minimal."
          }
  }
}

/** The request's own failures explain themselves. */
export const explainRequest = ({ detail, hint, errors }: RequestFailure): Explanation => ({
  detail,
  ...(hint === undefined ? {} : { hint }),
  ...(errors === undefined ? {} : { errors })
})

const forbidden = fieldError("constraint", "has a value that the table forbids")

function violation({ path, code, detail }: Fault): Violation {
  return { pointer: pointer(path), code, detail }
}

function fieldError(code: string, detail: string): (field: string) => Violation {
  return (field) => ({ pointer: pointer([field]), code, detail })
}
