/** A column of a resource's table: a declared field, or one that plays a part in the audit. */
import { type CellType, cellType, uidType } from "../value/CellType.ts"
import type { ColumnType } from "../value/ColumnType.ts"
import type * as Field from "./Field.ts"

/** Each part of the audit trail that a record shows of itself, with the column type it needs. */
export const auditTypes = {
  uid: { kind: "uuid" },
  version: { kind: "bigint" },
  created_at: { kind: "timestamptz" },
  last_updated_at: { kind: "timestamptz" },
  creator_uid: { kind: "text" },
  last_updater_uid: { kind: "text" }
} as const satisfies Readonly<Record<string, ColumnType>>

export type AuditPart = keyof typeof auditTypes

/** Which column plays which part; null where the table has none. */
export type AuditColumns = { readonly uid: string } & {
  readonly [P in Exclude<AuditPart, "uid">]: string | null
}

export interface Column {
  readonly name: string
  readonly type: ColumnType
  readonly cell: CellType
  /** The declaration, or null for a column of the audit. */
  readonly field: Field.Field | null
  readonly nullable: boolean
  /** False for write-only fields: never in an answer, a filter or a change. */
  readonly shown: boolean
}

/** The columns in the order of an answer: uid, the fields, the rest of the audit. */
export const columnsOf = (
  fields: Readonly<Record<string, Field.Field>>,
  audit: AuditColumns,
  uid: ColumnType
): ReadonlyMap<string, Column> => {
  const parts: ReadonlyArray<readonly [AuditPart, ColumnType]> = [
    ["version", auditTypes.version],
    ["created_at", auditTypes.created_at],
    ["last_updated_at", auditTypes.last_updated_at],
    ["creator_uid", auditTypes.creator_uid],
    ["last_updater_uid", auditTypes.last_updater_uid]
  ]
  const columns = [
    { ...ofAudit(audit.uid, uid, false), cell: uidType(uid) },
    ...Object.entries(fields).map(([name, field]) => ofField(name, field)),
    ...parts.flatMap(([part, type]) => {
      const name = audit[part]
      return name === null ? [] : [ofAudit(name, type, type.kind === "text")]
    })
  ]
  return new Map(columns.map((column) => [column.name, column]))
}

function ofField(name: string, field: Field.Field): Column {
  const { type, nullable, shown, references } = field
  return {
    name,
    type,
    cell: references === null ? cellType(type) : uidType(type),
    field,
    nullable,
    shown: shown === "shown"
  }
}

// Who created or changed a record is null where nobody was signed in.
function ofAudit(name: string, type: ColumnType, nullable: boolean): Column {
  return { name, type, cell: cellType(type), field: null, nullable, shown: true }
}
