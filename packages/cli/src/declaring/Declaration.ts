/** What a file of a resource says, before it is written. */
import type { QualifiedName } from "../catalogue/Description.ts"
import type { Code } from "../code/Code.ts"

export interface Declaration {
  /** The resource's name. */
  readonly name: string
  /** The constant's. */
  readonly constant: string
  readonly table: QualifiedName
  readonly isView: boolean
  /** What its records can be asked. */
  readonly verbs: ReadonlyArray<Verb>
  readonly description: string | null
  readonly key: Key
  readonly audit: ReadonlyArray<Part>
  readonly fields: ReadonlyArray<FieldDeclaration>
  readonly relations: ReadonlyArray<RelationDeclaration>
  /** Over several fields. */
  readonly uniques: ReadonlyArray<{ readonly constraint: string; readonly fields: ReadonlyArray<string> }>
  /** What the database says and a declaration cannot. */
  readonly remarks: ReadonlyArray<string>
}

export type Verb = "list" | "get" | "create" | "update" | "delete" | "history"

/** What tells the records of a resource apart. */
export type Key =
  | {
      readonly kind: "uid"
      readonly column: string
      readonly type: UidType
      /** Of one that is none of the usual types: the field that tells its type. */
      readonly field: Code | null
      /** Who makes it. */
      readonly by: "server" | "database" | "client"
    }
  | {
      readonly kind: "columns"
      /** Their fields' names, in a declaration. */
      readonly columns: ReadonlyArray<string>
      /** Whether the database knows it as a key, too. */
      readonly known: boolean
    }

export type UidType = "uuid" | "text" | "smallint" | "integer" | "bigint" | "other"

export type AuditPart =
  | "uid"
  | "version"
  | "created_at"
  | "last_updated_at"
  | "creator_uid"
  | "last_updater_uid"

/** A part of the audit with the column that plays it; null where the table has none. */
export interface Part {
  readonly part: AuditPart
  readonly column: string | null
  /** In JSON. */
  readonly name: string | null
  /** Without a zone. */
  readonly isTimestamp: boolean
}

export interface FieldDeclaration {
  /** In JSON. */
  readonly name: string
  readonly code: Code
  readonly remarks: ReadonlyArray<string>
}

export interface RelationDeclaration {
  readonly name: string
  readonly kind: "one" | "many"
  readonly target: string
  readonly via: string
}
