/** Effects around commands, kept beside a resource: typed by it, imported by the server only. */
import type * as Effect from "effect/Effect"
import type { Values } from "../value/ColumnType.ts"
import type { Query } from "../query/Query.ts"
import type { Moment, Records } from "./Records.ts"
import type * as Resource from "../resource/Resource.ts"

/** Who acts, and when. */
export type Context = Moment

/** What a read hook is told: the record asked for, or the list's query. */
export type Read = { readonly uid: string } | { readonly query: Query }

/**
 * before* may change the values or refuse; after* run in the transaction of the write, and a failure of
 * either leaves nothing written. A replace counts as a create or an update, whichever it is. Every effect
 * may use `Records`, and every error it fails with needs a status where the api is served.
 */
export interface HooksOf<R extends Resource.Resource> {
  readonly beforeCreate?: (
    values: Resource.ServerCreateOf<R>,
    context: Context
  ) => Effect.Effect<Resource.ServerCreateOf<R>, any, any>
  readonly afterCreate?: (row: Resource.RowOf<R>, context: Context) => Effect.Effect<unknown, any, any>
  readonly beforeRead?: (read: Read, context: Context) => Effect.Effect<unknown, any, any>
  /** Gets and returns whole records; a client's choice of fields is applied afterwards. */
  readonly afterRead?: (
    rows: ReadonlyArray<Resource.RowOf<R>>,
    context: Context
  ) => Effect.Effect<ReadonlyArray<Resource.RowOf<R>>, any, any>
  readonly beforeUpdate?: (
    values: Resource.ServerUpdateOf<R>,
    current: Resource.RowOf<R>,
    context: Context
  ) => Effect.Effect<Resource.ServerUpdateOf<R>, any, any>
  readonly afterUpdate?: (
    row: Resource.RowOf<R>,
    before: Resource.RowOf<R>,
    context: Context
  ) => Effect.Effect<unknown, any, any>
  readonly beforeDelete?: (current: Resource.RowOf<R>, context: Context) => Effect.Effect<unknown, any, any>
  readonly afterDelete?: (row: Resource.RowOf<R>, context: Context) => Effect.Effect<unknown, any, any>
}

type Step<A, E, S> = Effect.Effect<A, E, S | Records>

/** The same hooks as the pipeline runs them, whatever the resource. */
export interface Handlers<E, S> {
  readonly beforeCreate?: (values: Values, context: Context) => Step<Values, E, S>
  readonly afterCreate?: (row: Values, context: Context) => Step<unknown, E, S>
  readonly beforeRead?: (read: Read, context: Context) => Step<unknown, E, S>
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
