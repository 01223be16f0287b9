/** A resource: plain data that names a table, its fields, its relations and who may do what. Loads anywhere. */
import type * as Access from "./Access.ts"
import type { AuditColumns } from "./auditParts.ts"
import type { Column } from "./Column.ts"
import type * as Field from "./Field.ts"
import type { Key } from "./Key.ts"
import type { TableName } from "./naming.ts"
import type * as Relation from "./Relation.ts"
import type { SoftDelete } from "./SoftDelete.ts"
import type { Trail } from "./Trail.ts"

/** The fields of a declaration, by name. */
export type Fields = Readonly<Record<string, Field.Declared>>
// An interface, so that its name is what declarations show (TS2883).
/** The relations of a declaration, by name. */
export interface Relations extends Readonly<Record<string, Relation.Relation>> {}
/** A uniqueness that the table guarantees. */
export interface Unique {
  /** Its name in the database. */
  readonly constraint: string
  readonly fields: ReadonlyArray<string>
}

/** The forms that a resource's records and bodies take. */
export interface Types {
  /** See `RowOf`, `CreateOf`, `UpdateOf`, `ServerCreateOf` and `ServerUpdateOf`. */
  readonly row: object
  readonly create: object
  readonly update: object
  readonly serverCreate: object
  readonly serverUpdate: object
}

/**
 * What every resource is. Without its parameters it is the form in which the pipeline and the stores see it, whatever its
 * fields: names as texts, records and bodies of any type.
 */
export interface Resource<
  Name extends string = string,
  R extends Relations = Relations,
  T extends Types = any
> {
  /** Under which an api, addresses and the trail know it. */
  readonly name: Name
  readonly table: TableName
  /** Whether it is a view: its rows have no place of their own, by which one without a version could be told from another. */
  readonly view: boolean
  /** Since when every write leaves a change: what was there before gets its first one when it is written; null where nothing was. */
  readonly adopted: string | null
  /** What its records are, for people. */
  readonly description: string | null
  /** As declared; what is behind the declaration works with `columns`. */
  readonly fields: Readonly<Record<string, Field.Field>>
  readonly relations: R
  readonly access: Access.Rules
  /** Whether lists may tell what is computed of several records: their number, a sum. */
  readonly aggregates: boolean
  /** How it keeps deleted records in its table; null where they leave it. */
  readonly softDelete: SoftDelete | null
  /** What is asked of its changes. */
  readonly trail: Trail
  /** Which columns hold what the audit writes. */
  readonly audit: AuditColumns
  readonly uniques: ReadonlyArray<Unique>
  /** Fields and audit, in the order of an answer, by name. */
  readonly columns: ReadonlyMap<string, Column>
  /** What identifies a record, and who makes it. */
  readonly key: Key
  /** Phantom: what its records and bodies look like. */
  readonly "~types": T
}

/** A record as it is read: every shown field and the audit. */
export type RowOf<R extends Resource> = R["~types"]["row"]
/** What a client sends to create a record. */
export type CreateOf<R extends Resource> = R["~types"]["create"]
/** What a client sends to change a record. */
export type UpdateOf<R extends Resource> = R["~types"]["update"]
/** What hooks write on create: also the fields that clients only read. */
export type ServerCreateOf<R extends Resource> = R["~types"]["serverCreate"]
/** What hooks write on update. */
export type ServerUpdateOf<R extends Resource> = R["~types"]["serverUpdate"]
