/** How grave each fault of a schema is, beside its sentence. */
import type { SchemaFault } from "./SchemaFault.ts"
import { schemaSentence } from "./schemaSentence.ts"

/** Notes do not keep an api from working. */
export type Severity = "error" | "note"

/** A fault with its severity, and its sentence as a message; that of a note begins with "Note: ". */
export type SchemaDiagnostic = SchemaFault & { readonly severity: Severity; readonly message: string }

export const diagnosticOf = (fault: SchemaFault): SchemaDiagnostic => {
  const severity = severities[fault._tag]
  return {
    ...fault,
    severity,
    message: severity === "note" ? `Note: ${schemaSentence(fault)}` : schemaSentence(fault)
  }
}

export const severities = {
  ServerTooOld: "error",
  ServerReadOnly: "error",
  SchemaMissing: "error",
  SchemaForbidden: "error",
  SettingFalsifies: "error",
  TrailTableMissing: "error",
  TrailPrivilegeMissing: "error",
  TrailColumnMissing: "error",
  TrailColumnUnwritten: "error",
  TrailPartitionNotUnique: "error",
  TrailMonthMissing: "note",
  TrailDefaultFilled: "note",
  TableMissing: "error",
  NotATable: "error",
  ColumnNameTaken: "error",
  ColumnMissing: "error",
  TypeDiffers: "error",
  TypeNarrower: "note",
  CollationDiffers: "note",
  LabelsMissing: "error",
  LabelsUndeclared: "note",
  ColumnGenerated: "error",
  NullAllowed: "note",
  NullRefused: "error",
  AnonymousRefused: "note",
  DefaultMissing: "error",
  ColumnUndeclared: "error",
  UniqueMissing: "error",
  UniqueOfDeleted: "error",
  UniqueUndeclared: "note",
  KeyNotMade: "error",
  KeyNotUnique: "note",
  KeyMissing: "error",
  KeyAlike: "error",
  KeyDeferrable: "error",
  ForeignKeyWrites: "error",
  ForeignKeyMissing: "note",
  PrivilegeMissing: "error",
  WritesRefused: "error",
  ReplaceRefused: "error",
  RowsWithoutPlace: "error",
  ViewUnpopulated: "error",
  SequenceForbidden: "error",
  SequenceBehind: "note",
  SequenceUsedUp: "error",
  StatementRefused: "error",
  RuleRewrites: "error",
  RowsSecured: "note",
  RowsInherited: "note",
  RowsUnchecked: "note",
  RowTrigger: "note"
} as const satisfies Readonly<Record<SchemaFault["_tag"], Severity>>
