/** What a database can lack for an api: one tag for each rule. */
import type { SettingFault } from "../client/settings.ts"

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

/** Of which table and resource a fault tells. */
export type Of = OfTable & OfResource

/** One thing that a database lacks, or does by itself. */
export type SchemaFault =
  | { readonly _tag: "ServerTooOld"; readonly version: string }
  | { readonly _tag: "ServerReadOnly" }
  | { readonly _tag: "SchemaMissing"; readonly schema: string }
  | { readonly _tag: "SchemaForbidden"; readonly schema: string; readonly role: string }
  | SettingFault
  | ({ readonly _tag: "TrailTableMissing" } & OfTable)
  | ({ readonly _tag: "TrailColumnMissing" } & OfColumn)
  | ({ readonly _tag: "TrailColumnUnwritten" } & OfColumn)
  | { readonly _tag: "TrailPartitionNotUnique"; readonly partition: string }
  | { readonly _tag: "TrailMonthMissing"; readonly month: string }
  | { readonly _tag: "TrailDefaultFilled"; readonly partition: string }
  | ({ readonly _tag: "TableMissing" } & OfTable & OfResource)
  | ({ readonly _tag: "NotATable" } & OfTable & OfResource)
  | ({ readonly _tag: "ColumnNameTaken" } & OfColumn & OfResource)
  | ({ readonly _tag: "ColumnMissing"; readonly type: string } & OfColumn & OfResource)
  | ({ readonly _tag: "TypeDiffers"; readonly found: string; readonly type: string } & OfColumn & OfResource)
  | ({ readonly _tag: "TypeNarrower"; readonly found: string; readonly type: string } & OfColumn & OfResource)
  | ({
      readonly _tag: "CollationDiffers"
      readonly found: string
      readonly collation: string | null
    } & OfColumn &
      OfResource)
  | ({ readonly _tag: "LabelsMissing"; readonly labels: ReadonlyArray<string> } & OfColumn & OfResource)
  | ({ readonly _tag: "LabelsUndeclared"; readonly labels: ReadonlyArray<string> } & OfColumn & OfResource)
  | ({ readonly _tag: "ColumnGenerated" } & OfColumn & OfResource)
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
  | ({ readonly _tag: "UniqueOfDeleted"; readonly constraint: string; readonly unless: string } & OfTable &
      OfResource)
  | ({ readonly _tag: "UniqueUndeclared"; readonly constraint: string } & OfTable & OfResource)
  | ({ readonly _tag: "KeyNotMade" } & OfColumn & OfResource)
  | ({ readonly _tag: "KeyNotUnique" } & OfColumn & OfResource)
  | ({ readonly _tag: "KeyMissing" } & OfColumn & OfResource)
  | ({ readonly _tag: "KeyAlike"; readonly collation: string } & OfColumn & OfResource)
  | ({ readonly _tag: "KeyDeferrable" } & OfColumn & OfResource)
  | ({ readonly _tag: "ForeignKeyWrites"; readonly constraint: string } & OfTable & OfResource)
  | ({ readonly _tag: "ForeignKeyMissing"; readonly references: string } & OfColumn & OfResource)
  | ({ readonly _tag: "PrivilegeMissing"; readonly privilege: string } & OfTable & OfResource)
  | ({ readonly _tag: "TrailPrivilegeMissing"; readonly privilege: string } & OfTable)
  | ({ readonly _tag: "WritesRefused"; readonly privileges: ReadonlyArray<string> } & OfTable & OfResource)
  | ({ readonly _tag: "ReplaceRefused" } & OfTable & OfResource)
  | ({ readonly _tag: "RowsWithoutPlace" } & OfTable & OfResource)
  | ({ readonly _tag: "ViewUnpopulated"; readonly view: string } & OfTable & OfResource)
  | ({ readonly _tag: "SequenceForbidden"; readonly sequence: string } & OfColumn & OfResource)
  | ({
      readonly _tag: "SequenceBehind"
      readonly sequence: string
      readonly next: string
      readonly highest: string
    } & OfColumn &
      OfResource)
  | ({ readonly _tag: "SequenceUsedUp"; readonly sequence: string } & OfColumn & OfResource)
  | ({ readonly _tag: "StatementRefused"; readonly act: string; readonly detail: string } & OfTable &
      OfResource)
  | ({ readonly _tag: "RuleRewrites"; readonly rule: string } & OfTable & OfResource)
  | ({ readonly _tag: "RowsSecured" } & OfTable & OfResource)
  | ({ readonly _tag: "RowsInherited" } & OfTable & OfResource)
  | ({ readonly _tag: "RowsUnchecked" } & OfTable & OfResource)
  | ({
      readonly _tag: "RowTrigger"
      readonly trigger: string
      readonly when: "before" | "after" | "instead of"
      readonly events: string
    } & OfTable &
      OfResource)
