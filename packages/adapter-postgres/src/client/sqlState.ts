/** PostgreSQL's and the socket's errors, sorted by what may be done about them: Remedy.ts has the tables, and here is what a code alone does not tell. */
import type { PgError } from "./PgError.ts"
import { byClass, byCode, type Remedy } from "./Remedy.ts"

export const remedyOf = (error: PgError): Remedy => {
  const { code, phase, schema } = error
  const remedy =
    (isUnread(error) || isRaised(error) || isSecured(error) ? "constraint" : null) ??
    (phase === "connect" && code === closed ? "unreachable" : null) ??
    byCode[code] ??
    byClass.get(code.slice(0, 2)) ??
    (phase === "connect" && !error.told ? "unreachable" : "defect")
  if (remedy !== "constraint" || schema !== "audit") return remedy
  // That version is taken, or was guessed wrong: the careful form looks. A change without a uid is of a write that gave no row.
  if (drifted(error) || isKeyTaken(error)) return "again"
  return isSuppressed(error) ? "constraint" : "defect"
}

// A database that takes no connections for now says so by a code that elsewhere tells of a mistake.
const closed = "55000"

/** Whether PostgreSQL could not read a parameter as its type, whatever the type's own function says of it. */
export const isUnread = ({ parameter }: PgError): boolean => parameter !== null

/**
 * Whether a trigger raised it: by PL/pgSQL's own statement, whatever code that gives, unless it is one after which the same
 * may pass or a constraint's; by SQL's class for that, or one that nobody but a user takes; or by a statement of its own
 * that the values lead nowhere: no row, too many, no case, an assertion, an exception of another language.
 */
export const isRaised = ({ code, routine, nested }: PgError): boolean =>
  routine === "exec_stmt_raise"
    ? !/^(?:40001|40P01|23)/u.test(code)
    : (/^(?:P0001|45|[5-9I-OQ-Z][0-9A-Z]{4}$)/u.test(code) && !taken.test(code)) ||
      (nested && /^(?:09|20|21|38|P000[2-4])/u.test(code))

// PostgreSQL's own among the classes that the standard leaves to whoever implements it, and `XX`, which is its own mistakes.
const taken = /^(?:5[3-8]|72|XX)/u

/** Whether row level security refuses a row; a right that the role lacks has the same code. */
export const isSecured = ({ code, routine }: PgError): boolean =>
  code === "42501" && routine === "ExecWithCheckOptions"

/** Whether the trail knows of a version that the record's row, or its tombstone, does not, or takes none such as the row's. */
export const drifted = (error: PgError): boolean => !isKeyTaken(error) && isDrift(error)

function isDrift({ code, column, constraint, schema }: PgError): boolean {
  return (
    schema === "audit" &&
    (code === "23505" ||
      (code === "23502" && column === "version") ||
      (code === "23514" && constraint === "change_version_check"))
  )
}

/** Whether another write under the same key was faster, and has kept what it answered. */
export const isKeyTaken = ({ code, constraint, schema }: PgError): boolean =>
  schema === "audit" && code === "23505" && constraint === "idempotency_pkey"

/** Whether a write gave no row: a trigger of the table kept it, or wrote to that row itself. */
export const isSuppressed = ({ code, column, schema }: PgError): boolean =>
  code === "27000" || (schema === "audit" && code === "23502" && column === "uid")

/** Whether the connection is of no more use: PostgreSQL's own refusals of a statement leave it well. */
export const isBroken = (error: PgError): boolean =>
  remedyOf(error) === "reconnect" || terminating.has(error.code) || !error.told

// The server ends the session after these.
const terminating: ReadonlySet<string> = new Set(["25P03", "25P04"])
