/** Makes a resource of its declaration, and infers what its records and bodies look like. */
import * as Result from "effect/Result"
import type * as Access from "./Access.ts"
import { cellType } from "../value/CellType.ts"
import type { AuditColumns, AuditNames, AuditPart, AuditValues } from "./auditParts.ts"
import { columnsOf } from "./Column.ts"
import { checkResource } from "./checkResource.ts"
import * as Field from "./Field.ts"
import type * as Relation from "./Relation.ts"
import type { Fields, Relations, Resource } from "./Resource.ts"
import { uniquesOf } from "./uniquesOf.ts"

// Inferred types, in this file and unexported: elsewhere they would be named in every declaration that exports a resource (TS2883).

type AuditRow<A> = {
  readonly [P in AuditPart as P extends keyof A ? Extract<A[P], string> : P]: AuditValues[P]
}
type Shape<F> = { readonly [K in keyof F]: Field.From<F[K]> }
type ValueOf<X> = X extends Field.Field<infer T, any, any, any> ? T : never
type Names<S, Create, Update, Shown> = {
  [K in keyof S]: S[K] extends Field.Field<any, infer C, infer U, infer V>
    ? [C, U, V] extends [Create, Update, Shown]
      ? K
      : never
    : never
}[keyof S]
type Anything = "required" | "optional" | "server" | "never" | "shown" | "hidden"

type RowOfShape<S, A> = { readonly [K in Names<S, Anything, Anything, "shown">]: ValueOf<S[K]> } & AuditRow<A>
type CreateOfShape<S> = {
  readonly [K in Names<S, "required", Anything, Anything>]: ValueOf<S[K]>
} & { readonly [K in Names<S, "optional", Anything, Anything>]?: ValueOf<S[K]> }
type UpdateOfShape<S> = { readonly [K in Names<S, Anything, "optional", Anything>]?: ValueOf<S[K]> }
type TypesOf<F extends Fields, A> = {
  readonly row: RowOfShape<Shape<F>, A>
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
export interface Options<Name extends string, F extends Fields, R extends Relations, A extends AuditNames> {
  /** By the names of their columns, in the order of an answer: fields, or plain schemas that tell their column's type. */
  readonly fields: F
  /** Which records belong to its own, each way by a name. */
  readonly relations?: R & CheckedRelations<Name, F, R>
  /** Who may do what; without a rule for a verb there is no route, and without any the resource is for hooks alone. */
  readonly access?: Access.Rules
  /** `name` or `schema.name`; the resource's own name when left out. */
  readonly table?: string
  /** Names of the audit's columns where they are not `uid`, `version`, `created_at` and so on; false for one that the table lacks. */
  readonly audit?: A
  /** What a uid is; the server makes UUIDv7 for `uuid`, and the client names a `text` one with PUT. */
  readonly uid?: "uuid" | "text"
  /** Constraints over several fields, by name. */
  readonly uniques?: Readonly<Record<string, ReadonlyArray<NoInfer<FieldNames<F>>>>>
}

/** Declares a resource; throws InvalidDeclaration, naming each fault, when it makes no sense. */
export const make = <
  const Name extends string,
  F extends Fields,
  const R extends Relations = {},
  const A extends AuditNames = {}
>(
  name: Name,
  options: Options<Name, F, R, A>
): Resource<Name, R, TypesOf<F, A>> => {
  const declared = Object.entries(options.fields).map(([field, of]) => [field, Field.resolve(of)] as const)
  const fields = Object.fromEntries(declared.map(([field, of]) => [field, storedDefault(of.field)]))
  const table = tableOf(options.table ?? name)
  const audit = auditColumns(options.audit ?? {})
  const resource: Resource = {
    name,
    table,
    fields,
    relations: options.relations ?? {},
    access: options.access ?? {},
    audit,
    uniques: uniquesOf(table.name, fields, options.uniques ?? {}),
    ...columnsOf(fields, audit, { kind: options.uid ?? "uuid" }),
    "~types": undefined
  }
  checkResource(
    resource,
    declared.flatMap(([field, { fault }]) => (fault === null ? [] : [`the field "${field}" ${fault}`]))
  )
  return resource as Resource<Name, R, TypesOf<F, A>>
}

/** A default as its column holds it: `"5"` of a numeric(10, 2) is `"5.00"`. What does not fit is left to checkResource. */
function storedDefault(field: Field.Field): Field.Field {
  if (field.default === null || field.default.value === null) return field
  const cell = cellType(field.type).fromJson(field.default.value)
  return Result.isSuccess(cell) ? { ...field, default: { ...field.default, value: cell.success } } : field
}

function tableOf(declared: string): Resource["table"] {
  const point = declared.indexOf(".")
  return point < 0
    ? { schema: null, name: declared }
    : { schema: declared.slice(0, point), name: declared.slice(point + 1) }
}

function auditColumns(names: AuditNames): AuditColumns {
  const column = (part: Exclude<AuditPart, "uid">) => (names[part] === false ? null : (names[part] ?? part))
  return {
    uid: names.uid ?? "uid",
    version: column("version"),
    created_at: column("created_at"),
    last_updated_at: column("last_updated_at"),
    creator_uid: column("creator_uid"),
    last_updater_uid: column("last_updater_uid")
  }
}
