/** How hooks reach records, of any resource: in the same transaction, stamped with the same caller, without rules or hooks. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Caller } from "../access/Caller.ts"
import type { CommandFailure } from "../failures.ts"
import type { Resource, RowOf, ServerCreateOf, ServerUpdateOf } from "../resource/Resource.ts"

/** A uid as a record has it: a text, or a number where the table counts its records. */
export type Uid = string | number | bigint

type One<R extends Resource> = Effect.Effect<RowOf<R>, CommandFailure>

/**
 * Around a write, `get` locks what it reads until the write is done: counters stay right. Get the record that will be
 * updated before what refers to it is created: the other way round two hooks may wait for each other until PostgreSQL
 * undoes one, which then runs again. What is asked for at once runs one after the other, a step that is interrupted ends
 * the unit, and a hook waits for what it starts: after the write, or the read, these die and write nothing.
 */
export class Records extends Context.Service<
  Records,
  {
    /** Fails with RecordNotFound where there is none. */
    readonly get: <R extends Resource>(resource: R, uid: Uid) => One<R>
    /** The records whose fields have these values (null too), by uid, 100 of them unless told; they are not locked. */
    readonly list: <R extends Resource>(
      resource: R,
      where: Partial<RowOf<R>>,
      options?: { readonly limit?: number }
    ) => Effect.Effect<ReadonlyArray<RowOf<R>>, CommandFailure>
    /** Under a new uid of the server's, or the database's; what is left out takes its default. */
    readonly create: <R extends Resource>(resource: R, values: ServerCreateOf<R>) => One<R>
    /** Sets the named fields, whatever the version; fails with RecordNotFound where there is no such record. */
    readonly update: <R extends Resource>(resource: R, uid: Uid, values: ServerUpdateOf<R>) => One<R>
    /** Fails with RecordNotFound where there is no such record. */
    readonly delete: (resource: Resource, uid: Uid) => Effect.Effect<void, CommandFailure>
  }
>()("@pgcrest/core/Records") {}

/** Who acts and when: what every stamp within one request shares. */
export interface Moment {
  readonly caller: Caller
  /** RFC 3339 in UTC. */
  readonly at: string
}
