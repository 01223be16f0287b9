/** Makes a resource of its declaration, and infers what its records and bodies look like. */
import type * as Access from "./Access.ts"
import type { AuditNames, AuditPart, AuditValues } from "./auditParts.ts"
import { columnsOf } from "./Column.ts"
import { checkResource } from "./checkResource.ts"
import * as Field from "./Field.ts"
import type { KeyMaker } from "./Key.ts"
import { keyOf, type UidKind, uidTypeOf } from "./keyOf.ts"
import { auditNames, columnNameOf, playedNames, type Style, tableOf } from "./naming.ts"
import type * as Relation from "./Relation.ts"
import type { Fields, Relations, Resource } from "./Resource.ts"
import type { SoftDeleting } from "./SoftDelete.ts"
import { storedField } from "./storedField.ts"
import { type TrailOptions, trailOf } from "./Trail.ts"
import { uniquesOf } from "./uniquesOf.ts"

// Inferred types, in this file and unexported: elsewhere they would be named in every declaration that exports a resource (TS2883).

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S
type OwnName<P extends string, N> = N extends "camel" ? Camel<P> : P
type NameOfPart<P extends AuditPart, A, N> = P extends keyof A
  ? A[P] extends string
    ? A[P]
    : A[P] extends { readonly name: infer Given extends string }
      ? Given
      : A[P] extends false
        ? never
        : OwnName<P, N>
  : OwnName<P, N>
type AuditRow<A, N, U> = {
  readonly [P in U extends null ? Exclude<AuditPart, "uid"> : AuditPart as NameOfPart<P, A, N>]: AuditValues<
    UidOf<U>
  >[P]
}
type UidOf<U> = U extends "smallint" | "integer"
  ? number
  : U extends "bigint"
    ? bigint
    : U extends Field.Field<infer T>
      ? T
      : string
type Shape<F> = { readonly [K in keyof F]: Field.From<F[K]> }
type ValueOf<X> = X extends Field.Field<infer T, any, any, any> ? T : never
type Names<S, Create, Update, Shown> = {
  [K in keyof S]: S[K] extends Field.Field<any, infer C, infer U, infer V>
    ? [C, U, V] extends [Create, Update, Shown]
      ? K
      : never
    : never
}[keyof S]
type Anything = Field.OnCreate | Field.OnUpdate | "shown" | "hidden"

type RowOfShape<S, A, N, U> = {
  readonly [K in Names<S, Anything, Anything, "shown">]: ValueOf<S[K]>
} & AuditRow<A, N, U>
type CreateOfShape<S> = {
  readonly [K in Names<S, "required", Anything, Anything>]: ValueOf<S[K]>
} & { readonly [K in Names<S, "optional", Anything, Anything>]?: ValueOf<S[K]> }
type UpdateOfShape<S> = { readonly [K in Names<S, Anything, "optional", Anything>]?: ValueOf<S[K]> }
type TypesOf<F extends Fields, A, N, U> = {
  readonly row: RowOfShape<Shape<F>, A, N, U>
  readonly create: CreateOfShape<Shape<F>>
  readonly update: UpdateOfShape<Shape<F>>
  readonly serverCreate: CreateOfShape<Shape<F>> & {
    readonly [K in Names<Shape<F>, "server", Anything, Anything>]?: ValueOf<Shape<F>[K]>
  }
  readonly serverUpdate: {
    readonly [K in Names<Shape<F>, Anything, "optional" | "server", Anything>]?: ValueOf<Shape<F>[K]>
  }
}

type FieldNames<F> = Extract<keyof F, string>
type CheckedRelations<Name extends string, F, R extends Relations> = {
  readonly [P in keyof R]: R[P] extends Relation.Relation<"One", string, infer V>
    ? V extends FieldNames<F>
      ? R[P]
      : `no field ${V} in ${Name}`
    : R[P]
}

/** The declaration of a resource. */
export interface Options<
  Name extends string,
  F extends Fields,
  R extends Relations,
  A extends AuditNames,
  N extends Style,
  U extends UidKind | null
> {
  /** By their names in JSON, in the order of an answer: fields, or plain schemas that tell their column's type. */
  readonly fields: F
  /**
   * How columns are named after fields: `snake`, which is usual, alike; `camel` in snake_case after names in camelCase,
   * the audit's among them. `Field.column` says otherwise for one.
   */
  readonly names?: N
  /** Which records belong to its own, each way by a name. */
  readonly relations?: R & CheckedRelations<Name, F, R>
  /** Who may do what; without a rule for a verb there is no route, and without any the resource is for hooks alone. */
  readonly access?: Access.Rules
  /**
   * Whether lists may tell aggregates, such as `select=language,count(),price.avg()`: of the records that their caller may
   * see. Off when left out, as one request may have to read them all.
   */
  readonly aggregates?: boolean
  /** `name` or `schema.name`, or each on its own, whatever characters they have; the resource's own name when left out. */
  readonly table?: string | { readonly schema?: string; readonly name: string }
  /** Whether the table is a view, whose records have no entity tag unless a version counts them. */
  readonly view?: boolean
  /**
   * Since when PGCrest writes to the table, an instant with its offset: records that may have been there before get a first
   * change with what they held when they are first written. Leave it out for a table that was empty.
   */
  readonly adopted?: string
  /** How deleted records stay in their table: `SoftDelete.make()`; they leave it when this is left out. */
  readonly softDelete?: SoftDeleting
  /** What is asked of its changes: a reason, metadata, how long they are kept. */
  readonly trail?: TrailOptions
  /** What its records are, for people: a table made of it has it as its comment. */
  readonly description?: string
  /** Names of the audit's fields and columns where they are not `uid`, `version`, `created_at` and so on; false for one that the table lacks. */
  readonly audit?: A
  /**
   * What a uid is. The server makes a UUIDv7 for `uuid`, which is usual, and for `text`, and a client may name one with PUT;
   * numbers are made by the database, as identity or serial columns do. A field stands for its type: `Field.char(2)`.
   */
  readonly uid?: U
  /** Who makes a uid, where it is not as usual: `client` by PUT alone, or the `database` by the column's default. */
  readonly uidBy?: Exclude<KeyMaker, "fields">
  /**
   * The fields that identify a record, where it has no uid beside them; they stay as they were created. Several, as of a join
   * table, have no address: such records can be listed, created, and deleted by these fields.
   */
  readonly key?: U extends null ? ReadonlyArray<NoInfer<FieldNames<F>>> : never
  /** Constraints over several fields, by name. */
  readonly uniques?: Readonly<Record<string, ReadonlyArray<NoInfer<FieldNames<F>>>>>
}

/** Declares a resource; throws InvalidDeclaration, naming each fault, when it makes no sense. */
export const make = <
  const Name extends string,
  F extends Fields,
  const R extends Relations = {},
  const A extends AuditNames = {},
  const N extends Style = "snake",
  const U extends UidKind | null = "uuid"
>(
  name: Name,
  options: Options<Name, F, R, A, N, U>
): Resource<Name, R, TypesOf<F, A, N, U>> => {
  const { names: style = "snake", uid = "uuid" } = options
  const key: ReadonlyArray<string> = options.key ?? []
  const declared = Object.entries(options.fields).map(([field, of]) => [field, Field.resolve(of)] as const)
  const fields = declared.map(([field, of]) => [field, storedField(of.field, key.includes(field))] as const)
  const named = fields.map(
    ([field, of]) => [{ name: field, columnName: columnNameOf(field, of.column, style) }, of] as const
  )
  const table = tableOf(options.table ?? name)
  const played = playedNames(options.audit ?? {}, style, uid !== null)
  const { trail, faults } = trailOf(options.trail ?? {})
  const softDelete = options.softDelete?.of(style) ?? null
  const columns = columnsOf(named, played, uidTypeOf(uid ?? "uuid"), key, softDelete?.column ?? null)
  const resource: Resource = {
    name,
    table,
    view: options.view ?? false,
    adopted: options.adopted ?? null,
    description: options.description ?? null,
    fields: Object.fromEntries(fields),
    relations: options.relations ?? {},
    access: options.access ?? {},
    aggregates: options.aggregates ?? false,
    softDelete,
    trail,
    audit: auditNames(played),
    uniques: uniquesOf(table.name, named, options.uniques ?? {}),
    columns,
    key: keyOf(name, { uid, uidBy: options.uidBy, names: key }, played, columns),
    "~types": undefined
  }
  const ofFields = declared.flatMap(([field, { fault }]) =>
    fault === null ? [] : [`the field "${field}" ${fault}`]
  )
  const ofDeletes = softDelete === null ? [] : (options.softDelete?.faults(softDelete, resource) ?? [])
  checkResource(resource, [...ofFields, ...faults, ...ofDeletes])
  return resource as Resource<Name, R, TypesOf<F, A, N, U>>
}
