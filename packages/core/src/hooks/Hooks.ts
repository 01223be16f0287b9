/** Effects around commands, kept beside a resource: typed by it, imported by the server only. */
import type * as Effect from "effect/Effect"
import type { Values } from "../value/ColumnType.ts"
import type { Query } from "../query/Query.ts"
import type { Moment, Records } from "./Records.ts"
import type * as Resource from "../resource/Resource.ts"

/** Who acts, and when. */
export type Context = Moment

/** What a read hook is told: the record asked for, or the list's query. */
export type ReadTarget = { readonly uid: string } | { readonly query: Query }

/**
 * What a hook does, to hand on an `A`. Its errors and services are the application's own, `any` only until `make` has
 * gathered them from the hooks: then each error needs a status where the api is served, and each service a layer there.
 */
export type HookEffect<A> = Effect.Effect<A, any, any>

/** Gets the values of a new record, with defaults, and returns those to write; they are validated again. */
export type BeforeCreate<R extends Resource.Resource> = (
  values: Resource.ServerCreateOf<R>,
  context: Context
) => HookEffect<Resource.ServerCreateOf<R>>

/** Gets the record that was made; what it returns is not looked at. */
export type AfterCreate<R extends Resource.Resource> = (
  row: Resource.RowOf<R>,
  context: Context
) => HookEffect<unknown>

/** Gets what is asked for; what it returns is not looked at. */
export type BeforeRead = (read: ReadTarget, context: Context) => HookEffect<unknown>

/** Gets whole records and returns those to show, whole: a client's choice of fields is applied afterwards. */
export type AfterRead<R extends Resource.Resource> = (
  rows: ReadonlyArray<Resource.RowOf<R>>,
  context: Context
) => HookEffect<ReadonlyArray<Resource.RowOf<R>>>

/** Gets the values to set and the record as it is, and returns the values to write; they are validated again. */
export type BeforeUpdate<R extends Resource.Resource> = (
  values: Resource.ServerUpdateOf<R>,
  current: Resource.RowOf<R>,
  context: Context
) => HookEffect<Resource.ServerUpdateOf<R>>

/** Gets the record as it is now, and as it was; what it returns is not looked at. */
export type AfterUpdate<R extends Resource.Resource> = (
  row: Resource.RowOf<R>,
  before: Resource.RowOf<R>,
  context: Context
) => HookEffect<unknown>

/** Gets the record as it is; what it returns is not looked at. */
export type BeforeDelete<R extends Resource.Resource> = (
  current: Resource.RowOf<R>,
  context: Context
) => HookEffect<unknown>

/** Gets the record as it was; what it returns is not looked at. */
export type AfterDelete<R extends Resource.Resource> = (
  row: Resource.RowOf<R>,
  context: Context
) => HookEffect<unknown>

/**
 * The hooks of one resource: before* may change the values or refuse; after* run in the transaction of the write, and a
 * failure of either leaves nothing written. A replace counts as a create or an update, whichever it is. Every effect may
 * use `Records`, and every error it fails with needs a status where the api is served.
 *
 * The transaction of a write may run again, hooks and all, where nothing of it remains: PostgreSQL undid it for a deadlock
 * or a serialization failure, the connection was lost before the commit, the trail knew of a version that the record did
 * not, or the record that a PUT writes came or went meanwhile. So have no effects outside: write with `Records` instead.
 */
export interface HooksOf<R extends Resource.Resource> {
  /** Before the insert of a POST, or of a PUT where nothing was. */
  readonly beforeCreate?: BeforeCreate<R>
  /** After it, before the commit. */
  readonly afterCreate?: AfterCreate<R>
  /** Before a GET of a record or a list; in no transaction. */
  readonly beforeRead?: BeforeRead
  /** Of all that is answered of records: reads, writes, and the images of a history. One that it leaves out is not there for this caller. */
  readonly afterRead?: AfterRead<R>
  /** Before a PATCH, or a PUT over a record, once it is locked and judged. */
  readonly beforeUpdate?: BeforeUpdate<R>
  /** After the write, before the commit, also where the values changed nothing. */
  readonly afterUpdate?: AfterUpdate<R>
  /** Before a DELETE, once the record is locked and judged. */
  readonly beforeDelete?: BeforeDelete<R>
  /** After it, before the commit. */
  readonly afterDelete?: AfterDelete<R>
}

type Step<A, E, S> = Effect.Effect<A, E, S | Records>

/** The same hooks as the pipeline runs them, whatever the resource. */
export interface Handlers<E, S> {
  readonly beforeCreate?: (values: Values, context: Context) => Step<Values, E, S>
  readonly afterCreate?: (row: Values, context: Context) => Step<unknown, E, S>
  readonly beforeRead?: (read: ReadTarget, context: Context) => Step<unknown, E, S>
  readonly afterRead?: (rows: ReadonlyArray<Values>, context: Context) => Step<ReadonlyArray<Values>, E, S>
  readonly beforeUpdate?: (values: Values, current: Values, context: Context) => Step<Values, E, S>
  readonly afterUpdate?: (row: Values, before: Values, context: Context) => Step<unknown, E, S>
  readonly beforeDelete?: (current: Values, context: Context) => Step<unknown, E, S>
  readonly afterDelete?: (row: Values, context: Context) => Step<unknown, E, S>
}

/** The hooks of one resource, with the errors and services that they bring along. */
export interface Hooks<E, S> {
  readonly resource: Resource.Resource
  readonly handlers: Handlers<E, S>
}

type ErrorsOf<H> = {
  [K in keyof H]: H[K] extends (...args: any) => Effect.Effect<any, infer E, any> ? E : never
}[keyof H]
type ServicesOf<H> = {
  [K in keyof H]: H[K] extends (...args: any) => Effect.Effect<any, any, infer S> ? S : never
}[keyof H]

/** Binds hooks to a resource; a name that is no hook does not compile. */
export const make = <R extends Resource.Resource, const H extends HooksOf<R>>(
  resource: R,
  handlers: H & { readonly [K in Exclude<keyof H, keyof HooksOf<R>>]: never }
): Hooks<ErrorsOf<H>, Exclude<ServicesOf<H>, Records>> => ({
  resource,
  handlers: handlers as Handlers<any, any>
})
