// @effect-diagnostics asyncFunction:off
/** `Prefer: tx=rollback` over each store: every kind of write in full, and nothing of it afterwards. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory, SqlFunctionsMemory } from "@pgcrest/adapter-memory"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Access, Field, Operation, type ResourceStore } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Batch, Operations, Rollback } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { Client } from "pg"
import { assert, beforeAll, describe, inject, test } from "vitest"
import { Library, problems } from "../../src/library.ts"
import { RenewAll } from "../../src/loans.operations.ts"
import { type Answer, answerOf, type Call, expectStatus, problem, requestId } from "./wire.ts"

type Rest = Omit<Call, "method" | "path">
type Ask = (method: string, path: string, rest?: Rest) => Promise<Answer>

const ines = { sub: "ines", groups: ["librarians"] }
const tried = { prefer: "tx=rollback, return=representation" }

const Count = Operation.make("count", {
  input: Schema.Struct({}),
  output: Schema.Int,
  access: Access.signedIn,
  safe: true,
  run: () => Effect.succeed(7)
})
const Twin = Operation.sql("twin", {
  input: {},
  output: Operation.value(Field.integer),
  access: Access.signedIn
})
/** Its function is never called. */
const functions = SqlFunctionsMemory.layer({ twin: () => Effect.die("it was called") })

const handlerOver = (store: Layer.Layer<ResourceStore, Error>, rollback?: Rollback.Rollback) => {
  const handler = ApiGateway.handler(Library, Layer.merge(store, functions), {
    problems,
    batch: Batch.make(),
    operations: Operations.make(RenewAll, Count, Twin),
    ...(rollback === undefined ? {} : { rollback }),
    log: () => {}
  })
  return async (method: string, path: string, rest: Rest = {}) =>
    answerOf(
      await handler(GatewayEvent.make("http2", { as: ines, method, path, ...rest }, { requestId }), {
        awsRequestId: requestId
      })
    )
}

describe.each(["memory", "PostgreSQL"] as const)("tx=rollback over %s", (kind) => {
  let ask: Ask
  /** Of every table and of the trail: what there is by itself. */
  let everything: () => Promise<unknown>
  let author = ""
  let book = ""
  let member = ""
  let loan = ""

  beforeAll(async () => {
    const url = kind === "memory" ? "" : await PostgresServer.createDatabase(inject("postgres"))
    ask = handlerOver(
      kind === "memory" ? ResourceStoreMemory.layer : ResourceStorePostgres.layer({ url, connections: 2 }),
      Rollback.make()
    )
    const made = async (resource: string, body: object): Promise<string> =>
      expectStatus(await ask("POST", `/${resource}`, { body }), 201).json.uid
    author = await made("authors", { name: "Jean Rhys" })
    book = await made("books", { title: "Quartet", isbn: "9780000000001", author_uid: author, copies: 2 })
    member = await made("members", { name: "Ida", email: "ida@example.org", joined: "2026-01-02" })
    loan = await made("loans", { book_uid: book, member_uid: member, due: "2027-01-01" })
    everything = kind === "memory" ? () => told(ask) : () => stored(url)
  })

  const bookOf = (isbn: string) => ({ title: "Voyage", isbn, author_uid: author })

  test("answers each kind of write as if it stayed, and leaves nothing of it in any table or the trail", async () => {
    const before = await everything()
    const upsert = { prefer: `${tried.prefer}, resolution=merge-duplicates` }
    const [isbn, other] = ["9780000000002", "9780000000003"]
    const writes: ReadonlyArray<readonly [request: string, status: number, rest: Rest]> = [
      ["POST /books", 201, { body: bookOf(isbn) }],
      ["POST /books", 201, { body: [bookOf(isbn), bookOf(other)] }],
      ["POST /authors", 201, { body: { name: "Zola", books: [{ title: "Nana", isbn }] } }],
      ["POST /authors", 201, { body: [{ name: "Zola", books: [{ title: "Nana", isbn }] }] }],
      ["PUT /authors/019b0000-0000-7000-8000-000000000009", 201, { body: { name: "Zola" } }],
      [`PUT /authors/${author}`, 200, { body: { name: "Zola" } }],
      [`PATCH /books/${book}`, 200, { body: { title: "Postures" } }],
      [`PATCH /books/${book}`, 200, patch([{ op: "replace", path: "/title", value: "Postures" }])],
      [`PATCH /books?isbn=eq.9780000000001`, 200, { body: { title: "Postures" } }],
      ["POST /loans", 201, { body: { book_uid: book, member_uid: member, due: "2027-01-01" } }],
      ["POST /books?on_conflict=isbn", 200, { body: [bookOf("9780000000001")], headers: upsert }],
      [`DELETE /loans/${loan}`, 200, {}],
      [`DELETE /loans?uid=eq.${loan}`, 200, {}],
      ["POST /rpc/renew_all", 200, { body: { member_uid: member, due: "2027-02-01" } }]
    ]
    for (const [request, status, rest] of writes) {
      const [method = "", path = ""] = request.split(" ")
      const answer = await ask(method, path, { ...rest, headers: { ...tried, ...rest.headers } })
      expectStatus(answer, status)
      assert.include(answer.header("preference-applied"), "tx=rollback", request)
      assert.isNotEmpty(answer.body)
      for (const name of ["location", "content-location", "etag"]) assert.isNull(answer.header(name), request)
      assert.deepStrictEqual(await everything(), before, request)
    }
  })

  test("shows what hooks, defaults and the rules of the answer make of it", async () => {
    const patched = await ask("PATCH", `/books/${book}?select=title,version,last_updater_uid,author(name)`, {
      body: { title: "Postures" },
      headers: tried
    })
    assert.deepStrictEqual(expectStatus(patched, 200).json, {
      title: "Postures",
      version: 3,
      last_updater_uid: "ines",
      author: { name: "Jean Rhys" }
    })
    const minimal = await ask("PATCH", `/books/${book}`, {
      body: { title: "Postures" },
      headers: { prefer: "tx=rollback, return=minimal" }
    })
    assert.deepInclude(minimal, { status: 204, body: "" })
    assert.strictEqual(minimal.header("preference-applied"), "return=minimal, tx=rollback")
  })

  test("fails as the write would, and its answer does not claim that anything was undone", async () => {
    const before = await everything()
    const refused: ReadonlyArray<readonly [request: string, status: number, code: string, rest: Rest]> = [
      ["POST /books", 422, "record-invalid", { body: { ...bookOf("1") } }],
      ["POST /books", 409, "conflict", { body: bookOf("9780000000001") }],
      ["POST /books", 403, "insufficient-scope", { body: bookOf("9780000000002"), as: { sub: "ann" } }],
      [`DELETE /books/${book}`, 409, "still-referenced", {}],
      [`PATCH /books/${book}`, 412, "version-mismatch", { body: {}, headers: { "if-match": '"9"' } }],
      ["POST /rpc/renew_all", 422, "record-invalid", { body: {} }]
    ]
    for (const [request, status, code, rest] of refused) {
      const [method = "", path = ""] = request.split(" ")
      const answer = await ask(method, path, { ...rest, headers: { ...tried, ...rest.headers } })
      problem(answer, status, code)
      assert.isNull(answer.header("preference-applied"))
      assert.deepStrictEqual(await everything(), before, request)
    }
  })

  test("undoes a batch as a whole, whose requests see each other", async () => {
    const before = await everything()
    const requests = [
      { method: "POST", path: "/authors", body: { name: "Zola" } },
      { method: "POST", path: "/books", body: { ...bookOf("9780000000004"), author_uid: "$0.uid" } },
      { method: "GET", path: "/books?author_uid=eq.$0.uid&select=title" }
    ]
    const answer = expectStatus(await ask("POST", "/batch", { body: { requests }, headers: tried }), 200)
    assert.strictEqual(answer.header("preference-applied"), "tx=rollback")
    assert.deepStrictEqual(answer.json[2].body, [{ title: "Voyage" }])
    assert.deepStrictEqual(answer.json[0].headers, {})
    assert.deepStrictEqual(await everything(), before)
  })

  test("is not one request of a batch's to say, and nothing of that batch is done", async () => {
    const before = await everything()
    const first = { method: "POST", path: "/authors", body: { name: "Zola" } }
    for (const tx of ["rollback", "commit"]) {
      const requests = [first, { ...first, headers: { Prefer: `return=minimal, tx=${tx}` } }]
      const { errors } = problem(await ask("POST", "/batch", { body: { requests } }), 400, "body-malformed")
      assert.deepInclude(errors[0], { pointer: "#/requests/1/headers/Prefer", code: "header" })
    }
    assert.deepStrictEqual(await everything(), before)
  })

  test("is not applied to what writes nothing, and refuses what the database commits by itself", async () => {
    for (const [method, path] of [
      ["GET", "/books"],
      ["GET", `/books/${book}`],
      ["GET", "/rpc/count"],
      ["POST", "/rpc/count"]
    ] as const) {
      const answer = await ask(method, path, { headers: tried, ...(method === "POST" ? { body: {} } : {}) })
      assert.notInclude(expectStatus(answer, 200).header("preference-applied") ?? "", "tx")
    }
    const { errors } = problem(
      await ask("POST", "/rpc/twin", { body: {}, headers: tried }),
      400,
      "header-invalid"
    )
    assert.deepInclude(errors[0], { header: "prefer" })
  })

  test("may be committed instead, which says so", async () => {
    const kept = { headers: { prefer: "tx=commit" } }
    const made = expectStatus(await ask("POST", "/authors", { body: { name: "Kept" }, ...kept }), 201)
    assert.strictEqual(made.header("preference-applied"), "tx=commit")
    assert.isNotNull(made.header("etag"))
    expectStatus(await ask("DELETE", made.header("location") ?? "", kept), 204)
    const requests = [{ method: "POST", path: "/authors", body: { name: "Kept too" } }]
    const batch = expectStatus(await ask("POST", "/batch", { body: { requests }, ...kept }), 200)
    assert.strictEqual(batch.header("preference-applied"), "tx=commit")
    expectStatus(await ask("DELETE", batch.json[0].headers.location), 204)
  })
})

test("without the option the preference is unknown: left aside, or refused where handling is strict", async () => {
  const ask = handlerOver(ResourceStoreMemory.layer)
  const requests = [{ method: "POST", path: "/authors", body: { name: "Zola" } }]
  for (const [path, body] of [
    ["/authors", { name: "Zola" }],
    ["/batch", { requests }],
    ["/rpc/renew_all", { member_uid: "", due: "2027-02-01" }]
  ] as const) {
    const strict = { headers: { prefer: "tx=rollback, handling=strict" } }
    problem(await ask("POST", path, { body, ...strict }), 400, "header-invalid")
    const kept = await ask("POST", path, { body, headers: { prefer: "tx=rollback" } })
    assert.isBelow(kept.status, 300)
    assert.isNull(kept.header("preference-applied"))
  }
  assert.lengthOf((await ask("GET", "/authors")).json, 2)
})

const patch = (operations: object): Rest => ({
  body: operations,
  headers: { "content-type": "application/json-patch+json" }
})

const resources = ["authors", "books", "members", "loans"]

/** All records, and all that ever happened to them. */
async function told(ask: Ask): Promise<unknown> {
  const lists = await Promise.all(resources.map(async (name) => (await ask("GET", `/${name}`)).json))
  const histories = lists.flatMap((records, at) =>
    records.map(({ uid }: { readonly uid: string }) => ask("GET", `/${resources[at]}/${uid}/history`))
  )
  return [lists, (await Promise.all(histories)).map(({ json }) => json)]
}

/** All rows of all tables there are, the audit's too. */
async function stored(url: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const tables = await client.query(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('library', 'audit')"
  )
  const rows = []
  for (const { name } of tables.rows)
    rows.push([name, (await client.query(`select t::text from ${name} t order by 1`)).rows])
  await client.end()
  assert.isAbove(rows.length, 5)
  return rows
}
