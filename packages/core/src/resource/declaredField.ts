/** How a field is declared: its schema, its column type, and who may write it when. */
import * as Pipeable from "effect/Pipeable"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import type { Cell, ColumnType } from "../value/ColumnType.ts"
import { columnTypeOf } from "./columnTypeOf.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"

/** On create: the client must, may or cannot send it; `server` fields are written by hooks alone, `database` fields by nobody. */
export type OnCreate = "required" | "optional" | "server" | "database"
/** On update: the client may send it, it stays as created, hooks alone write it, or nobody does. */
export type OnUpdate = "optional" | "never" | "server" | "database"

/** What a create without the field stores. */
export type Default =
  | { readonly by: "statement"; readonly value: Cell }
  /** Left to the column's own default: of the same value, or, where it is undefined, of one that only the database knows. */
  | { readonly by: "database"; readonly value: Cell | undefined }

/**
 * How a change keeps a field: openly; apart from the rest behind a salted commitment, so that it can be erased and what is
 * left still be proven; or not at all.
 */
export type Recorded = "open" | "sealed" | "never"

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
  readonly default: Default | null
  /** The unique constraint's name; `true` takes PostgreSQL's own choice. */
  readonly unique: string | boolean
  /** The name of the resource whose uid it holds. */
  readonly references: string | null
  /** The column's name, where it does not follow from the field's. */
  readonly column: string | null
  /** The domain that its column is of, by its name in SQL; its type is what that is over. */
  readonly domain: string | null
  /** What it means, for people. */
  readonly description: string | null
  /** Whether clients may look for regular expressions in it. */
  readonly matchable: boolean
  /** How changes keep it. */
  readonly recorded: Recorded
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

// `pipe` is its own, so that a copy of a field has it too.
export const plain = <T>(schema: Schema.Codec<T, any>, type: ColumnType): Plain<T> => ({
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
  column: null,
  domain: null,
  description: null,
  matchable: false,
  recorded: "open"
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
    : { field: plain(declared, { kind: "jsonb" }), fault: type.failure }
}

/** The field that a declaration stands for; throws InvalidDeclaration where its schema tells no column type. */
export const from = <D extends Declared>(declared: D): From<D> => {
  const { field, fault } = resolve(declared)
  if (fault !== null) throw new InvalidDeclaration(`A field ${fault}`)
  return field as From<D>
}

const isField = (declared: Declared): declared is Field => "_tag" in declared && declared._tag === "Field"

/** Whether something declares a field, and is no value of one. */
export const isDeclared = (something: unknown): something is Declared =>
  typeof something === "object" &&
  something !== null &&
  (("_tag" in something && something._tag === "Field") || "ast" in something)
