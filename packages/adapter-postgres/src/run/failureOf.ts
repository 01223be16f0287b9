/** A PostgreSQL error as the fact that core knows. What PostgreSQL tells of other records never leaves here. */
import {
  AnswerTooLarge,
  Conflict,
  ConstraintViolated,
  type Operation,
  ReferenceMissing,
  type Resource,
  StillReferenced,
  StoreBusy,
  type StoreFailure,
  StoreTimeout,
  StoreUnavailable,
  WriteSuppressed
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { PgError } from "../client/PgError.ts"
import { isSuppressed, remedyOf } from "../client/sqlState.ts"

/** What a statement was about; null for BEGIN and COMMIT. */
export interface Subject {
  readonly resource: Resource.Resource
  readonly uid: string
  /** Null for reads. */
  readonly operation: Operation | null
  /** The fields that a missing reference is told by, where it must not show which of them refers to what is there; else null. */
  readonly referring: ReadonlyArray<string> | null
}

/** Fails with what core knows; a statement, table or grant that is wrong is a defect, told in a plain sentence. */
export const translate = (
  error: PgError,
  subject: Subject | null,
  write: boolean
): Effect.Effect<never, StoreFailure> => {
  const failure = failureOf(error, subject, write)
  return failure === null ? Effect.die(defectOf(error, subject)) : Effect.fail(failure)
}

function failureOf(error: PgError, subject: Subject | null, write: boolean): StoreFailure | null {
  switch (remedyOf(error)) {
    case "constraint":
      return constraintFailure(error, subject)
    case "again":
    case "busy":
      return new StoreBusy({ cause: error.cause })
    case "timeout":
      return new StoreTimeout({ cause: error.cause })
    case "reconnect":
    case "unreachable":
    case "login":
      return new StoreUnavailable({ outcomeUnknown: write && !error.undone, cause: error.cause })
    case "oversize":
      return new AnswerTooLarge({
        resource: subject?.resource.name ?? "-",
        outcomeUnknown: write && !error.undone
      })
    case "defect":
      return null
  }
}

function defectOf({ code, message, phase, cause }: PgError, subject: Subject | null): Error {
  if (code === "SETTING") return new Error(message, { cause })
  if (phase === "connect")
    return new Error(`PostgreSQL refuses the connection (${code}): ${message}`, { cause })
  if (subject === null)
    return new Error(`PostgreSQL refused to begin or commit (${code}): ${message}`, { cause })
  const { name, table } = subject.resource
  const where = table.schema === null ? table.name : `${table.schema}.${table.name}`
  switch (code) {
    case "42P01":
      return new Error(
        `The database lacks a table that resource "${name}" needs (${where}, or audit.change and audit.life of sql/audit.sql)`,
        { cause }
      )
    case "42703":
      return new Error(`The table ${where} lacks a column that resource "${name}" declares: ${message}`, {
        cause
      })
    case "42501":
      return new Error(
        `The database role may not do what resource "${name}" needs; see sql/grants.sql: ${message}`,
        { cause }
      )
    default:
      return new Error(`PostgreSQL refused a statement for resource "${name}" (${code}): ${message}`, {
        cause
      })
  }
}

function constraintFailure(error: PgError, subject: Subject | null): StoreFailure {
  const constraint = error.constraint ?? error.code
  if (subject === null) return new ConstraintViolated({ resource: "-", constraint, fields: [] })
  const { resource, uid } = subject
  if (isSuppressed(error)) return new WriteSuppressed({ resource: resource.name, uid })
  const fields = constraintFields(error, resource)
  switch (error.code) {
    case "23505":
      return new Conflict({ resource: resource.name, fields })
    case "23503":
    case "23001":
      return breaksOwnReference(error, subject, fields)
        ? new ReferenceMissing({ resource: resource.name, fields: subject.referring ?? fields })
        : new StillReferenced({ resource: resource.name, uid })
    default:
      return new ConstraintViolated({ resource: resource.name, constraint, fields })
  }
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
} as const satisfies Record<Operation, "own" | "others" | "either">

function breaksOwnReference(
  { table }: PgError,
  { operation, resource }: Subject,
  fields: ReadonlyArray<string>
): boolean {
  const side = operation === null ? "either" : breaks[operation]
  return side === "either" ? table === resource.table.name || fields.length > 0 : side === "own"
}

/** The fields that a constraint is about: as declared, as PostgreSQL says, or by PostgreSQL's way of naming constraints. */
function constraintFields(
  { constraint, column }: PgError,
  { columns, table, uniques }: Resource.Resource
): ReadonlyArray<string> {
  const declared = uniques.find((unique) => unique.constraint === constraint)
  if (declared !== undefined) return declared.fields
  const field = fieldOf(columns, column)
  if (field !== null) return [field]
  const own = (constraint ?? "").startsWith(`${table.name}_`)
    ? (constraint ?? "").slice(table.name.length + 1)
    : ""
  const middle = /^(.+)_(?:fkey|check|key|excl)\d*$/u.exec(own)?.[1]
  const named = fieldOf(columns, middle ?? null)
  return named === null ? [] : [named]
}

/** The name in JSON of what PostgreSQL names as its column. */
function fieldOf(columns: Resource.Resource["columns"], column: string | null): string | null {
  return [...columns.values()].find(({ columnName }) => columnName === column)?.name ?? null
}
