/** A column of a resource's table, compiled from its declaration: what everything behind the declaration works with. */
import { type CellType, cellType, uidType } from "../value/CellType.ts"
import type { Cell, ColumnType } from "../value/ColumnType.ts"
import type { Fault } from "../failures.ts"
import { addressing } from "./address.ts"
import { type AuditPart, auditParts } from "./auditParts.ts"
import { checkOf } from "./checkOf.ts"
import type * as Field from "./Field.ts"
import type { Name, Played } from "./naming.ts"

/** One column: of a declared field, or of the audit. */
export interface Column extends Name {
  readonly type: ColumnType
  /** The domain over the type that the column is of, by its name in SQL. */
  readonly domain: string | null
  /** How its values are read from JSON and from a filter, compared, and written as JSON. */
  readonly cell: CellType
  /** The rules of the declared schema that a value of the type breaks. */
  readonly check: (cell: Cell) => ReadonlyArray<Fault>
  readonly nullable: boolean
  /** False for write-only fields: never in an answer, a filter or a change. */
  readonly shown: boolean
  /** Who writes it when; null where the audit alone does, or the database. */
  readonly write: {
    readonly create: Exclude<Field.OnCreate, "database">
    readonly update: Exclude<Field.OnUpdate, "database">
  } | null
  /** What a create without it stores. */
  readonly default: Field.Default | null
  /** Whether no two records share a value, and by which constraint: see `Resource.uniques`. */
  readonly unique: Field.Field["unique"]
  /** The name of the resource whose uid it holds. */
  readonly references: string | null
  /** What it means, for people. */
  readonly description: string | null
  /** Whether clients may look for regular expressions in it. */
  readonly matchable: boolean
  /** How changes keep it; a field that is not shown never. */
  readonly recorded: Field.Recorded
  /** Its part in the audit; null for a declared field. */
  readonly plays: AuditPart | null
}

/** The columns in the order of an answer: uid, the fields, the rest of the audit, and what tells of softly deleted ones. */
export const columnsOf = (
  fields: ReadonlyArray<readonly [Name, Field.Field]>,
  audit: Played,
  uid: ColumnType,
  key: ReadonlyArray<string>,
  deletedAt: Column | null = null
): ReadonlyMap<string, Column> => {
  // A record, so that a new part does not compile until it has its place.
  const behind: Readonly<Record<Exclude<AuditPart, "uid">, Column | null>> = {
    version: ofAudit(audit, "version"),
    created_at: ofAudit(audit, "created_at"),
    last_updated_at: ofAudit(audit, "last_updated_at"),
    creator_uid: ofAudit(audit, "creator_uid"),
    last_updater_uid: ofAudit(audit, "last_updater_uid")
  }
  const columns = [
    audit.uid === null ? null : ofPart(audit.uid, "uid", uid, uidType(uid)),
    ...fields.map(([name, field]) => ofField(name, field, key)),
    ...Object.values(behind),
    deletedAt
  ].filter((column) => column !== null)
  return new Map(columns.map((column) => [column.name, column]))
}

/** The column of a declared field; `key` are the names of the fields that identify a record. */
export function ofField(name: Name, field: Field.Field, key: ReadonlyArray<string>): Column {
  const { type, nullable, shown, references, create, update, schema } = field
  const isKey = key.includes(name.name)
  const check = checkOf(schema, type)
  return {
    ...name,
    type,
    domain: field.domain,
    cell: references === null && !isKey ? cellType(type) : uidType(type),
    check: isKey && key.length === 1 ? addressing(check) : check,
    nullable,
    shown: shown === "shown",
    write: create === "database" || update === "database" ? null : { create, update },
    default: field.default,
    unique: field.unique,
    references,
    description: field.description,
    matchable: field.matchable,
    recorded: shown === "shown" ? field.recorded : "never",
    plays: null
  }
}

function ofAudit(audit: Played, part: Exclude<AuditPart, "uid">): Column | null {
  const played = audit[part]
  if (played === null) return null
  const type = played.type ?? auditParts[part].type
  return ofPart(played, part, type, cellType(type))
}

function ofPart(name: Name, plays: AuditPart, type: ColumnType, cell: CellType): Column {
  return undeclared(name, { type, cell, nullable: auditParts[plays].nullable, plays })
}

/** A column of which no declaration says anything. */
export function undeclared(
  { name, columnName }: Name,
  known: Pick<Column, "type" | "cell" | "nullable" | "plays">
): Column {
  return {
    name,
    columnName,
    ...known,
    shown: true,
    domain: null,
    check: noFaults,
    write: null,
    default: null,
    unique: false,
    references: null,
    description: null,
    matchable: false,
    recorded: "open"
  }
}

const noFaults = (): ReadonlyArray<Fault> => []
