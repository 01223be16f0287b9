/** The parts of the audit that a record shows of itself: one table, which resources, stores and types interpret. */
import type { ColumnType } from "../value/ColumnType.ts"

/** What an audit column holds after a write: the record's uid, its next version, the write's instant, or who wrote. */
export type AuditSource = "uid" | "version" | "instant" | "subject"

interface AuditRule {
  readonly type: ColumnType
  /** Who created or changed a record is null where nobody was signed in. */
  readonly nullable: boolean
  readonly onCreate: AuditSource
  /** `keep` leaves what the create wrote. */
  readonly onUpdate: AuditSource | "keep"
}

const uid = { type: { kind: "uuid" }, nullable: false, onCreate: "uid", onUpdate: "keep" } as const
const version = {
  type: { kind: "bigint" },
  nullable: false,
  onCreate: "version",
  onUpdate: "version"
} as const
const instant = { type: { kind: "timestamptz" }, nullable: false, onCreate: "instant" } as const
const subject = { type: { kind: "text" }, nullable: true, onCreate: "subject" } as const

/** In the order of an answer; the uid comes before a record's fields, the others behind them. */
export const auditParts = {
  uid,
  version,
  created_at: { ...instant, onUpdate: "keep" },
  last_updated_at: { ...instant, onUpdate: "instant" },
  creator_uid: { ...subject, onUpdate: "keep" },
  last_updater_uid: { ...subject, onUpdate: "subject" }
} as const satisfies Readonly<Record<string, AuditRule>>

/** What a column can hold of the audit. */
export type AuditPart = keyof typeof auditParts

interface HeldBySource {
  readonly uid: string
  readonly version: bigint
  readonly instant: string
  readonly subject: string | null
}
/** What a record's columns of the audit hold, by part; its uid as its type has it. */
export type AuditValues<Uid> = { readonly uid: Uid } & {
  readonly [P in Exclude<AuditPart, "uid">]: HeldBySource[(typeof auditParts)[P]["onCreate"]]
}

/** Which field plays which part, by its name in JSON; null where the table has none, as a uid of its own where several columns are the key. */
export type AuditColumns = { readonly [P in AuditPart]: string | null }

/** How a part is named where it is not by its own name. */
export interface AuditName {
  /** In JSON; the part's own name when left out. */
  readonly name?: string
  /** In SQL; that of JSON when left out. */
  readonly column?: string
  /** What the column of an instant is, where it is `timestamp`: it holds UTC. */
  readonly type?: "timestamp"
}

/** The same as declared: a name in JSON and SQL, each of the two, or false where the table has none. */
export type AuditNames = { readonly uid?: string | AuditName } & {
  readonly [P in Exclude<AuditPart, "uid">]?: string | AuditName | false
}
