// @effect-diagnostics asyncFunction:off globalDate:off
/** What was refused, as whoever watches over a resource finds it: on both wires, over each store. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { auditSchema, ddl, grants, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import {
  Access,
  Api,
  Field,
  Hooks,
  type KeptRefusal,
  Operation,
  Records,
  Relation,
  Resource,
  type ResourceStore
} from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Postgrest } from "@pgcrest/postgrest"
import { Batch, History, Operations, Rest, Rollback, Undo } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { type Answer, answerOf, type Call, expectStatus, uid } from "./wire.ts"

const librarians = Access.group("librarians")

class Locked extends Schema.TaggedError<Locked>()("Locked", {}) {
  override readonly message = "This book stays."
}

const Books = Resource.make("books", {
  fields: { title: Field.text },
  relations: { reviews: Relation.many("reviews", "book_uid") },
  trail: { refusals: true, metadata: { ticket: Field.optional(Field.text) } },
  access: {
    list: Access.signedIn,
    get: Access.signedIn,
    create: Access.signedIn,
    update: Access.owner,
    delete: librarians,
    history: Access.owner,
    restore: librarians
  }
})
const Reviews = Resource.make("reviews", {
  fields: { book_uid: Field.references("books"), text: Field.text },
  trail: { refusals: true },
  access: { list: librarians, create: Access.all(librarians, Access.scope("write")) }
})
/** Everybody's, without an account. */
const Boards = Resource.make("boards", {
  fields: { text: Field.text },
  trail: { refusals: true },
  access: { get: Access.everyone, create: Access.everyone, update: Access.everyone, delete: Access.signedIn }
})
/** What librarians alone may leave behind. */
const Shelves = Resource.make("shelves", {
  fields: { label: Field.text },
  trail: { refusals: true },
  access: { get: Access.everyone, create: Access.signedIn, become: librarians }
})
/** Records no refusals. */
const Notes = Resource.make("notes", {
  fields: { body: Field.text },
  access: { get: Access.everyone, create: Access.everyone, update: librarians }
})
const hooks = Hooks.make(Books, { beforeDelete: () => Effect.fail(new Locked()) })
const Lend = Operation.make("lend", {
  input: Schema.Struct({}),
  output: Schema.Void,
  access: librarians,
  run: () => Effect.asVoid(Effect.flatMap(Records, (records) => records.list(Books, {})))
})
const Library = Api.make("library", { resources: [Books, Reviews, Boards, Shelves, Notes], hooks: [hooks] })

type Rest = Omit<Call, "method" | "path">
const ann = { sub: "ann" }
const bob = { sub: "bob" }
const libby = { sub: "libby", groups: ["librarians"] }

const askingOver = (store: Layer.Layer<ResourceStore, Config.ConfigError>) => {
  const [operations, problems, rollback] = [Operations.make(Lend), { Locked: 403 } as const, Rollback.make()]
  const [batch, history, undo] = [Batch.make(), History.make(), Undo.make()]
  const logged: Array<unknown> = []
  const handler = ApiGateway.handler(
    {
      "": Rest.make(Library, { batch, history, undo, operations, problems, rollback }),
      "/rest/v1": Postgrest.make(Library, { operations, problems, rollback })
    },
    store,
    { log: (line) => logged.push(line) }
  )
  let asked = 0
  const ask = async (method: string, path: string, rest: Rest = {}) => {
    const requestId = `request-${++asked}`
    const event = GatewayEvent.make("http2", { method, path, ...rest }, { requestId })
    return { ...answerOf(await handler(event, { awsRequestId: requestId })), requestId }
  }
  return { ask, logged }
}
type Ask = ReturnType<typeof askingOver>["ask"]

const columns =
  "resource, uid, act, kind, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason"

describe.each(["memory", "PostgreSQL"])("what is refused over %s", (kind) => {
  let ask: Ask
  let kept: (requestId: string) => Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>
  let client: Client | null = null
  const book = uid(1)

  beforeAll(async () => {
    if (kind === "memory") {
      const refusals: Array<KeptRefusal> = []
      ask = askingOver(ResourceStoreMemory.layerWith({ refusals })).ask
      kept = async (id) => refusals.filter(({ request_id }) => request_id === id).map((one) => ({ ...one }))
    } else {
      const url = await PostgresServer.createDatabase(inject("postgres"))
      const owner = new Client({ connectionString: url })
      client = owner
      await owner.connect()
      const role = `app_${crypto.randomUUID().slice(0, 8)}`
      await owner.query(
        `${auditSchema}${ddl(Library)}create role ${role} login password 'app';${grants(Library, { role })}`
      )
      const own = Object.assign(new URL(url), { username: role, password: "app" }).href
      ask = askingOver(ResourceStorePostgres.layer({ url: own })).ask
      kept = async (id) =>
        (await owner.query(`select ${columns} from audit.refusal where request_id = $1`, [id])).rows
    }
    expectStatus(await ask("PUT", `/books/${book}`, { body: { title: "a" }, as: ann }), 201)
  })
  afterAll(() => client?.end())

  /** The one refusal that an answer left. */
  const refusalOf = async (answer: Answer & { readonly requestId: string }, status: number) => {
    expectStatus(answer, status)
    const refusals = await kept(answer.requestId)
    assert.lengthOf(refusals, 1)
    return refusals[0] ?? {}
  }
  const nothing = async (answer: Answer & { readonly requestId: string }, status: number) => {
    expectStatus(answer, status)
    assert.deepStrictEqual(await kept(answer.requestId), [])
  }

  test("is told with who, what, when and why, and nothing of what was sent", async () => {
    const before = new Date()
    const answer = await ask("PATCH", `/books/${book}`, {
      body: { title: "secret" },
      as: bob,
      headers: {
        "x-change-reason": "because",
        "x-change-ticket": "T-1",
        "x-request-id": "mine",
        traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      }
    })
    const { at, issuer, ...told } = await refusalOf(answer, 403)
    assert.deepStrictEqual(told, {
      resource: "books",
      uid: book,
      act: "update",
      kind: "NotPermitted",
      actor: "bob",
      on_behalf_of: null,
      request_id: answer.requestId,
      client_request_id: "mine",
      trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
      via: null,
      reason: "because"
    })
    assert.isString(issuer)
    const instant = (at instanceof Date ? at : new Date(String(at))).getTime()
    assert.isAtLeast(instant, before.getTime())
    assert.isAtMost(instant, Date.now())
    const { json } = await ask("GET", `/books/${book}`, { as: ann })
    assert.deepInclude(json, { title: "a", version: 1 })
  })

  const told = async (answer: Answer & { readonly requestId: string }, status: number) => {
    const { resource, uid, act, kind, actor, via } = await refusalOf(answer, status)
    return [resource, uid, act, kind, actor, via]
  }

  test("by a rule about the caller alone, before anything is asked of the database", async () => {
    assert.deepStrictEqual(await told(await ask("DELETE", `/books/${book}`, { as: bob }), 403), [
      "books",
      book,
      "delete",
      "NotPermitted",
      "bob",
      null
    ])
    const review = { book_uid: book, text: "x" }
    const scoped = await ask("POST", "/reviews", { body: review, as: libby })
    assert.deepStrictEqual(await told(scoped, 403), [
      "reviews",
      null,
      "create",
      "InsufficientScope",
      "libby",
      null
    ])
    assert.deepInclude(
      await refusalOf(
        await ask("POST", `/books/${book}/restore`, {
          body: { version: 1 },
          as: bob,
          headers: { "x-request-id": "r" }
        }),
        403
      ),
      { uid: book, act: "restore", client_request_id: "r" }
    )
  })

  test("of a read too, with what its client calls it, also of what stands beside a record or in its past", async () => {
    const headers = { "x-request-id": "mine", "x-change-reason": "looking" }
    assert.deepInclude(await refusalOf(await ask("GET", "/reviews", { as: bob, headers }), 403), {
      resource: "reviews",
      uid: null,
      act: "list",
      client_request_id: "mine",
      reason: "looking"
    })
    const beside = await ask("GET", `/books/${book}?select=title,reviews(text)`, { as: bob })
    assert.deepStrictEqual(await told(beside, 403), ["reviews", null, "list", "NotPermitted", "bob", null])
    const family = await ask("GET", `/books/${book}/history?include=reviews`, { as: ann })
    assert.deepStrictEqual(await told(family, 403), ["reviews", null, "history", "NotPermitted", "ann", null])
    for (const path of ["history", "blame", "history/1"])
      assert.deepInclude(await refusalOf(await ask("GET", `/books/${book}/${path}`, { as: bob }), 403), {
        resource: "books",
        uid: book,
        act: "history"
      })
  })

  test("by the values that a write would leave", async () => {
    const expected = ["shelves", null, "create", "NewValuesRefused", "bob", null]
    for (const path of ["/shelves", "/rest/v1/shelves"])
      assert.deepStrictEqual(
        await told(await ask("POST", path, { body: { label: "a" }, as: bob }), 403),
        expected
      )
  })

  test.each([
    [{ "if-match": 'W/"1"' }, "PATCH"],
    [{ "if-match": '"7"' }, "PATCH"],
    [{ "if-match": '"7"' }, "PUT"],
    [{ "if-none-match": "*" }, "PUT"],
    [{ "if-unmodified-since": "Wed, 25 Nov 2020 08:30:00 GMT" }, "PATCH"]
  ])("by the condition %j of %s, without the version that was there", async (headers, method) => {
    assert.deepStrictEqual(
      await told(await ask(method, `/books/${book}`, { body: { title: "z" }, as: ann, headers }), 412),
      ["books", book, method === "PUT" ? "replace" : "update", "VersionMismatch", "ann", null]
    )
  })

  test("by a hook whose error is a 403, although its unit is undone", async () => {
    assert.deepStrictEqual(await told(await ask("DELETE", `/books/${book}`, { as: libby }), 403), [
      "books",
      book,
      "delete",
      "Locked",
      "libby",
      null
    ])
  })

  test("inside a batch once, as of the request that was refused, and nothing of the batch remains", async () => {
    const requests = [
      { method: "POST", path: "/boards", body: { text: "gone" } },
      {
        method: "PATCH",
        path: `/books/${book}`,
        headers: { "x-change-reason": "its own" },
        body: { title: "x" }
      },
      { method: "DELETE", path: `/books/${book}` }
    ]
    const answer = await ask("POST", "/batch", {
      body: { requests },
      as: bob,
      headers: { "x-request-id": "whole", "x-change-reason": "all" }
    })
    assert.deepInclude(await refusalOf(answer, 403), {
      resource: "books",
      uid: book,
      act: "update",
      via: "batch",
      client_request_id: "whole",
      reason: "its own"
    })
  })

  test("of a write that was only tried", async () => {
    const headers = { prefer: "tx=rollback" }
    const answer = await ask("PATCH", `/books/${book}`, { body: { title: "x" }, as: bob, headers })
    assert.deepInclude(await refusalOf(answer, 403), { act: "update", kind: "NotPermitted" })
  })

  test("under an idempotency key, each time that it is asked", async () => {
    const sent = { body: { title: "x" }, as: bob, headers: { "idempotency-key": "k" } }
    const first = await ask("PATCH", `/books/${book}`, sent)
    const second = await ask("PATCH", `/books/${book}`, sent)
    for (const answer of [first, second])
      assert.deepInclude(await refusalOf(answer, 403), { act: "update", actor: "bob" })
  })

  test("on PostgREST's wire, in the same words", async () => {
    const row = { body: { title: "x" }, as: bob }
    const patched = await ask("PATCH", `/rest/v1/books?uid=eq.${book}`, row)
    assert.deepStrictEqual(await told(patched, 403), ["books", null, "update", "NotPermitted", "bob", null])
    const listed = await ask("GET", "/rest/v1/reviews", { as: bob, headers: { "x-request-id": "mine" } })
    assert.deepInclude(await refusalOf(listed, 403), {
      resource: "reviews",
      act: "list",
      client_request_id: "mine"
    })
    const merging = { headers: { prefer: "resolution=merge-duplicates" }, as: bob }
    const merged = await ask("POST", "/rest/v1/books", { body: { uid: book, title: "x" }, ...merging })
    assert.deepInclude(await refusalOf(merged, 403), { resource: "books", act: "upsert" })
    const bound = await ask("PATCH", "/rest/v1/books?title=eq.q", { ...row, headers: { "if-match": '"1"' } })
    assert.deepInclude(await refusalOf(bound, 412), { act: "update", kind: "VersionMismatch" })
    const deleted = await ask("DELETE", `/rest/v1/books?uid=eq.${book}`, { as: libby })
    assert.deepInclude(await refusalOf(deleted, 403), { act: "delete", kind: "Locked" })
  })

  test("of who has no account is told as anonymous, where they may try", async () => {
    const made = expectStatus(await ask("POST", "/boards", { body: { text: "a" } }), 201).json.uid
    const sent = { body: { text: "b" }, headers: { "if-match": '"9"' } }
    assert.deepStrictEqual(await told(await ask("PATCH", `/boards/${made}`, sent), 412), [
      "boards",
      made,
      "update",
      "VersionMismatch",
      "anonymous",
      null
    ])
  })

  test("is nothing where nobody is known, a record is out of sight, what is sent does not fit, or a read's condition does not hold", async () => {
    await nothing(await ask("DELETE", `/boards/${uid(9)}`), 401)
    await nothing(await ask("PATCH", `/books/${book}`, { body: { title: "x" } }), 401)
    await nothing(await ask("GET", `/books/${uid(9)}`, { as: bob }), 404)
    await nothing(await ask("POST", "/books", { body: { name: "x" }, as: bob }), 422)
    await nothing(await ask("GET", `/books/${book}`, { as: ann }), 200)
    const headers = { "if-match": '"7"' }
    await nothing(await ask("GET", `/books/${book}`, { as: ann, headers }), 412)
    await nothing(await ask("POST", "/books/query", { body: {}, as: ann, headers }), 412)
    await nothing(await ask("PUT", "/reviews", { body: {}, as: bob }), 405)
  })

  test("is nothing of a resource that does not ask for it, nor of an operation's own rule", async () => {
    const made = expectStatus(await ask("POST", "/notes", { body: { body: "a" }, as: bob }), 201).json.uid
    await nothing(await ask("PATCH", `/notes/${made}`, { body: { body: "b" }, as: bob }), 403)
    await nothing(await ask("POST", "/rpc/lend", { body: {}, as: bob }), 403)
    await nothing(await ask("POST", "/rest/v1/rpc/lend", { body: {}, as: bob }), 403)
  })

  test("leaves no change and moves no version", async () => {
    const { json } = await ask("GET", `/books/${book}/history`, { as: ann })
    assert.lengthOf(json, 1)
  })
})
