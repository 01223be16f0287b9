/** The table of problems, second part: what the rules and the records say. */
import type { Act, CommandFailure, Fault, MomentOutOfReach } from "@pgcrest/core"
import { pointer } from "../json/pointer.ts"
import type { Asked, ProblemKinds, Violation } from "./ProblemKind.ts"
import type { StoreProblem } from "./storeProblems.ts"

export const recordProblems: ProblemKinds<Exclude<CommandFailure, StoreProblem>> = {
  NotPermitted: {
    status: 403,
    title: "Not permitted",
    hint: "Ask as somebody who may: the resource's rules decide, not the values sent.",
    explain: ({ act, resource }) => ({ detail: `You may not ${doing.get(act) ?? act} ${resource} here.` })
  },
  RowSecured: {
    status: 403,
    title: "Not permitted",
    hint: "Ask as somebody who may: the database's own policies decide; the log has more under this request id.",
    explain: () => ({ detail: "The database does not let this row be written." })
  },
  NewValuesRefused: {
    status: 403,
    title: "New values not permitted",
    hint: "Send values that the resource's rules allow to you.",
    explain: () => ({ detail: "You may not leave the record with these values." })
  },
  OperandRefused: {
    status: 400,
    title: "Invalid query",
    hint: "Compare with a value of the field's type.",
    explain: ({ fields }) => ({
      detail: "The database knows no such value of the field's type.",
      ...(fields.length === 0
        ? {}
        : {
            errors: fields.map((parameter) => ({
              parameter,
              code: "operand",
              detail: "is compared with no value of its type"
            }))
          })
    })
  },
  TooManyAffected: {
    status: 400,
    title: "Too many records",
    hint: "Narrow the filter, or let the header Prefer allow more: max-affected.",
    explain: ({ most }) => ({
      detail: `The filter finds more than ${most} ${most === 1 ? "record" : "records"}. Nothing was written.`,
      errors: [{ header: "prefer", code: "max-affected", detail: `allows ${most} at most` }]
    })
  },
  MomentOutOfReach: {
    status: 400,
    title: "Out of the past's reach",
    hint: "Ask as of an instant that has been, with its offset, or of the id under which a request was answered.",
    explain: ({ moment: parameter = "as_of", reason, resource }, asked) => {
      const detail = beyondReach[reason](resource)
      return parameter === "as_of" && asksByHeader(asked)
        ? {
            detail: `The header accept-datetime ${detail}.`,
            errors: [{ header: "accept-datetime", code: reason, detail }]
          }
        : {
            detail: `The query parameter "${parameter}" ${detail}.`,
            errors: [{ parameter, code: reason, detail }]
          }
    }
  },
  SearchUnsupported: {
    status: 501,
    title: "No text search",
    hint: "Ask with like or ilike, or a store over PostgreSQL.",
    explain: () => ({ detail: "This store has no text search." })
  },
  RecordNotFound: {
    status: 404,
    title: "No such record",
    hint: "It may never have existed, be deleted, or be out of your sight.",
    explain: () => ({ detail: "There is no such record." })
  },
  RecordGone: {
    status: 410,
    title: "Deleted record",
    hint: "Read its history, or restore it.",
    explain: () => ({ detail: "The record was deleted." })
  },
  Conflict: {
    status: 409,
    title: "Conflict with another record",
    hint: "Change the values named under errors, or the record that has them already.",
    explain: ({ at, fields }) =>
      fields.length === 0
        ? {
            detail: "Another record has this uid, or values that only one record may have.",
            hint: "Send another uid or other values, or change the record that has them already."
          }
        : {
            detail: "Another record has the same values already.",
            errors: fields.map(fieldError("taken", "is taken by another record", at))
          }
  },
  PatchConflict: {
    status: 409,
    title: "Patch of another state",
    hint: "Read the record, and write the operations for what it is now.",
    explain: ({ operation, reason, detail }) => ({
      detail: "An operation of the patch does not fit the record as it is. Nothing was written.",
      errors: [{ pointer: pointer([operation]), code: reason, detail }]
    })
  },
  StillReferenced: {
    status: 409,
    title: "Still referred to",
    hint: "Change or delete these first.",
    explain: () => ({ detail: "Other records refer to this one." })
  },
  WriteSuppressed: {
    status: 409,
    title: "Kept by the database",
    hint: "A trigger of its table decides so, its row level security, or what a view shows; the log has more under this request id.",
    explain: () => ({ detail: "The database kept the record as it is. Nothing was written." })
  },
  VersionMismatch: {
    status: 412,
    title: "Another version",
    hint: "Read it again and apply the change to what it is now.",
    // By the record alone it is not known which of the headers asked for what.
    explain: () => ({
      detail:
        "The condition does not hold: the record is at another version, has changed since, is there already, or is not there."
    })
  },
  KeyReused: {
    status: 422,
    title: "Key of another request",
    hint: "Send a new key with each new request; the old one only to send the same request again.",
    explain: () => ({
      detail: "This key was sent with another request before. Nothing was written.",
      errors: [{ header: "idempotency-key", code: "reused", detail: "was sent with another request" }]
    })
  },
  RecordInvalid: {
    status: 422,
    title: "Invalid record",
    hint: "Mend each place named under errors.",
    explain: ({ faults, resource }) => ({
      detail: `The body breaks ${faults.length === 1 ? "a rule" : `${faults.length} rules`} of ${resource}.`,
      errors: faults.map(violation)
    })
  },
  ReferenceMissing: {
    status: 422,
    title: "Reference to nothing",
    hint: "Create the other record first, or refer to one that is there.",
    explain: ({ at, fields }) => ({
      detail: "A field refers to a record that is not there.",
      errors: fields.map(fieldError("reference", "refers to no record", at))
    })
  },
  ConstraintViolated: {
    status: 422,
    title: "Constraint violated",
    hint: "Send values that the constraint allows.",
    // Not by name: that is the table's own business, as its SQL is.
    explain: ({ at, fields }) => ({
      detail: "A constraint of the table forbids these values.",
      ...(fields.length === 0
        ? {}
        : { errors: fields.map(fieldError("constraint", "has a value that the table forbids", at)) })
    })
  },
  ValueRefused: {
    status: 422,
    title: "Value refused",
    hint: "Send values that the database's columns can hold.",
    explain: ({ at, fields }) => ({
      detail: "The database takes no such value.",
      ...(fields.length === 0
        ? {}
        : { errors: fields.map(fieldError("unfit", "has a value that the database cannot store there", at)) })
    })
  },
  WriteRaised: {
    status: 422,
    title: "Refused by a rule of the database",
    hint: "Send what the rule allows; the log has more under this request id.",
    explain: ({ detail }) => ({
      detail: detail ?? "A rule of the table refuses the write. Nothing was written."
    })
  },
  FieldImmutable: {
    status: 422,
    title: "Immutable field",
    hint: "Leave these fields out, or send what they hold.",
    explain: ({ at, fields }) => ({
      detail: "Fields that stay as they were created would change.",
      errors: fields.map(fieldError("immutable", "stays as it was created", at))
    })
  }
}

// Exhaustive: a new act does not compile until it has its words.
const doing: ReadonlyMap<string, string> = new Map(
  Object.entries({
    list: "list",
    get: "read",
    create: "create",
    replace: "replace",
    update: "update",
    upsert: "create and update",
    delete: "delete",
    history: "read the history of",
    restore: "restore",
    purge: "purge",
    expand: "see the people behind"
  } satisfies Readonly<Record<Act | "expand", string>>)
)

function violation({ path, code, detail }: Fault): Violation {
  return { pointer: pointer(path), code, detail }
}

/** Of a record inside of the body, by its place there; of one of its rows, of which is not known, by its name alone. */
function fieldError(
  code: string,
  detail: string,
  at: Fault["path"] | null = []
): (field: string) => Violation {
  return (field) =>
    at === null
      ? { pointer: pointer([]), code, detail: `${field} ${detail}, in one of the rows` }
      : { pointer: pointer([...at, field]), code, detail }
}

/** As of when, where the query does not say it. */
function asksByHeader(asked: Asked): boolean {
  const isNamed = asked?.query?.some(([name]) => name === "as_of") === true
  return asked?.headers.has("accept-datetime") === true && !isNamed
}

const beyondReach = {
  future: () => "names an instant that is yet to come",
  unknown: () => "names a request of which no change is known",
  unkept: (resource) => `names an instant of which the changes of ${resource} are not kept any more`,
  crowded: () => "names an instant since when more records changed than are looked up",
  reversed: () => "names a later instant than as_of, or than now"
} satisfies Readonly<Record<MomentOutOfReach["reason"], (resource: string) => string>>
