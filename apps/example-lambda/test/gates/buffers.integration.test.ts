// @effect-diagnostics asyncFunction:off
/** Buffers that PostgreSQL touches for a statement, in tables and indexes: its cost without a clock, and without the machine. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { PostgresClient, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { Library, problems } from "../../src/library.ts"
import { gate, isGated } from "./figures.ts"
import { kinds, requests } from "../../requests/library.ts"
import { makeLibrary } from "./library.ts"

const group = "buffers touched"

// What this transaction has touched so far, of all that is not PostgreSQL's own.
const touched = "select sum(pg_stat_get_xact_blocks_fetched(oid)) as buffers from pg_class where oid >= 16384"

const touchedBy = async (client: Client): Promise<number> =>
  Number((await client.query<{ readonly buffers: string }>(touched)).rows[0]?.buffers)

/** What a statement touches whose tables this session knows already; nothing of it remains. */
const buffersOf = async (client: Client, { text, values }: PostgresClient.QueryText): Promise<number> => {
  await client.query("begin")
  await client.query({ text, values })
  await client.query("rollback; begin")
  const before = await touchedBy(client)
  const { rowCount } = await client.query({ text, values })
  const after = await touchedBy(client)
  await client.query("rollback")
  assert.isAtLeast(rowCount ?? 0, 1)
  return after - before
}

/** A client that tells each statement of the store, and answers none. */
const telling = (tell: (query: PostgresClient.QueryText) => void) =>
  Layer.succeed(PostgresClient.PostgresClient, {
    query: (query) => Effect.sync(() => tell(query)).pipe(Effect.as([])),
    transaction: () => Effect.die("a unit has more than one statement")
  })

/** The one statement that a request comes to. */
const statementOf = async (event: unknown): Promise<PostgresClient.QueryText> => {
  const told: Array<PostgresClient.QueryText> = []
  const store = ResourceStorePostgres.layerNoDeps().pipe(Layer.provide(telling((query) => told.push(query))))
  await ApiGateway.handler(Library, store, { problems, log: () => {} })(event)
  const [only] = told
  assert.isDefined(only)
  return only
}

const servers = [
  ["PostgreSQL", inject("postgres")],
  ["another PostgreSQL", inject("postgresOnPath")]
] as const

describe.each(servers.filter(([, template]) => template !== ""))(
  "the buffers that %s touches",
  (_, template) => {
    let client: Client
    let major: string

    beforeAll(async () => {
      client = new Client({ connectionString: await makeLibrary(template) })
      await client.connect()
      const { rows } = await client.query<{ readonly version: string }>(
        "select current_setting('server_version') as version"
      )
      major = rows[0]?.version.split(".")[0] ?? ""
    }, 60_000)
    afterAll(() => client.end())

    test.for(kinds)("for %s", async (kind, { skip }) => {
      const name = `${kind} on ${major}`
      skip(!isGated(group, name), `PostgreSQL ${major} has no figures`)
      const buffers = await buffersOf(client, await statementOf(requests[kind](7)))
      gate(group, name, buffers)
    })
  }
)
