// @effect-diagnostics asyncFunction:off
/** Resources whose keys and names are those of tables that were there before, and a sandbox over each store to ask for them. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { auditSchema, ddl, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Access, Api, Field, Resource } from "@pgcrest/core"
import { type EventSource, fromResult, GatewayEvent } from "@pgcrest/dev"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { assert, inject } from "vitest"
import { answerOf, requestId, type Wire } from "./wire.ts"

const everyone = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.everyone,
  update: Access.everyone,
  delete: Access.everyone,
  history: Access.everyone
}
const table = (name: string) => ({ schema: "keyed", name })

/** The database counts its records, from 1. */
const Tickets = Resource.make("tickets", {
  table: table("tickets"),
  uid: "integer",
  fields: { title: Field.text, after_id: Field.optional(Field.references("tickets", Field.integer)) },
  audit: { uid: "id" },
  access: everyone
})

/** The same in 64 bits. */
const Receipts = Resource.make("receipts", {
  table: table("receipts"),
  uid: "bigint",
  fields: { title: Field.text, after_uid: Field.optional(Field.references("receipts", Field.bigint)) },
  access: everyone
})

/** Two fields are the key. */
const Bookings = Resource.make("bookings", {
  table: table("bookings"),
  uid: null,
  key: ["ticket_id", "seat"],
  fields: {
    ticket_id: Field.references("tickets", Field.integer),
    seat: Field.text,
    note: Field.optional(Field.text)
  },
  access: { list: Access.everyone, create: Access.everyone, delete: Access.everyone }
})

/** Names as JavaScript has them, columns as SQL, and some that the query grammar has taken. */
const Songs = Resource.make("songs", {
  table: table("Songs & more"),
  names: "camel",
  fields: {
    songTitle: Field.text,
    playCount: Field.withDefault(Field.integer, 0),
    sortOrder: Field.optional(Field.column("order", Field.integer)),
    pageLimit: Field.optional(Field.column("limit", Field.integer)),
    chosen: Field.optional(Field.column("select", Field.text)),
    either: Field.optional(Field.column("or", Field.unique(Field.text)))
  },
  access: everyone
})

/** Its uid is any text. */
const Tags = Resource.make("tags", {
  table: table("tags"),
  uid: "text",
  fields: { name: Field.text },
  access: everyone
})

/** The api of the tests of keys and names. */
const Keyed = Api.make("keyed", { resources: [Tickets, Receipts, Bookings, Songs, Tags] })

/** Stores and gateways, each with each. */
export const sandboxes = (["memory", "PostgreSQL"] as const).flatMap((kind) =>
  (["rest", "http2"] as const).map((source) => ({ kind, source }))
)

interface Sandbox {
  readonly kind: (typeof sandboxes)[number]["kind"]
  readonly source: EventSource
}

/** A fresh store, and how it is asked; `sql` is run first where there is a database. */
export const open = async ({ kind, source }: Sandbox, sql = ""): Promise<Wire["ask"]> => {
  const store =
    kind === "memory" ? ResourceStoreMemory.layer : ResourceStorePostgres.layer({ url: await database(sql) })
  const handler = ApiGateway.handler(Keyed, store, { log: () => {} })
  return async (method, path, rest = {}) => {
    // A domain of its own: links have no stage in front.
    const options = { requestId, domainName: "api.example.org" }
    const result = await handler(GatewayEvent.make(source, { method, path, ...rest }, options))
    assert.isUndefined(fromResult(source, result, { method }).fault, "the gateway takes the result")
    return answerOf(result)
  }
}

async function database(sql: string): Promise<string> {
  const url = await PostgresServer.createDatabase(inject("postgres"))
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`${auditSchema}${ddl(Keyed)}${sql}`)
  await client.end()
  return url
}
