/** What is said of a field beside its type: who writes it and when, what it holds unless told, what it refers to. */
import { dual } from "effect/Function"
import type { Cell } from "../value/ColumnType.ts"
import { type Declared, type Field, from, type From, isDeclared } from "./declaredField.ts"
import { uuid } from "./fieldTypes.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"

type ValueOf<D> = From<D> extends Field<infer T, any, any, any> ? T : never
type CreateOf<D> = From<D> extends Field<any, infer C, any, any> ? C : never
type UpdateOf<D> = From<D> extends Field<any, any, infer U, any> ? U : never
type ShownOf<D> = From<D> extends Field<any, any, any, infer S> ? S : never
/** Who cannot be asked on create is not: what only the server or the database writes stays so. */
type NotAsked<D> = CreateOf<D> extends "server" | "database" ? CreateOf<D> : "optional"

const changed = <D extends Declared>(declared: D, change: Partial<Field>) =>
  ({ ...(from(declared) as Field), ...change }) as any

function notAsked(declared: Declared): Field["create"] {
  const { create } = from<Declared>(declared)
  return create === "required" ? "optional" : create
}

/** May be null, and need not be sent. */
export const optional = <D extends Declared>(
  declared: D
): Field<ValueOf<D> | null, NotAsked<D>, UpdateOf<D>, ShownOf<D>> =>
  changed(declared, { nullable: true, create: notAsked(declared) })

type Defaulted<D extends Declared> = Field<ValueOf<D>, NotAsked<D>, UpdateOf<D>, ShownOf<D>>
/** What a field must be for a value of type `V`; a field that cannot hold it says so in the compiler's message. */
type Holds<D extends Declared, V> = [V] extends [ValueOf<D>]
  ? unknown
  : { readonly "default of another type": V }

interface WithDefault {
  <const V extends Cell>(value: V): <D extends Declared>(declared: D & Holds<D, V>) => Defaulted<D>
  <D extends Declared>(declared: D, value: ValueOf<D>): Defaulted<D>
}

/** Holds this value when a create or a replace does not send one. */
export const withDefault: WithDefault = dual(2, (declared: Declared, value: Cell) =>
  changed(declared, { default: { value, by: "statement" }, create: notAsked(declared) })
)

interface DatabaseDefault extends WithDefault {
  /** The default is an expression, as of `now()`, whose value is known once the row is written; a store without a database has null. */
  (): <D extends Declared>(declared: D) => Defaulted<D>
  <D extends Declared>(declared: D): Defaulted<D>
}

/** Like `withDefault`, but the column's own default supplies the value; say what it is, for stores without a database. */
export const databaseDefault: DatabaseDefault = (...given: ReadonlyArray<any>): any => {
  const [first, value] = given
  if (given.length === 2) return byDatabase(first, value)
  return isDeclared(first)
    ? byDatabase(first, undefined)
    : (declared: Declared) => byDatabase(declared, first)
}

function byDatabase(declared: Declared, value: Cell | undefined) {
  return changed(declared, { default: { value, by: "database" }, create: notAsked(declared) })
}

/** Made by the database in every write, as identity, serial and generated columns are: nobody writes it, and everybody reads it. */
export const generated = <D extends Declared>(
  declared: D
): Field<ValueOf<D>, "database", "database", ShownOf<D>> =>
  changed(declared, { create: "database", update: "database" })

/** Shown, never taken from a client; hooks write it. Needs a default or to be optional, or a hook that sets it. */
export const readOnly = <D extends Declared>(
  declared: D
): Field<ValueOf<D>, "server", UpdateOf<D> extends "never" ? "never" : "server", ShownOf<D>> =>
  from<Declared>(declared).create === "database"
    ? changed(declared, {})
    : changed(declared, { create: "server", update: from(declared).update === "never" ? "never" : "server" })

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

/**
 * The domain that the column is of, by its name in SQL, over the type of the field: `Field.domain("shop.email", Field.text)`.
 * A value that its check forbids is then told with the field.
 */
export const domain: Stored = (name: string, declared?: Declared): any =>
  declared === undefined
    ? (piped: Declared) => changed(piped, { domain: name })
    : changed(declared, { domain: name })

/**
 * The collation of a text column, by its name in SQL, such as `de-x-icu`: the database orders and compares by its column's own, and
 * what has none declared is compared by code point where there is no database.
 */
export const collate: Stored = (collation: string, declared?: Declared): any => {
  const collated = (one: Declared) => {
    const { type } = from<Declared>(one)
    if (type.kind !== "text")
      throw new InvalidDeclaration(`A column of ${type.kind} has no collation to declare`)
    return changed(one, { type: { ...type, collation } })
  }
  return declared === undefined ? collated : collated(declared)
}

/**
 * Clients may look for regular expressions in it, with `match` and `imatch`. No index helps them, and each costs as much as the
 * table has text: for short texts of tables that are not large. Of a text column alone.
 */
export const matchable = <D extends Declared>(declared: D): From<D> => {
  const { type } = from<Declared>(declared)
  if (type.kind !== "text")
    throw new InvalidDeclaration(`A column of ${type.kind} has no regular expressions to look for`)
  return changed(declared, { matchable: true })
}

/**
 * Kept apart in each change, behind a salted commitment: what is personal can then be erased from the trail, and what is
 * left still be proven.
 */
export const sealed = <D extends Declared>(declared: D): From<D> => changed(declared, { recorded: "sealed" })

/** Never stored in a change: a record's past has null in its place. */
export const unrecorded = <D extends Declared>(declared: D): From<D> =>
  changed(declared, { recorded: "never" })

interface Described {
  (description: string): <D extends Declared>(declared: D) => From<D>
  <D extends Declared>(declared: D, description: string): From<D>
}

/** What the field means, for people: a table made of it has it as the column's comment. */
export const describe: Described = dual(2, (declared: Declared, description: string) =>
  changed(declared, { description })
)
