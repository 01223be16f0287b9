/** What a database can lack for an api: one tag for each rule, how grave it is, and the sentence that tells it. */
import { type SettingFault, settingSentence } from "../client/settings.ts"

interface OfTable {
  /** With its schema, such as `library.books`. */
  readonly table: string
}
interface OfColumn extends OfTable {
  readonly column: string
}
interface OfResource {
  /** The resource's name. */
  readonly resource: string
}

/** One thing that a database lacks, or does by itself. */
export type SchemaFault =
  | { readonly _tag: "ServerTooOld"; readonly version: string }
  | SettingFault
  | ({ readonly _tag: "TrailTableMissing" } & OfTable)
  | ({ readonly _tag: "TrailColumnMissing" } & OfColumn)
  | ({ readonly _tag: "TrailColumnUnwritten" } & OfColumn)
  | { readonly _tag: "TrailPartitionNotUnique"; readonly partition: string }
  | ({ readonly _tag: "TableMissing" } & OfTable & OfResource)
  | ({ readonly _tag: "NotATable" } & OfTable & OfResource)
  | ({ readonly _tag: "ColumnMissing"; readonly type: string } & OfColumn & OfResource)
  | ({ readonly _tag: "TypeDiffers"; readonly found: string; readonly type: string } & OfColumn & OfResource)
  | ({ readonly _tag: "NullAllowed" } & OfColumn & OfResource)
  | ({ readonly _tag: "NullRefused" } & OfColumn & OfResource)
  | ({ readonly _tag: "AnonymousRefused" } & OfColumn & OfResource)
  | ({ readonly _tag: "DefaultMissing" } & OfColumn & OfResource)
  | ({ readonly _tag: "ColumnUndeclared" } & OfColumn & OfResource)
  | ({
      readonly _tag: "UniqueMissing"
      readonly constraint: string
      readonly columns: ReadonlyArray<string>
    } & OfTable &
      OfResource)
  | ({ readonly _tag: "KeyMissing" } & OfColumn & OfResource)
  | ({ readonly _tag: "KeyDeferrable" } & OfColumn & OfResource)
  | ({ readonly _tag: "ForeignKeyWrites"; readonly constraint: string } & OfTable & OfResource)
  | ({ readonly _tag: "ForeignKeyMissing"; readonly references: string } & OfColumn & OfResource)
  | ({
      readonly _tag: "RowTrigger"
      readonly trigger: string
      readonly when: "before" | "after" | "instead of"
      readonly events: string
    } & OfTable &
      OfResource)

/** Notes do not keep an api from working. */
export type Severity = "error" | "note"

/** A fault with its severity, and its sentence as a message; that of a note begins with "Note: ". */
export type SchemaDiagnostic = SchemaFault & { readonly severity: Severity; readonly message: string }

export const diagnosticOf = (fault: SchemaFault): SchemaDiagnostic => {
  const severity = severities[fault._tag]
  return {
    ...fault,
    severity,
    message: severity === "note" ? `Note: ${sentenceOf(fault)}` : sentenceOf(fault)
  }
}

export const severities = {
  ServerTooOld: "error",
  SettingFalsifies: "error",
  TrailTableMissing: "error",
  TrailColumnMissing: "error",
  TrailColumnUnwritten: "error",
  TrailPartitionNotUnique: "error",
  TableMissing: "error",
  NotATable: "error",
  ColumnMissing: "error",
  TypeDiffers: "error",
  NullAllowed: "note",
  NullRefused: "error",
  AnonymousRefused: "note",
  DefaultMissing: "error",
  ColumnUndeclared: "error",
  UniqueMissing: "error",
  KeyMissing: "error",
  KeyDeferrable: "error",
  ForeignKeyWrites: "error",
  ForeignKeyMissing: "note",
  RowTrigger: "note"
} as const satisfies Readonly<Record<SchemaFault["_tag"], Severity>>

/** Exhaustive: a new fault does not compile until it has a sentence here, and a severity above. */
function sentenceOf(fault: SchemaFault): string {
  switch (fault._tag) {
    case "ServerTooOld":
      return `PostgreSQL is ${fault.version}; 15 is the oldest that is tested`
    case "SettingFalsifies":
      return settingSentence(fault)
    case "TrailTableMissing":
      return `${fault.table} is missing: run sql/audit.sql`
    case "TrailColumnMissing":
      return `${fault.table} lacks the column "${fault.column}": run sql/audit.sql`
    case "TrailColumnUnwritten":
      return `${fault.table}.${fault.column} is not null and is not written any more: run sql/audit.sql`
    case "TrailPartitionNotUnique":
      return `${fault.partition} has no unique index on (resource, uid, version): a version could come twice in it; see sql/audit.sql`
    case "TableMissing":
      return `${fault.table} is missing: resource "${fault.resource}" needs that table`
    case "NotATable":
      return `${fault.table} is no table, as resource "${fault.resource}" needs one`
    case "ColumnMissing":
      return `${fault.table} lacks the column "${fault.column}" that resource "${fault.resource}" declares as ${fault.type}`
    case "TypeDiffers":
      return `${fault.table}.${fault.column} is ${fault.found}, but resource "${fault.resource}" declares it as ${fault.type}`
    case "NullAllowed":
      return `${fault.table}.${fault.column} may be null, but resource "${fault.resource}" declares that it never is`
    case "NullRefused":
      return `${fault.table}.${fault.column} is not null, but resource "${fault.resource}" declares it as optional`
    case "AnonymousRefused":
      return `${fault.table}.${fault.column} is not null, so anonymous callers cannot write to resource "${fault.resource}"`
    case "DefaultMissing":
      return `${fault.table}.${fault.column} has no default, but resource "${fault.resource}" leaves it to the database`
    case "ColumnUndeclared":
      return `${fault.table}.${fault.column} is not null without a default, and resource "${fault.resource}" does not declare it: no record can be created`
    case "UniqueMissing":
      return `${fault.table} lacks the unique constraint "${fault.constraint}" on ${fault.columns.join(", ")} that resource "${fault.resource}" declares`
    case "KeyMissing":
      return `${fault.table} has no primary key or unique constraint on "${fault.column}", which resource "${fault.resource}" needs`
    case "KeyDeferrable":
      return `${fault.table} has only a deferrable key on "${fault.column}", and not one that is checked at once, which resource "${fault.resource}" needs`
    case "ForeignKeyWrites":
      return `${fault.table} has the foreign key "${fault.constraint}" that changes records by itself, past the audit trail: use no action or restrict`
    case "ForeignKeyMissing":
      return `${fault.table}.${fault.column} refers to "${fault.references}" without a foreign key: nothing keeps what it refers to`
    case "RowTrigger":
      return `${fault.table} has the trigger "${fault.trigger}" (${fault.when} ${fault.events} of each row): ${harmOf(fault.when)}`
  }
}

function harmOf(when: "before" | "after" | "instead of"): string {
  return when === "after"
    ? "what it changes in the same row is missing in the answer, its tag and the trail"
    : "a row that it keeps back is answered as a conflict, and nothing of that write remains; versions and instants are not for it to set"
}
