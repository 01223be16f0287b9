// @effect-diagnostics asyncFunction:off
/** Shelves with boxes: two resources that take nearly all of the query grammar, behind both wires. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { Access, Api, Field, Relation, Resource, type ResourceStore } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Postgrest } from "@pgcrest/postgrest"
import { Batch, Rest } from "@pgcrest/rest"
import type { ConfigError } from "effect/Config"
import type * as Layer from "effect/Layer"
import { type Answer, answerOf, type Call, requestId } from "../wire/wire.ts"

const { everyone } = Access
const access = {
  list: everyone,
  get: everyone,
  create: everyone,
  update: everyone,
  delete: everyone,
  history: everyone
}
const optional = Field.optional

const Shelves = Resource.make("shelves", {
  table: "hostile.shelves",
  fields: {
    name: Field.unique(Field.text),
    label: optional(Field.matchable(Field.text)),
    tags: optional(Field.array("text")),
    meta: optional(Field.jsonb()),
    raw: optional(Field.json()),
    room: optional(Field.literals(["cellar", "attic"])),
    price: optional(Field.numeric(12, 2)),
    weight: optional(Field.float),
    places: optional(Field.integer),
    open: optional(Field.boolean),
    since: optional(Field.date),
    seen_at: optional(Field.timestamptz),
    span: optional(Field.range("int4range"))
  },
  relations: { boxes: Relation.many("boxes", "shelf_uid") },
  aggregates: true,
  access
})

const Boxes = Resource.make("boxes", {
  table: "hostile.boxes",
  fields: {
    name: optional(Field.text),
    shelf_uid: Field.references("shelves"),
    size: optional(Field.integer)
  },
  relations: { shelf: Relation.one("shelves", "shelf_uid") },
  aggregates: true,
  access
})

export const Storage = Api.make("storage", { resources: [Shelves, Boxes] })

export type Ask = (call: Call) => Promise<Answer>

/** A sandbox over a store: REST at the root, PostgREST's wire under /rest/v1. */
export const askOver = (store: Layer.Layer<ResourceStore, ConfigError>): Ask => {
  const wires = { "": Rest.make(Storage, { batch: Batch.make() }), "/rest/v1": Postgrest.make(Storage) }
  const handler = ApiGateway.handler(wires, store, { log: () => {} })
  return async (call) =>
    answerOf(await handler(GatewayEvent.make("http2", call, { requestId }), { awsRequestId: requestId }))
}
