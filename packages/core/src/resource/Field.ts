/** How a field is declared: its schema, its column type, and who may write it when. */
import { dual } from "effect/Function"
import * as Pipeable from "effect/Pipeable"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Cell, ColumnType } from "../value/ColumnType.ts"
import { columnTypeOf } from "./columnTypeOf.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"

/** On create: the client must, may or cannot send it; `server` fields are written by hooks alone. */
export type OnCreate = "required" | "optional" | "server"
/** On update: the client may send it, it stays as created, or hooks alone write it. */
export type OnUpdate = "optional" | "never" | "server"

/** A declared field. `T` is the value a record holds, null included; hidden fields are written but never shown. */
export interface Field<
  T = any,
  Create extends OnCreate = OnCreate,
  Update extends OnUpdate = OnUpdate,
  Shown extends "shown" | "hidden" = "shown" | "hidden"
>
  extends Pipeable.Pipeable {
  readonly _tag: "Field"
  /** The non-null value; decoding must not change it, so that one value serves JSON, hooks and the column. */
  readonly schema: Schema.Codec<any, any>
  readonly type: ColumnType
  readonly nullable: boolean
  /** Who writes it on create, and later. */
  readonly create: Create
  readonly update: Update
  /** Whether answers and changes ever hold it. */
  readonly shown: Shown
  /** What a create without the field stores; `database` leaves it to the column's own default of the same value. */
  readonly default: { readonly value: Cell; readonly by: "statement" | "database" } | null
  /** The unique constraint's name; `true` takes PostgreSQL's own choice. */
  readonly unique: string | boolean
  /** The name of the resource whose uid it holds. */
  readonly references: string | null
  /** The column's name, where it does not follow from the field's. */
  readonly column: string | null
  /** Phantom: the type of the record's value. */
  readonly "~value"?: T
}

/** A field that a client must send on create, may send on update, and is shown. */
export type Plain<T> = Field<T, "required", "optional", "shown">
/** A field, or a plain schema that stands for a required one. */
export type Declared = Field | Schema.Codec<any, any>

/** The field that a declaration stands for. */
export type From<D> =
  D extends Field<infer T, infer C, infer U, infer S>
    ? Field<T, C, U, S>
    : D extends Schema.Codec<infer T, any>
      ? Plain<T>
      : never
type ValueOf<D> = From<D> extends Field<infer T, any, any, any> ? T : never
type CreateOf<D> = From<D> extends Field<any, infer C, any, any> ? C : never
type UpdateOf<D> = From<D> extends Field<any, any, infer U, any> ? U : never
type ShownOf<D> = From<D> extends Field<any, any, any, infer S> ? S : never

// `pipe` is its own, so that a copy of a field has it too.
const plain = <T>(schema: Schema.Codec<T, any>, type: ColumnType): Plain<T> => ({
  ...Pipeable.Prototype,
  _tag: "Field",
  schema,
  type,
  nullable: false,
  create: "required",
  update: "optional",
  shown: "shown",
  default: null,
  unique: false,
  references: null,
  column: null
})

/**
 * A plain schema's column type is told by its kind: string → text, Int → integer, Finite → float, Literals → enum. Where
 * it tells none, `fault` says so, and JSON stands in until it is told.
 */
export const resolve = (declared: Declared): { readonly field: Field; readonly fault: string | null } => {
  if (isField(declared)) return { field: declared, fault: null }
  const type = columnTypeOf(declared)
  return Result.isSuccess(type)
    ? { field: plain(declared, type.success), fault: null }
    : { field: jsonb(declared), fault: type.failure }
}

/** The field that a declaration stands for; throws InvalidDeclaration where its schema tells no column type. */
export const from = <D extends Declared>(declared: D): From<D> => {
  const { field, fault } = resolve(declared)
  if (fault !== null) throw new InvalidDeclaration(`A field ${fault}`)
  return field as From<D>
}

const isField = (declared: Declared): declared is Field => "_tag" in declared && declared._tag === "Field"

const changed = <D extends Declared>(declared: D, change: Partial<Field>) =>
  ({ ...(from(declared) as Field), ...change }) as any

/** A UUID as text (RFC 9562), in lower case; any version. */
export const uuid: Plain<string> = plain(Schema.String, { kind: "uuid" })
/** Text of any length; neither U+0000 nor half of a surrogate pair, which PostgreSQL cannot store. */
export const text: Plain<string> = plain(Schema.String, { kind: "text" })
/** True or false. */
export const boolean: Plain<boolean> = plain(Schema.Boolean, { kind: "boolean" })
/** A whole number of 32 bits, from -2147483648 to 2147483647. */
export const integer: Plain<number> = plain(Schema.Int, { kind: "integer" })
/** A whole number of 64 bits, from -9223372036854775808 to 9223372036854775807: a number in JSON, a bigint in hooks. */
export const bigint: Plain<bigint> = plain(Schema.BigInt, { kind: "bigint" })
/** A decimal of `precision` digits, `scale` of them behind the point, as text such as `"12.50"`: no digit is lost. In JSON it is a number. */
export const numeric = (precision: number, scale: number): Plain<string> =>
  plain(Schema.String, { kind: "numeric", precision, scale })
/** A finite double (IEEE 754, 64 bits). */
export const float: Plain<number> = plain(Schema.Finite, { kind: "float" })
/** A calendar date as text, `2026-11-25`. */
export const date: Plain<string> = plain(Schema.String, { kind: "date" })
/** An instant as RFC 3339 text in UTC, microseconds kept. */
export const timestamptz: Plain<string> = plain(Schema.String, { kind: "timestamptz" })
/** Any JSON, or JSON of the shape that a schema tells. */
export const jsonb: {
  (): Plain<Schema.Json>
  <T>(schema: Schema.Codec<T, any>): Plain<T>
} = (schema: Schema.Codec<any, any> = Schema.Json): Plain<any> => plain(schema, { kind: "jsonb" })
/** One of a fixed set of labels, in a text column or, with its name, a PostgreSQL enum. */
export const literals = <const L extends ReadonlyArray<string>>(labels: L, type?: string): Plain<L[number]> =>
  plain(Schema.Literals(labels), { kind: "enum", labels, type: type ?? null })

const elements = { text, uuid, integer }
/** An array column: `Field.array("text")`. */
export const array = <K extends keyof typeof elements>(
  of: K
): Plain<ReadonlyArray<K extends "integer" ? number : string>> =>
  plain<any>(Schema.Array(elements[of].schema), { kind: "array", of: { kind: of } })

/** May be null, and need not be sent. */
export const optional = <D extends Declared>(
  declared: D
): Field<ValueOf<D> | null, CreateOf<D> extends "server" ? "server" : "optional", UpdateOf<D>, ShownOf<D>> =>
  changed(declared, { nullable: true, create: from(declared).create === "server" ? "server" : "optional" })

type Defaulted<D extends Declared> = Field<
  ValueOf<D>,
  CreateOf<D> extends "server" ? "server" : "optional",
  UpdateOf<D>,
  ShownOf<D>
>
/** What a field must be for a value of type `V`; a field that cannot hold it says so in the compiler's message. */
type Holds<D extends Declared, V> = [V] extends [ValueOf<D>]
  ? unknown
  : { readonly "default of another type": V }

interface WithDefault {
  <const V extends Cell>(value: V): <D extends Declared>(declared: D & Holds<D, V>) => Defaulted<D>
  <D extends Declared>(declared: D, value: ValueOf<D>): Defaulted<D>
}

const defaulted = (by: "statement" | "database"): WithDefault =>
  dual(2, (declared: Declared, value: Cell) =>
    changed(declared, {
      default: { value, by },
      create: from(declared).create === "server" ? "server" : "optional"
    })
  )

/** Holds this value when a create or a replace does not send one. */
export const withDefault: WithDefault = defaulted("statement")

/** Like `withDefault`, but the column's own default supplies the value; say what it is, for stores without a database. */
export const databaseDefault: WithDefault = defaulted("database")

/** Shown, never taken from a client; hooks write it. Needs a default or to be optional, or a hook that sets it. */
export const readOnly = <D extends Declared>(
  declared: D
): Field<ValueOf<D>, "server", UpdateOf<D> extends "never" ? "never" : "server", ShownOf<D>> =>
  changed(declared, { create: "server", update: from(declared).update === "never" ? "never" : "server" })

/** Taken from a client, never shown and never stored in a change. */
export const writeOnly = <D extends Declared>(
  declared: D
): Field<ValueOf<D>, CreateOf<D>, UpdateOf<D>, "hidden"> => changed(declared, { shown: "hidden" })

/** Stays as it was created. */
export const writeOnce = <D extends Declared>(
  declared: D
): Field<ValueOf<D>, CreateOf<D>, "never", ShownOf<D>> => changed(declared, { update: "never" })

// One signature: of several, a pipe would look at the last alone, and forget the field's type.
type Unique<A extends Declared | string> = A extends Declared
  ? From<A>
  : <D extends Declared>(declared: D) => From<D>

/**
 * No two records share a value; a conflict names the field. Give the constraint's name if it is not `<table>_<field>_key`:
 * `Field.unique(Field.text, "isbn_once")`, or in a pipe `Field.unique("isbn_once")`.
 */
export const unique: <A extends Declared | string>(declared: A, constraint?: string) => Unique<A> = dual(
  ([declared]) => typeof declared !== "string",
  (declared: Declared, constraint?: string) => changed(declared, { unique: constraint ?? true })
)

/** The uid of a record of another resource, by the resource's name: a uuid, or what is declared. */
export const references = <D extends Declared = typeof uuid>(resource: string, declared?: D): From<D> =>
  changed(declared ?? uuid, { references: resource })

interface Stored {
  (name: string): <D extends Declared>(declared: D) => From<D>
  <D extends Declared>(name: string, declared: D): From<D>
}

/** The column's name in SQL, where it is not the field's own: `Field.column("createdAt", Field.timestamptz)`, or in a pipe `Field.column("createdAt")`. */
export const column: Stored = (name: string, declared?: Declared): any =>
  declared === undefined
    ? (piped: Declared) => changed(piped, { column: name })
    : changed(declared, { column: name })
