import { assert, describe, it } from "@effect/vitest"
import {
  Access,
  Api,
  Conflict,
  Field,
  Hooks,
  Operation,
  Records,
  Resource,
  type ResourceStore
} from "@pgcrest/core"
import { Operations, Rest, type Wire } from "@pgcrest/rest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Schema from "effect/Schema"
import { api, Books } from "../samples.ts"

class TooDear extends Schema.TaggedError<TooDear>()("TooDear", {}) {}
class NoCopyLeft extends Schema.TaggedError<NoCopyLeft>()("NoCopyLeft", {}) {}
class Post extends Context.Service<Post, { readonly send: Effect.Effect<void> }>()("test/Post") {}

const shape = { input: Schema.Struct({}), output: Schema.Void, access: Access.group("staff") }
const Reads = Operation.make("reads", {
  ...shape,
  run: () => Effect.flatMap(Records, (records) => records.list(Books, {})).pipe(Effect.asVoid)
})
const Fails = Operation.make("fails", { ...shape, run: () => Effect.fail(new TooDear()) })
const Sends = Operation.make("sends", { ...shape, run: () => Effect.flatMap(Post, ({ send }) => send) })

describe("the operations of a wire", () => {
  it("do not compile without a status for each of their errors, beside those of hooks", () => {
    Rest.make(api, { operations: Operations.make(Reads) })
    Rest.make(api, { operations: Operations.make(Reads, Fails), problems: { TooDear: 402 } })
    // @ts-expect-error Property 'problems' is missing
    Rest.make(api, { operations: Operations.make(Reads, Fails) })
    // @ts-expect-error Property 'TooDear' is missing
    Rest.make(api, { operations: Operations.make(Reads, Fails), problems: {} })
    // @ts-expect-error 'TooDeer' does not exist; did you mean 'TooDear'?
    Rest.make(api, { operations: Operations.make(Fails), problems: { TooDeer: 402 } })
    const hooks = [Hooks.make(Books, { beforeCreate: () => Effect.fail(new NoCopyLeft()) })]
    const hooked = Api.make("library", { resources: [Books], hooks })
    Rest.make(hooked, { operations: Operations.make(Fails), problems: { NoCopyLeft: 409, TooDear: 402 } })
    // @ts-expect-error Property 'NoCopyLeft' is missing
    Rest.make(hooked, { operations: Operations.make(Fails), problems: { TooDear: 402 } })
    const passing = Operation.make("passing", {
      ...shape,
      run: () => Effect.fail(new Conflict({ resource: "books", fields: [] }))
    })
    Rest.make(api, { operations: Operations.make(passing) })
  })

  it("need their services where they are served", () => {
    const plain: Wire<ResourceStore | SecureRandom.SecureRandom> = Rest.make(api, {
      operations: Operations.make(Reads)
    })
    // @ts-expect-error Type 'Post' is not assignable
    const sending: typeof plain = Rest.make(api, { operations: Operations.make(Reads, Sends) })
    assert.isDefined(sending)
  })

  it("bring the groups of their rules along", () =>
    assert.sameMembers(
      [...Rest.make(api, { operations: Operations.make(Reads) }).groups],
      ["librarians", "staff"]
    ))

  it("end the start where one would never be asked", () => {
    assert.throws(
      () =>
        Operations.make(Reads, Fails, Reads, Operation.make("fails", { ...shape, run: () => Effect.void })),
      'Two operations are named "fails"'
    )
    const Rpc = Resource.make("rpc", { fields: { size: Field.integer }, access: { list: Access.everyone } })
    const named = Api.make("library", { resources: [Rpc, Books] })
    const operations = Operations.make(Reads)
    assert.throws(
      () => Rest.make(named, { operations }),
      'under "/rpc", where the resource "rpc" would never be asked'
    )
    Rest.make(named, { operations, only: ["books"] })
  })
})
