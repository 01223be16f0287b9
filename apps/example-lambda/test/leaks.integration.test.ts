// @effect-diagnostics asyncFunction:off
/** Who may not see a record is told nothing of it: by PostgreSQL, and by HTTP over it. */
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { ResourceStore } from "@pgcrest/core"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Client } from "pg"
import { inject } from "vitest"
import { tables } from "./leaks/declared.ts"
import { inPostgres } from "./leaks/load.ts"
import { faultIn, wireFaultIn, worlds } from "./leaks/worlds.ts"

const half = Math.ceil(worlds / 2)
const fewer = Math.ceil(worlds / 10)
const most = Math.max(120_000, worlds * 1000)

/** A database of our own, and how it is filled. */
const filling = Effect.gen(function* () {
  const url = yield* Effect.promise(() => PostgresServer.createDatabase(inject("postgres")))
  const client = yield* Effect.acquireRelease(
    Effect.promise(async () => {
      const client = new Client({ connectionString: url })
      await client.connect()
      await client.query(`create schema leaks; ${tables}`)
      return client
    }),
    (client) => Effect.promise(() => client.end())
  )
  const store = Context.get(yield* Layer.build(ResourceStorePostgres.layer({ url })), ResourceStore)
  return inPostgres(client, store)
})

describe("what is hidden from a caller is as if it were not there", () => {
  it.live(
    `in the answers of ${half} generated worlds`,
    () =>
      Effect.gen(function* () {
        const fault = yield* faultIn(yield* filling, half)
        assert.isUndefined(fault, fault)
      }),
    most
  )

  it.live(
    `in the responses of ${fewer}: statuses, bodies, counts and links`,
    () =>
      Effect.gen(function* () {
        const fault = yield* wireFaultIn(yield* filling, fewer)
        assert.isUndefined(fault, fault)
      }),
    most
  )
})
