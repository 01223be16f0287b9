// @effect-diagnostics asyncFunction:off
/** Orders with lines, their articles, and labels between: what nested writes are tried on, over each store. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { auditSchema, ddl, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Access, Api, Field, Relation, Resource, type ResourceStore } from "@pgcrest/core"
import { fromResult, GatewayEvent } from "@pgcrest/dev"
import { Batch } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import type { ConfigError } from "effect/Config"
import type * as Layer from "effect/Layer"
import { Client } from "pg"
import { assert, inject } from "vitest"
import { answerOf, requestId, type Wire } from "./wire.ts"

const everyone = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.everyone,
  update: Access.everyone
}
const table = (name: string) => ({ schema: "nested", name })

/** Seen by whoever made them. */
const Buyers = Resource.make("buyers", {
  table: table("buyers"),
  fields: { name: Field.text, mail: Field.optional(Field.unique(Field.text)) },
  access: { list: Access.owner, get: Access.owner, create: Access.signedIn }
})

const Orders = Resource.make("orders", {
  table: table("orders"),
  fields: {
    note: Field.optional(Field.text),
    buyer_uid: Field.optional(Field.references("buyers")),
    checked_uid: Field.optional(Field.readOnly(Field.references("buyers")))
  },
  relations: {
    buyer: Relation.one("buyers", "buyer_uid"),
    checked: Relation.one("buyers", "checked_uid"),
    lines: Relation.many("lines", "order_uid"),
    labels: Relation.through("labels", "marks", "order_uid", "label_uid")
  },
  access: everyone
})

const Lines = Resource.make("lines", {
  table: table("lines"),
  fields: {
    order_uid: Field.references("orders"),
    qty: Field.integer,
    article_id: Field.optional(Field.references("articles", Field.integer))
  },
  relations: { order: Relation.one("orders", "order_uid"), article: Relation.one("articles", "article_id") },
  access: everyone
})

/** The database counts them. */
const Articles = Resource.make("articles", {
  table: table("articles"),
  uid: "integer",
  fields: { code: Field.unique(Field.text) },
  audit: { uid: "id" },
  access: everyone
})

const Labels = Resource.make("labels", {
  table: table("labels"),
  fields: { name: Field.text },
  access: everyone
})

/** What joins orders and labels: two fields are the key. */
const Marks = Resource.make("marks", {
  table: table("marks"),
  uid: null,
  key: ["order_uid", "label_uid"],
  fields: { order_uid: Field.references("orders"), label_uid: Field.references("labels") },
  access: { list: Access.everyone, create: Access.everyone }
})

const resources = [Buyers, Orders, Lines, Articles, Labels, Marks] as const
/** The api of the tests of nested writes. */
const Trade = Api.make("trade", { resources })

type Only = ReadonlyArray<(typeof resources)[number]["name"]>

/** A sandbox over a store. */
const over = (store: Layer.Layer<ResourceStore, ConfigError>, only?: Only, limits = {}): Wire["ask"] => {
  const options = { log: () => {}, batch: Batch.make(), limits, ...(only === undefined ? {} : { only }) }
  const handler = ApiGateway.handler(Trade, store, options)
  return async (method, path, rest = {}) => {
    const options = { requestId, domainName: "api.example.org" }
    const result = await handler(GatewayEvent.make("http2", { method, path, ...rest }, options))
    assert.isUndefined(fromResult("http2", result, { method }).fault, "the gateway takes the result")
    return answerOf(result)
  }
}

/** Over a memory store that is empty. */
export const inMemory = (only?: Only, limits = {}): Wire["ask"] =>
  over(ResourceStoreMemory.layer, only, limits)

/** Over a database of its own. */
export const inPostgres = async (): Promise<Wire["ask"]> => {
  const url = await PostgresServer.createDatabase(inject("postgres"))
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`${auditSchema}${ddl(Trade)}`)
  await client.end()
  return over(ResourceStorePostgres.layer({ url }))
}
