/** PostgreSQL's and the socket's errors, sorted by what may be done about them. One table decides. */
import * as Data from "effect/Data"

/** A failure of `pg`: a SQLSTATE or an error code of the operating system, and what PostgreSQL names. */
export class PgError extends Data.TaggedError("PgError")<{
  readonly code: string
  readonly message: string
  readonly constraint: string | null
  readonly column: string | null
  readonly table: string | null
  /** Whether the statement had left: then a write may have happened. */
  readonly sent: boolean
  readonly cause: unknown
}> {}

export type Remedy =
  /** A constraint of the table said no. */
  | "constraint"
  /** The transaction is undone for certain: the same again may pass. */
  | "again"
  /** The connection is gone: a read may be sent again on a new one, a write only if it had not left. */
  | "reconnect"
  /** The login was refused: a fresh token may pass, once. */
  | "login"
  /** Too much at once. */
  | "busy"
  /** It took longer than the server allows. */
  | "timeout"
  /** Ours: a statement, a table or a grant is wrong. */
  | "defect"

const exact: Readonly<Record<string, Remedy>> = {
  "40001": "again",
  "40P01": "again",
  "25006": "reconnect",
  "57P01": "reconnect",
  "57P02": "reconnect",
  "57P03": "reconnect",
  "57014": "timeout",
  "55P03": "busy",
  "54000": "constraint",
  "22001": "constraint",
  "22003": "constraint",
  ECONNRESET: "reconnect",
  ECONNREFUSED: "reconnect",
  EPIPE: "reconnect",
  ETIMEDOUT: "reconnect",
  ENOTFOUND: "reconnect",
  EAI_AGAIN: "reconnect",
  CLOSED: "reconnect"
}
const byClass: Readonly<Record<string, Remedy>> = {
  "08": "reconnect",
  "23": "constraint",
  "28": "login",
  "53": "busy",
  "58": "reconnect"
}

export const remedyOf = ({ code }: PgError): Remedy => exact[code] ?? byClass[code.slice(0, 2)] ?? "defect"

/** Reads whatever `pg` or a socket threw. */
export const pgError = (cause: unknown, sent: boolean): PgError => {
  const message = cause instanceof Error ? cause.message : String(cause)
  const part = (name: string): string | null => {
    if (typeof cause !== "object" || cause === null) return null
    const found: unknown = Reflect.get(cause, name)
    return typeof found === "string" ? found : null
  }
  // `pg` tells a lost connection, and one that was not made in time, by message only.
  const code = part("code") ?? (/terminated|timeout|not queryable|closed/iu.test(message) ? "CLOSED" : "")
  const [constraint, column, table] = [part("constraint"), part("column"), part("table")]
  return new PgError({ code, message, constraint, column, table, sent, cause })
}
