/** What the database refuses of a write's values, or of what a read compares with, as the fact that core knows. */
import {
  type ChangeOperation,
  Conflict,
  ConstraintViolated,
  OperandRefused,
  ReferenceMissing,
  RowSecured,
  StillReferenced,
  StoreBusy,
  type StoreFailure,
  ValueRefused,
  WriteRaised,
  WriteSuppressed
} from "@pgcrest/core"
import type { PgError } from "../client/PgError.ts"
import { isRaised, isSecured, isSuppressed, isUnread } from "../client/sqlState.ts"
import { constraintFields, tellsUid } from "./constraintFields.ts"
import type { Subject } from "./Subject.ts"
import { overflowingFields } from "./overflowingFields.ts"

/** Null where it is no refusal, but a mistake of ours. */
export const refusalOf = (error: PgError, subject: Subject): StoreFailure | null => {
  const { resource, uid, operation } = subject
  const { name } = resource
  // What a policy, or a function of a view, raises while it is read refuses no write.
  if (operation === null) return isUnread(error) ? unread(error, subject) : null
  if (isSuppressed(error)) return new WriteSuppressed({ resource: name, uid })
  if (isSecured(error)) return new RowSecured({ resource: name })
  if (isRaised(error)) return raised(error, subject)
  if (isUnread(error)) return unread(error, subject)
  if (error.code.startsWith("22")) return unfit(error, subject)
  return constrained(error, subject)
}

/** A domain's check is asked as its parameter is read; it is a constraint all the same. */
function unread(error: PgError, subject: Subject): StoreFailure {
  const { resource, operation } = subject
  const fields = error.field === null ? [] : [error.field]
  if (operation === null) return new OperandRefused({ resource: resource.name, fields })
  return error.code === "23514"
    ? new ConstraintViolated({ resource: resource.name, constraint: error.constraint ?? "-", fields })
    : new ValueRefused({ resource: resource.name, fields })
}

/** What no type of its column can hold, or what a trigger, a check or a column cannot be computed of; a delete gives no values. */
function unfit(error: PgError, subject: Subject): StoreFailure | null {
  const { resource, rows, operation } = subject
  const fields = overflowingFields(error, resource, rows)
  if (fields.length === 0 && error.nested) return raised(error, subject)
  return operation === "delete" ? null : new ValueRefused({ resource: resource.name, fields })
}

function raised({ code, message, cause }: PgError, { resource }: Subject): StoreFailure {
  return new WriteRaised({ resource: resource.name, code, detail: message, cause })
}

function constrained(error: PgError, subject: Subject): StoreFailure {
  const { resource, uid, operation } = subject
  const fields = constraintFields(error, resource)
  switch (error.code) {
    case "23505":
      // A sequence that is behind the table: the next number may be free.
      if (operation === "create" && resource.key.by === "database" && isKey(error, subject))
        return new StoreBusy({ cause: error.cause })
      return new Conflict({ resource: resource.name, fields })
    case "23P01":
      return new Conflict({ resource: resource.name, fields })
    case "23503":
    case "23001":
      return breaksOwnReference(error, subject, fields)
        ? new ReferenceMissing({ resource: resource.name, fields: subject.referring ?? fields })
        : new StillReferenced({ resource: resource.name, uid })
    default:
      return new ConstraintViolated({ resource: resource.name, constraint: error.constraint ?? "-", fields })
  }
}

/** Whether it is the key's own constraint: where rows are secured PostgreSQL tells no column, and its name must do. */
function isKey(error: PgError, { resource }: Subject): boolean {
  return tellsUid(error, resource) || (error.detail === null && error.constraint?.endsWith("_pkey") === true)
}

/** Whose reference a write can break: an insert its own, a delete those of others to it, an update could be either. */
const breaks = {
  create: "own",
  replace: "either",
  update: "either",
  delete: "others",
  restore: "either",
  undelete: "either",
  erase: "either",
  adopt: "either"
} as const satisfies Record<ChangeOperation, "own" | "others" | "either">

function breaksOwnReference(
  { table }: PgError,
  { operation, resource }: Subject,
  fields: ReadonlyArray<string>
): boolean {
  const side = operation === null ? "either" : breaks[operation]
  if (side !== "either") return side === "own"
  // A trigger that raises it by itself names no table, and judges what is written.
  return table === null || table === resource.table.name || fields.length > 0
}
