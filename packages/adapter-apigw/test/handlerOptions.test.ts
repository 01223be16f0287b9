// @effect-diagnostics missingLayerContext:off
/** What the compiler tells the people who write a composition root. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { Access, Api, Hooks, RecordNotFound, Records, ResourceStore, UserDirectory } from "@pgcrest/core"
import { Rest } from "@pgcrest/rest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { assert, it } from "vitest"
import { api, Books, holding, storeOf } from "./handlers.ts"

class NoCopyLeft extends Schema.TaggedError<NoCopyLeft>()("NoCopyLeft", {}) {}
class Suspended extends Schema.TaggedError<Suspended>()("Suspended", {}) {}
class Stock extends Context.Service<Stock, { readonly left: number }>()("test/Stock") {}

const refusing = Api.make("library", {
  resources: [Books],
  hooks: [
    Hooks.make(Books, {
      beforeCreate: () => Effect.fail(new NoCopyLeft()),
      beforeDelete: () => Effect.fail(new Suspended())
    })
  ]
})
const layer = holding("Emma")
const isHandler = (handler: ApiGateway.Handler) => assert.isFunction(handler)

it("does not compile with an option that names what is no resource", () => {
  isHandler(ApiGateway.handler(api, layer, { only: ["books"], requireMatch: ["books"] }))
  // @ts-expect-error Type '"boks"' is not assignable to type '"books"'
  assert.throws(() => ApiGateway.handler(api, layer, { requireMatch: ["boks"] }), 'requireMatch names "boks"')
})

it("needs no options where the hooks bring no errors", () => {
  isHandler(ApiGateway.handler(api, layer))
  isHandler(ApiGateway.handler(api, layer, { publicUrl: "https://api.example.com" }))
})

it("does not compile without a status for each error of a hook", () => {
  isHandler(ApiGateway.handler(refusing, layer, { problems: { NoCopyLeft: 409, Suspended: 403 } }))
  // @ts-expect-error "errors of hooks without a status in problems": "NoCopyLeft" | "Suspended"
  isHandler(ApiGateway.handler(refusing, layer))
  // @ts-expect-error Property 'problems' is missing
  isHandler(ApiGateway.handler(refusing, layer, {}))
  // @ts-expect-error Property 'Suspended' is missing
  isHandler(ApiGateway.handler(refusing, layer, { problems: { NoCopyLeft: 409 } }))
  assert.throws(
    // @ts-expect-error a status is a number
    () => ApiGateway.handler(refusing, layer, { problems: { NoCopyLeft: "409", Suspended: 403 } }),
    '"NoCopyLeft" has 409'
  )
  isHandler(
    // @ts-expect-error 'Suspendet' does not exist; did you mean 'Suspended'?
    ApiGateway.handler(refusing, layer, { problems: { NoCopyLeft: 409, Suspended: 403, Suspendet: 403 } })
  )
})

it("knows the statuses of core's own failures, which hooks pass on", () => {
  const reading = Api.make("library", {
    resources: [Books],
    hooks: [
      Hooks.make(Books, {
        beforeCreate: () => Effect.fail(new RecordNotFound({ resource: "books", uid: "1" }))
      })
    ]
  })
  isHandler(ApiGateway.handler(reading, layer))
})

it("wants a status for an error of the application's own that bears a tag of core's", () => {
  class Conflict extends Schema.TaggedError<Conflict>()("Conflict", { why: Schema.String }) {}
  class RecordInvalid extends Schema.TaggedError<RecordInvalid>()("RecordInvalid", {}) {}
  const seating = Api.make("library", {
    resources: [Books],
    hooks: [
      Hooks.make(Books, {
        beforeCreate: () => Effect.fail(new Conflict({ why: "the seat" })),
        beforeUpdate: () => Effect.fail(new RecordInvalid()),
        beforeDelete: () => Records.use((records) => records.get(Books, "1"))
      })
    ]
  })
  isHandler(ApiGateway.handler(seating, layer, { problems: { Conflict: 409, RecordInvalid: 422 } }))
  // @ts-expect-error Property 'RecordInvalid' is missing
  isHandler(ApiGateway.handler(seating, layer, { problems: { Conflict: 409 } }))
  // @ts-expect-error "errors of hooks without a status in problems": "Conflict" | "RecordInvalid"
  isHandler(ApiGateway.handler(seating, layer))
})

it("does not compile with a hook's error that has no tag: nothing could name its status", () => {
  const untagged = Api.make("library", {
    resources: [Books],
    hooks: [Hooks.make(Books, { beforeCreate: () => Effect.fail("no") })]
  })
  // @ts-expect-error Type 'string' is not assignable to type 'Failure'
  isHandler(ApiGateway.handler(untagged, layer))
})

it("takes people with the directory that knows them, whatever that fails with", () => {
  const directory: Layer.Layer<UserDirectory, RecordNotFound> = Layer.mock(UserDirectory, {})
  isHandler(ApiGateway.handler(api, layer, { people: { directory } }))
  isHandler(ApiGateway.handler(api, layer, { people: { directory, access: Access.group("staff") } }))
  // @ts-expect-error Property 'directory' is missing
  isHandler(ApiGateway.handler(api, layer, { people: { access: Access.everyone } }))
  // @ts-expect-error Type 'ResourceStore' is not assignable to type 'UserDirectory'
  isHandler(ApiGateway.handler(api, layer, { people: { directory: layer } }))
  assert.throws(
    () => ApiGateway.handler(api, layer, { people: { directory, access: Access.owner } }),
    "people.access asks for the owner"
  )
})

it("does not compile with a wire that tells people over a layer without a directory", () => {
  const people = Layer.mock(UserDirectory, {})
  const wires = { "": Rest.make(api, { people: {} }) }
  isHandler(ApiGateway.handler(wires, Layer.merge(layer, people)))
  // @ts-expect-error Type 'UserDirectory' is not assignable to type 'ResourceStore'
  isHandler(ApiGateway.handler(wires, layer))
})

it("does not compile with a layer that lacks the store, or a service of a hook", () => {
  const counting = Api.make("library", {
    resources: [Books],
    hooks: [Hooks.make(Books, { beforeRead: () => Stock })]
  })
  const stock = Layer.succeed(Stock, Stock.of({ left: 1 }))
  isHandler(ApiGateway.handler(counting, Layer.merge(layer, stock)))
  // @ts-expect-error Type 'Stock' is not assignable to type 'ResourceStore'
  isHandler(ApiGateway.handler(counting, layer))
  // @ts-expect-error Type 'ResourceStore' is not assignable to type 'Stock'
  isHandler(ApiGateway.handler(counting, stock))
  const needy = Layer.effect(
    ResourceStore,
    Effect.as(
      Stock,
      storeOf(() => Effect.never)
    )
  )
  // @ts-expect-error a layer that needs something itself
  isHandler(ApiGateway.handler(api, needy))
})
