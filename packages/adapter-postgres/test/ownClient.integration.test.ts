// @effect-diagnostics asyncFunction:off
/** A store over a client of the caller's making: here `pg` as it comes. */
import { PostgresClient, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { type AuditedCommand, ResourceStore, type Rows, type StoreFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import type { ClientBase } from "pg"
import { Pool } from "pg"
import { afterAll, assert, beforeAll, beforeEach, test } from "vitest"
import { create, get, update } from "./commands.ts"
import { connect, type Direct, json, makeDatabase, outcome } from "./database.ts"
import { Books } from "./shelf.ts"

const sent: Array<string> = []

/** Rows come as arrays of PostgreSQL's own text, and what `pg` throws as `PgError`. */
const queryOn =
  (client: ClientBase | Pool, phase: PostgresClient.Phase): PostgresClient.Query =>
  ({ name, text, values }) =>
    Effect.tryPromise({
      try: async () => {
        sent.push(text)
        const types = { getTypeParser: () => (cell: string) => cell }
        const query = { text, values, rowMode: "array" as const, types }
        return (await client.query<Array<string | null>>(name === null ? query : { ...query, name })).rows
      },
      catch: (thrown) => PostgresClient.pgError(thrown, phase)
    })

const ownClient = (url: string) =>
  Layer.effect(
    PostgresClient.PostgresClient,
    Effect.map(
      Effect.acquireRelease(
        Effect.sync(() => new Pool({ connectionString: url, options: "-c DateStyle=ISO" })),
        (pool) => Effect.promise(() => pool.end())
      ),
      (pool) =>
        PostgresClient.PostgresClient.of({
          query: queryOn(pool, "alone"),
          transaction: (body) =>
            Effect.acquireUseRelease(
              Effect.promise(() => pool.connect()),
              (client) => {
                const query = queryOn(client, "inside")
                const command = (text: string) => query({ name: null, text, values: [] })
                return command("begin").pipe(
                  Effect.andThen(body(query)),
                  Effect.tap(command("commit")),
                  Effect.onError(() => Effect.ignore(command("rollback")))
                )
              },
              (client) => Effect.sync(() => client.release())
            )
        })
    )
  )

const uid = "0198a000-0000-7000-8000-000000000001"
let direct: Direct
let runtime: ManagedRuntime.ManagedRuntime<ResourceStore, never>
let store: ResourceStore["Service"]

beforeAll(async () => {
  const url = await makeDatabase()
  direct = await connect(url)
  runtime = ManagedRuntime.make(
    ResourceStorePostgres.layerNoDeps({ prepare: false }).pipe(Layer.provide(ownClient(url)))
  )
  store = await runtime.runPromise(ResourceStore)
})
afterAll(async () => {
  await runtime.dispose()
  await direct.close()
})
beforeEach(() => direct.query("truncate shelf.books, audit.change, audit.life;"))

const answer = (effect: Effect.Effect<Rows.Rows, StoreFailure>) => Effect.runPromise(Effect.result(effect))
const run = (command: AuditedCommand) => answer(store.run(command))

test("answers, and sends one statement for each command", async () => {
  assert.strictEqual(outcome(await run(create(Books, { title: "Emma", price: "12.50" }, uid))), "done")
  sent.length = 0
  assert.deepInclude(json(await run(get(Books, uid)))[0], { uid, title: "Emma", price: 12.5, version: 1 })
  assert.lengthOf(sent, 1)
})

test("tells what PostgreSQL refuses as the fact that it is", async () => {
  await run(create(Books, { title: "Emma", isbn: "1" }))
  assert.strictEqual(outcome(await run(create(Books, { title: "Emma", isbn: "1" }))), "Conflict")
})

test("leaves nothing of a unit that fails", async () => {
  const unit = store.unit((inside) =>
    inside(create(Books, { title: "Emma" }, uid)).pipe(
      Effect.andThen(inside(update(Books, uid, { title: "Persuasion" }))),
      Effect.andThen(inside(create(Books, { title: "Emma" }, uid)))
    )
  )
  assert.strictEqual(outcome(await answer(unit)), "Conflict")
  assert.deepStrictEqual(await direct.query("select from shelf.books union all select from audit.change"), [])
})
