/** PostgreSQL's and the socket's errors, sorted by what may be done about them. One table decides. */
import type { PgError } from "./PgError.ts"

export type Remedy =
  /** A constraint of the table said no, a type, or a rule. */
  | "constraint"
  /** The transaction is undone for certain: the same again may pass. */
  | "again"
  /** The connection is gone: a read may be sent again on a new one, a write only if it was undone. */
  | "reconnect"
  /** No connection, and the next attempt will meet the same: a certificate, a host's name, missing credentials. */
  | "unreachable"
  /** The login was refused: a fresh token may pass, once. */
  | "login"
  /** Too much at once. */
  | "busy"
  /** It took longer than the server allows. */
  | "timeout"
  /** More arrived than an answer may have. */
  | "oversize"
  /** Ours: a statement, a table or a grant is wrong. */
  | "defect"

const exact: Readonly<Record<string, Remedy>> = {
  "40001": "again",
  "40P01": "again",
  // A statement's name that the session lacks, or has already: nothing ran, and the next try goes unnamed (session.ts).
  "26000": "again",
  "42P05": "again",
  "25006": "reconnect",
  // A sequence is used up: no value of a client's is to blame.
  "2200H": "defect",
  // A trigger wrote to the row that it was asked about; what a view takes only where it shows it.
  "27000": "constraint",
  "44000": "constraint",
  "25P03": "timeout",
  "25P04": "timeout",
  "57P01": "reconnect",
  "57P02": "reconnect",
  "57P03": "reconnect",
  "57P05": "reconnect",
  "57014": "timeout",
  "55P03": "busy",
  "54000": "constraint",
  ECONNRESET: "reconnect",
  ECONNREFUSED: "reconnect",
  EPIPE: "reconnect",
  ETIMEDOUT: "reconnect",
  ENOTFOUND: "reconnect",
  EAI_AGAIN: "reconnect",
  EHOSTUNREACH: "reconnect",
  ENETUNREACH: "reconnect",
  CLOSED: "reconnect",
  OUTDATED: "reconnect",
  INTERRUPTED: "timeout",
  QUEUED: "busy",
  OVERSIZE: "oversize",
  SETTING: "defect",
  UNBOUND: "defect"
}
const byClass: Readonly<Record<string, Remedy>> = {
  "08": "reconnect",
  "22": "constraint",
  "23": "constraint",
  "28": "login",
  "53": "busy",
  "58": "reconnect"
}

export const remedyOf = (error: PgError): Remedy => {
  const { code, phase, schema } = error
  const remedy =
    (isUnread(error) || isRaised(error) || isSecured(error) ? "constraint" : null) ??
    exact[code] ??
    byClass[code.slice(0, 2)] ??
    (phase === "connect" && !error.told ? "unreachable" : "defect")
  if (remedy !== "constraint" || schema !== "audit") return remedy
  // That version is taken, or was guessed wrong: the careful form looks. A change without a uid is of a write that gave no row.
  if (drifted(error)) return "again"
  return isSuppressed(error) ? "constraint" : "defect"
}

/** Whether PostgreSQL could not read a parameter as its type, whatever the type's own function says of it. */
export const isUnread = ({ parameter }: PgError): boolean => parameter !== null

/**
 * Whether a trigger raised it: by PL/pgSQL's own statement, whatever code that gives, unless it is one after which the same
 * may pass or a constraint's; or by SQL's class for that, or one that nobody but a user takes.
 */
export const isRaised = ({ code, routine }: PgError): boolean =>
  routine === "exec_stmt_raise"
    ? !/^(?:40001|40P01|23)/u.test(code)
    : /^(?:P0001|45|[5-9I-OQ-Z][0-9A-Z]{4}$)/u.test(code) && !taken.test(code)

// PostgreSQL's own among the classes that the standard leaves to whoever implements it, and `XX`, which is its own mistakes.
const taken = /^(?:5[3-8]|72|XX)/u

/** Whether row level security refuses a row; a right that the role lacks has the same code. */
export const isSecured = ({ code, routine }: PgError): boolean =>
  code === "42501" && routine === "ExecWithCheckOptions"

/** Whether the trail knows of a version that the record's row, or its tombstone, does not, or takes none such as the row's. */
export const drifted = ({ code, column, constraint, schema }: PgError): boolean =>
  schema === "audit" &&
  (code === "23505" ||
    (code === "23502" && column === "version") ||
    (code === "23514" && constraint === "change_version_check"))

/** Whether a write gave no row: a trigger of the table kept it, or wrote to that row itself. */
export const isSuppressed = ({ code, column, schema }: PgError): boolean =>
  code === "27000" || (schema === "audit" && code === "23502" && column === "uid")

/** Whether the connection is of no more use: PostgreSQL's own refusals of a statement leave it well. */
export const isBroken = (error: PgError): boolean =>
  remedyOf(error) === "reconnect" || terminating.has(error.code) || !error.told

// The server ends the session after these.
const terminating: ReadonlySet<string> = new Set(["25P03", "25P04"])
