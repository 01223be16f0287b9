/** A PostgreSQL error as the fact that core knows. What PostgreSQL tells of other records never leaves here. */
import {
  AnswerTooLarge,
  ConstraintViolated,
  OperandRefused,
  type Resource,
  StoreBusy,
  type StoreFailure,
  StoreTimeout,
  StoreUnavailable
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { PgError } from "../client/PgError.ts"
import { drifted, remedyOf } from "../client/sqlState.ts"
import { refusalOf } from "./refusalOf.ts"
import type { Subject } from "./Subject.ts"

/** Fails with what core knows; a statement, table or grant that is wrong is a defect, told in a plain sentence. */
export const translate = (
  error: PgError,
  subject: Subject | null,
  write: boolean
): Effect.Effect<never, StoreFailure> => {
  const failure = failureOf(error, subject, write)
  return failure === null ? Effect.die(defectOf(error, subject)) : Effect.fail(failure)
}

/** The fact; null for a mistake of ours. */
export function failureOf(error: PgError, subject: Subject | null, write: boolean): StoreFailure | null {
  switch (remedyOf(error)) {
    case "constraint":
      return subject === null
        ? new ConstraintViolated({ resource: "-", constraint: error.constraint ?? "-", fields: [] })
        : refusalOf(error, subject)
    case "again":
      return new StoreBusy({ cause: drifted(error) ? driftOf(error, subject) : error.cause })
    case "busy":
      return new StoreBusy({ cause: error.cause })
    case "timeout":
      return new StoreTimeout({ cause: error.cause })
    case "reconnect":
    case "unreachable":
    case "login":
      return new StoreUnavailable({ outcomeUnknown: write && !error.undone, cause: causeOf(error) })
    case "elsewhere":
      return new StoreUnavailable({ outcomeUnknown: write && !error.undone, cause: awayOf(error, subject) })
    case "oversize":
      return new AnswerTooLarge({
        resource: subject?.resource.name ?? "-",
        outcomeUnknown: write && !error.undone
      })
    case "defect":
      // A type without that operator, or a collation without LIKE: no statement of ours is wrong, but what was asked of a list.
      return subject?.operation === null && subject.uid === "" && incomparable.has(error.code)
        ? new OperandRefused({ resource: subject.resource.name, fields: [] })
        : null
  }
}

const incomparable: ReadonlySet<string> = new Set(["42883", "0A000"])

/** As it was thrown, unless that says nothing, or nothing plain. */
function causeOf({ message, cause }: PgError): unknown {
  return cause instanceof Error && cause.message !== message ? new Error(message, { cause }) : cause
}

/** What the trail refuses still, once it was looked at. */
function driftOf({ message, cause }: PgError, subject: Subject | null): Error {
  return new Error(
    `The trail does not take the version of a change of ${named(subject)}: a trigger sets versions, or two rows have one uid, as in tables that inherit; see verifySchema: ${message}`,
    { cause }
  )
}

function awayOf({ code, message, cause }: PgError, subject: Subject | null): Error {
  return new Error(
    `PostgreSQL cannot reach what it asks outside for ${named(subject)} (${code}): ${message}`,
    { cause }
  )
}

function named(subject: Subject | null): string {
  return subject === null
    ? "a transaction"
    : `resource "${subject.resource.name}" (${whereOf(subject.resource)})`
}

function whereOf({ table: { schema, name } }: Resource.Resource): string {
  return schema === null ? name : `${schema}.${name}`
}

function defectOf({ code, message, phase, cause }: PgError, subject: Subject | null): Error {
  if (code === "SETTING" || code === "UNBOUND") return new Error(message, { cause })
  if (phase === "connect")
    return new Error(`PostgreSQL refuses the connection (${code}): ${message}`, { cause })
  if (subject === null)
    return new Error(`PostgreSQL refused to begin or commit (${code}): ${message}`, { cause })
  const { name } = subject.resource
  const where = whereOf(subject.resource)
  switch (code) {
    case "42P01":
      return new Error(
        `The database lacks a table that resource "${name}" needs (${where}, audit.change, audit.life, audit.idempotency and audit.refusal of sql/audit.sql, or one that a trigger of theirs asks for): ${message}`,
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
