import { assert, describe, it } from "@effect/vitest"
import {
  Access,
  Api,
  Conflict,
  Hooks,
  Operation,
  Resource,
  ResourceStore,
  Rows,
  UserDirectory
} from "@pgcrest/core"
import { type NeedsNoProblems, Operations, Rest, Rollback, type Wire } from "@pgcrest/rest"
import * as Context from "effect/Context"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ann, api, Books, emma, nobody, request, uid } from "./samples.ts"

class NoCopyLeft extends Schema.TaggedError<NoCopyLeft>()("NoCopyLeft", {}) {}
const refusing = Api.make("library", {
  resources: [Books],
  hooks: [Hooks.make(Books, { beforeCreate: () => Effect.fail(new NoCopyLeft()) })]
})

const run = () => Effect.succeed(Rows.found(emma()))
const services = Context.make(
  ResourceStore,
  ResourceStore.of({ run, unit: (body) => body(run, Effect.void) })
).pipe(
  Context.add(
    SecureRandom.SecureRandom,
    SecureRandom.make((size) => new Uint8Array(size))
  )
)

describe("Rest.make", () => {
  it.effect("makes a wire that answers requests for the api's resources", () =>
    Effect.gen(function* () {
      const { response, route, cause } = yield* Rest.make(api).answer(
        request({ path: `/books/${uid}` }),
        nobody
      )
      assert.deepStrictEqual([response.status, route, cause], [200, "/books/{uid}", null])
      assert.include(String(response.body), '"title":"Emma"')
    }).pipe(Effect.provideContext(services))
  )

  it("tells a deadline that is over as a write that may be running, but not to who reads or tries", () => {
    const reading = Operation.make("count", {
      input: Schema.Struct({}),
      output: Schema.Number,
      access: Access.everyone,
      safe: true,
      run: () => Effect.succeed(1)
    })
    const writing = Operation.make("query", {
      input: Schema.Struct({}),
      output: Schema.Number,
      access: Access.everyone,
      run: () => Effect.succeed(1)
    })
    const statusOf = (method: string, path: string, prefer = "", rollback = true) => {
      const operations = Operations.make(reading, writing)
      const wire = Rest.make(api, { operations, ...(rollback ? { rollback: Rollback.make() } : {}) })
      const headers = { "idempotency-key": "k", prefer }
      const over = { _tag: "DeadlineExceeded", detail: "Too late." } as const
      return wire.refuse(request({ method, path, headers }), "r-1", over).status
    }
    const kept = [
      statusOf("POST", "/books"),
      statusOf("PATCH", `/books/${uid}`, "tx=commit"),
      statusOf("PATCH", `/books/${uid}`, "tx=rollback", false),
      statusOf("POST", "/rpc/query"),
      statusOf("PATCH", "/books/query")
    ]
    assert.deepStrictEqual(new Set(kept), new Set([409]))
    const none = [
      statusOf("GET", "/books"),
      statusOf("POST", "/books/query"),
      statusOf("POST", "/rpc/count"),
      statusOf("PATCH", `/books/${uid}`, "tx=rollback")
    ]
    assert.deepStrictEqual(new Set(none), new Set([504]))
  })

  it("refuses what did not come as far as a request as it refuses requests", () => {
    const wire = Rest.make(api, { cors: { origins: ["https://app.example"] } })
    const head = request({ headers: { origin: "https://app.example" } })
    const response = wire.refuse(head, "r-1", {
      _tag: "DeadlineExceeded",
      detail: "Too late.",
      hint: "Hurry."
    })
    const headers = new Map(response.headers)
    assert.strictEqual(response.status, 504)
    assert.strictEqual(headers.get("access-control-allow-origin"), "https://app.example")
    assert.strictEqual(headers.get("x-request-id"), "r-1")
    assert.deepInclude(JSON.parse(String(response.body)), {
      code: "deadline-exceeded",
      detail: "Too late.",
      hint: "Hurry."
    })
    assert.deepStrictEqual(
      wire.refuse({ ...head, method: "HEAD" }, "r-1", {
        _tag: "DeadlineExceeded",
        detail: "Too late.",
        hint: "Hurry."
      }),
      response
    )
  })

  it("knows the groups that the api's rules name", () => {
    const Shelves = Resource.make("shelves", {
      fields: { name: Schema.String },
      access: {
        get: Access.any(Access.group("readers"), Access.group("librarians")),
        list: Access.group("readers")
      }
    })
    const { groups } = Rest.make(Api.make("library", { resources: [Shelves] }))
    assert.deepStrictEqual([...groups].toSorted(), ["librarians", "readers"])
  })

  it("knows the group of whom people are told", () => {
    const { groups } = Rest.make(api, { people: { access: Access.group("staff") } })
    assert.sameMembers([...groups], ["librarians", "staff"])
  })

  it.effect("asks the directory where people are told", () =>
    Effect.gen(function* () {
      const nobody = UserDirectory.of({
        find: () => Effect.succeed(new Map()),
        groupsOf: () => Effect.succeed([])
      })
      const asking = request({ path: `/books/${uid}`, query: [["expand", "creator"]] })
      const answer = Rest.make(api, { people: {} }).answer(asking, ann)
      const { response, cause } = yield* Effect.provideService(answer, UserDirectory, nobody)
      assert.strictEqual(new Map(response.headers).get("expand-applied"), "creator")
      assert.include(String(response.body), ',"creator":null}')
      assert.isNull(cause)
    }).pipe(Effect.provideContext(services))
  )

  it("does not compile without a directory where people are told, and needs none elsewhere", () => {
    const wires: Array<Wire<ResourceStore | SecureRandom.SecureRandom>> = [
      Rest.make(api),
      Rest.make(api, { only: ["books"] })
    ]
    // @ts-expect-error Type 'UserDirectory' is not assignable
    wires.push(Rest.make(api, { people: {} }))
    // @ts-expect-error 'acess' does not exist; did you mean 'access'?
    assert.isDefined(Rest.make(api, { people: { acess: Access.everyone } }))
    assert.lengthOf(wires, 3)
  })

  it("does not compile without a status for each error of a hook, nor with one for none", () => {
    Rest.make(refusing, { problems: { NoCopyLeft: 409 } })
    // @ts-expect-error errors of hooks without a status in problems: "NoCopyLeft"
    Rest.make(refusing)
    // @ts-expect-error Property 'problems' is missing
    Rest.make(refusing, {})
    // @ts-expect-error 'NoCopiesLeft' does not exist; did you mean 'NoCopyLeft'?
    Rest.make(refusing, { problems: { NoCopiesLeft: 409 } })
    const passing = Hooks.make(Books, {
      beforeCreate: () => Effect.fail(new Conflict({ resource: "books", fields: [] }))
    })
    Rest.make(Api.make("library", { resources: [Books], hooks: [passing] }))
  })

  it("names the errors without a status to who leaves them all out", () => {
    const told: NeedsNoProblems<NoCopyLeft | Conflict> = {
      "errors of hooks without a status in problems": "NoCopyLeft"
    }
    assert.isDefined(told)
  })

  it("does not compile with an option that names what is no resource, and refuses it at start all the same", () => {
    Rest.make(api, { only: ["books", "tags"], requireMatch: ["books"] })
    // @ts-expect-error Type '"boks"' is not assignable; did you mean '"books"'?
    assert.throws(() => Rest.make(api, { only: ["boks"] }), "which is no resource of it")
    // @ts-expect-error Type '"bookes"' is not assignable; did you mean '"books"'?
    assert.throws(() => Rest.make(api, { requireMatch: ["bookes"] }), "which is no resource of it")
  })
})
