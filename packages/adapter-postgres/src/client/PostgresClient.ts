/** Connections to one database: a query, and exclusive use of a connection for a transaction. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { PoolConfig } from "pg"
import { Lender } from "./Lender.ts"
import { checkout, makePool, queryOn, send } from "./pool.ts"
import type { PgError } from "./PgError.ts"
import type { QueryText, TextRow } from "./TextQuery.ts"
import { makeThaw } from "./thaw.ts"
import { inTransaction } from "./transaction.ts"

/** Sends one statement and gathers its rows; fails with PgError, which knows whether anything of it remains. */
export type Query = (query: QueryText) => Effect.Effect<ReadonlyArray<TextRow>, PgError>

/** What the store asks of a connection; bring one of your own to `ResourceStorePostgres.layerNoDeps`. */
export class PostgresClient extends Context.Service<
  PostgresClient,
  {
    /** A statement alone, which is its own transaction. */
    readonly query: Query
    /** Begins, runs the body on one connection, and commits; anything but success is rolled back. */
    readonly transaction: <A, E, R>(
      body: (query: Query) => Effect.Effect<A, E, R>
    ) => Effect.Effect<A, E | PgError, R>
  }
>()("@pgcrest/adapter-postgres/PostgresClient") {}

/** A pool as `config` says, of one connection without idle timeout by default; the first is opened while the layer builds. */
export const layer = (config: PoolConfig): Layer.Layer<PostgresClient> =>
  Layer.effect(
    PostgresClient,
    Effect.gen(function* () {
      const pool = makePool(config)
      const thawed = makeThaw(pool)
      const lender = yield* Effect.acquireRelease(
        Effect.sync(() => new Lender(pool)),
        (lender) => Effect.ignoreCause(Effect.promise(() => lender.end()))
      )
      // In init there is CPU to spare; a failure must not fail the init, the first request will meet it.
      yield* Effect.forkScoped(
        Effect.ignore(Effect.tap(checkout(lender), (client) => Effect.sync(() => lender.release(client))))
      )
      return PostgresClient.of({
        query: (query) => thawed(queryOn(lender, query)),
        transaction: (body) => thawed(inTransaction(lender, (client) => body((query) => send(client, query))))
      })
    })
  )
