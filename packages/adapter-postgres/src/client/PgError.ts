/** What `pg` or a socket threw, in words of our own. */
import * as Data from "effect/Data"

/** When an error came: before anything was sent, of a statement of its own, or of one inside a transaction. */
export type Phase = "connect" | "alone" | "inside"

/** A failure of `pg`: a SQLSTATE or an error code of the operating system, and what PostgreSQL names. */
export class PgError extends Data.TaggedError("PgError")<{
  /** A SQLSTATE (PostgreSQL, appendix A), an error code such as `ECONNREFUSED`, or a word of ours; "" where there is none. */
  readonly code: string
  readonly message: string
  readonly constraint: string | null
  readonly column: string | null
  readonly schema: string | null
  readonly table: string | null
  /** What PostgreSQL adds, in its language, with values of the row: never for a client. */
  readonly detail: string | null
  /** Whether PostgreSQL said it, not the socket or `pg`. */
  readonly told: boolean
  /** Which parameter PostgreSQL could not read, from 1; null where it is not about one. */
  readonly parameter: number | null
  /** The field that the parameter is for, once somebody has looked. */
  readonly field: string | null
  /** Whether a statement of a function's met it, as a trigger calls one: it may be about another table. */
  readonly nested: boolean
  /** The function of PostgreSQL's that says so. */
  readonly routine: string | null
  readonly phase: Phase
  /** Whether nothing of it remains for certain; otherwise a write may have happened. */
  readonly undone: boolean
  readonly cause: unknown
}> {}

/** Whether a code is one of PostgreSQL's, and not of the socket or `pg`: a class of its own, or one that is left to whoever raises an error. */
export const isSqlState = (code: string): boolean => /^[0-9FHI-Z][0-9A-Z]{4}$/u.test(code)

/**
 * Reads whatever `pg` or a socket threw. Of a query that could not be sent any more, `lastWords` tell why: what came
 * on its connection while nobody waited for an answer.
 */
export const pgError = (thrown: unknown, phase: Phase, lastWords: unknown = null): PgError => {
  const unsent = isUnsent(thrown)
  const cause = unsent ? (lastWords ?? thrown) : thrown
  const code = codeOf(cause)
  const [constraint, column, schema, table] = [
    part(cause, "constraint"),
    part(cause, "column"),
    part(cause, "schema"),
    part(cause, "table")
  ]
  const told = part(cause, "severity") !== null || isSqlState(code)
  const undone = phase !== "alone" || unsent || (told ? !lost.test(code) : code === "OUTDATED")
  return new PgError({
    code,
    message: messageOf(cause, code),
    constraint,
    column,
    schema,
    table,
    detail: part(cause, "detail"),
    told,
    parameter: parameterOf(part(cause, "where")),
    field: null,
    nested: part(cause, "where") !== null,
    routine: part(cause, "routine"),
    phase,
    undone,
    cause
  })
}

/** `unnamed portal parameter $3 = '…'`, in whatever language; what is in quotes is a statement of somebody else's. */
function parameterOf(context: string | null): number | null {
  const [, number] = /^[^$\n"'«»„“”‘’‚]*\$(\d+)(?: = .*)?$/mu.exec(context ?? "") ?? []
  return number === undefined ? null : Number(number)
}

// After any other SQLSTATE the statement, being its own transaction, is rolled back. 08001 and 58P01 to 03 tell of
// another server and of a file, as our own may write no more once it has met 58030.
const lost = /^(?:08(?!001)|40003|57P0[1245]|58(?!P0))/u

// `pg` tells these by message only.
const told: ReadonlyArray<readonly [RegExp, string]> = [
  [/^timeout exceeded when trying to connect/u, "QUEUED"],
  [/terminated|timeout|not queryable|closed/iu, "CLOSED"]
]

function codeOf(cause: unknown): string {
  // A column's type changed under a prepared statement, or a pooler gave us another session: a new connection knows better.
  if (part(cause, "routine") === "RevalidateCachedQuery") return "OUTDATED"
  return part(cause, "code") ?? told.find(([pattern]) => pattern.test(messageOf(cause, "")))?.[1] ?? ""
}

function isUnsent(cause: unknown): boolean {
  return /not queryable/u.test(messageOf(cause, ""))
}

// What `pg` says of a login without a password, in words of its protocol.
const passwordless = /client password must be a/u

// Of a host with several addresses the error has a code, and no message of its own.
function messageOf(cause: unknown, code: string): string {
  const message = (cause instanceof Error ? cause.message : String(cause)) || code
  return passwordless.test(message) ? "the server asks for a password, and none is given" : message
}

function part(cause: unknown, name: string): string | null {
  if (typeof cause !== "object" || cause === null) return null
  const found: unknown = Reflect.get(cause, name)
  return typeof found === "string" ? found : null
}
