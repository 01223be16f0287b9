/** PostgreSQL's errors and the socket's, and what may be done about each. */

export type Remedy =
  /** A constraint of the table said no, a type, or a rule. */
  | "constraint"
  /** The transaction is undone for certain: the same again may pass. */
  | "again"
  /** The connection is gone: a read may be sent again on a new one, a write only if it was undone. */
  | "reconnect"
  /** No connection, and the next attempt will meet the same: a certificate, a host's name, missing credentials. */
  | "unreachable"
  /** What the database asks in its turn is away, a foreign server or a file: the session is well, and nothing was written. */
  | "elsewhere"
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

/** By code: a SQLSTATE, an error code of the operating system, or a word of ours. */
export const byCode: Readonly<Record<string, Remedy>> = {
  "40003": "reconnect",
  // A statement's name that the session has already, as 26 tells of one that it lacks: the next try goes unnamed (session.ts).
  "42P05": "again",
  "25006": "reconnect",
  // A client's word for a server that it cannot reach, and so never of our own connection.
  "08001": "elsewhere",
  "58P01": "elsewhere",
  "58P02": "elsewhere",
  "58P03": "elsewhere",
  // A sequence is used up: no value of a client's is to blame.
  "2200H": "defect",
  "25P03": "timeout",
  "25P04": "timeout",
  "57014": "timeout",
  "55006": "busy",
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

// Of what a trigger's own statements meet, 09, 20, 21, 38 and P0 refuse the write (isRaised); the first four are no errors.
const classes: ReadonlyArray<readonly [Remedy, string]> = [
  ["constraint", "22 23 27 44"],
  ["again", "26 40"],
  ["reconnect", "08 57 58"],
  ["unreachable", "F0"],
  ["elsewhere", "HV"],
  ["login", "28"],
  ["busy", "53 72"],
  ["defect", "00 01 02 03 09 0A 0B 0F 0L 0P 0Z 10 20 21 24 25 2B 2D 2F 34 38 39 3B 3D 3F 42 54 55 P0 XX"]
]

/** By class, for the codes that are not named: every class that PostgreSQL has (appendix A of its manual). */
export const byClass: ReadonlyMap<string, Remedy> = new Map(
  classes.flatMap(([remedy, names]) => names.split(" ").map((name) => [name, remedy] as const))
)
