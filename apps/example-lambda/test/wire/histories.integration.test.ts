// @effect-diagnostics asyncFunction:off
/** Histories over HTTP: of one record, of one with what belongs to it, across resources, and who wrote each field. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { auditSchema, ddl, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Access, Api, Field, Relation, Resource, type ResourceStore } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Csv, History } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import type * as Config from "effect/Config"
import type * as Layer from "effect/Layer"
import { Client } from "pg"
import { assert, beforeAll, describe, inject, test } from "vitest"
import { type Answer, answerOf, type Call, expectStatus, problem, requestId, uid } from "./wire.ts"

const open = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.signedIn,
  update: Access.signedIn,
  delete: Access.signedIn,
  history: Access.signedIn
}
const Books = Resource.make("books", {
  fields: {
    title: Field.text,
    price: Field.optional(Field.numeric(10, 2)),
    tags: Field.optional(Field.array("text")),
    name: Field.optional(Field.sealed(Field.text)),
    scratch: Field.optional(Field.unrecorded(Field.text)),
    secret: Field.optional(Field.writeOnly(Field.text))
  },
  relations: {
    loans: Relation.many("loans", "book_uid"),
    diaries: Relation.many("diaries", "book_uid"),
    readers: Relation.through("readers", "loans", "book_uid", "reader_uid")
  },
  access: open
})
const Loans = Resource.make("loans", {
  fields: {
    book_uid: Field.references("books"),
    reader_uid: Field.optional(Field.references("readers")),
    member: Field.text
  },
  relations: { book: Relation.one("books", "book_uid") },
  access: open
})
const Readers = Resource.make("readers", { fields: { name: Field.text }, access: { get: Access.everyone } })
/** Each for its owner's eyes, and for auditors. */
const Diaries = Resource.make("diaries", {
  fields: { book_uid: Field.optional(Field.references("books")), entry: Field.text },
  access: {
    ...open,
    get: Access.any(Access.owner, Access.group("auditors")),
    history: Access.any(Access.owner, Access.group("auditors"))
  }
})
/** Whose past is nobody's but auditors'. */
const Secrets = Resource.make("secrets", {
  fields: { what: Field.text },
  access: { ...open, history: Access.group("auditors") }
})
const Library = Api.make("library", { resources: [Books, Loans, Readers, Diaries, Secrets] })

const ann = { sub: "ann" }
const bob = { sub: "bob" }
const otto = { sub: "otto", groups: ["auditors"] }

const database = async () => {
  const url = await PostgresServer.createDatabase(inject("postgres"))
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`${auditSchema}${ddl(Library)}`)
  return { url, client }
}

const handlerOver = (store: Layer.Layer<ResourceStore, Config.ConfigError>) => {
  const history = History.make({ report: Access.signedIn })
  const handler = ApiGateway.handler(Library, store, { history, formats: [Csv.make()], log: () => {} })
  return async (method: string, path: string, rest: Rest = {}): Promise<Answer> =>
    answerOf(
      await handler(GatewayEvent.make("http2", { method, path, ...rest }, { requestId }), {
        awsRequestId: requestId
      })
    )
}
type Rest = Omit<Call, "method" | "path">
type As = NonNullable<Call["as"]>
type Ask = ReturnType<typeof handlerOver>

const put = async (ask: Ask, path: string, body: object, as: As = ann) =>
  expectStatus(await ask("PUT", path, { body, as }), 201)
const patch = async (ask: Ask, path: string, body: object, as: As = ann) =>
  expectStatus(await ask("PATCH", path, { body, as }), 200)

/** Pages to their end by their links, each as the versions that it tells. */
const walked = async (ask: Ask, path: string, as: As) => {
  const pages: Array<ReadonlyArray<string>> = []
  let next: string | undefined = path
  while (next !== undefined) {
    const answer: Answer = expectStatus(await ask("GET", next, { as }), 200)
    pages.push(answer.json.map((one: object) => Object.values(one).join(" ")))
    next = /<([^>]+)>; rel="next"/u.exec(answer.header("link") ?? "")?.[1]
  }
  return pages
}

describe.each(["memory", "PostgreSQL"])("histories over %s", (kind) => {
  let ask: Ask
  beforeAll(async () => {
    if (kind === "memory") ask = handlerOver(ResourceStoreMemory.layer)
    else {
      const { client, url } = await database()
      await client.end()
      ask = handlerOver(ResourceStorePostgres.layer({ url }))
    }
    await put(ask, `/books/${uid(1)}`, { title: "a", price: 1, name: "x", scratch: "s", secret: "t" })
    await put(ask, `/books/${uid(2)}`, { title: "other" }, bob)
    await put(ask, `/loans/${uid(3)}`, { book_uid: uid(1), member: "mia" }, bob)
    await patch(ask, `/books/${uid(1)}`, { price: 2 }, bob)
    await patch(ask, `/loans/${uid(3)}`, { book_uid: uid(2) })
    await patch(ask, `/loans/${uid(3)}`, { member: "noa" })
    await put(ask, `/diaries/${uid(4)}`, { book_uid: uid(1), entry: "ann's" })
    await put(ask, `/diaries/${uid(5)}`, { book_uid: uid(1), entry: "bob's" }, bob)
    await put(ask, `/secrets/${uid(6)}`, { what: "s" })
    await patch(ask, `/books/${uid(1)}`, { title: "b", name: "y", scratch: "u", secret: "v" }, bob)
  })
  const told = async (path: string, query: Readonly<Record<string, string>>, as: As = ann) =>
    expectStatus(await ask("GET", path, { query, as }), 200).json

  const lines = async (path: string, query: Readonly<Record<string, string>>, as: As = ann) =>
    (await told(path, { select: "resource,version,actor", ...query }, as)).map((one: object) =>
      Object.values(one).join(" ")
    )

  test("tell what a field was and is, sealed ones too, and nothing of what is hidden or unrecorded", async () => {
    const [{ diff }] = await told(`/books/${uid(1)}/history`, { select: "diff", limit: "1" })
    assert.deepStrictEqual(diff, { title: { from: "a", to: "b" }, name: { from: "x", to: "y" } })
    assert.deepStrictEqual(await lines(`/books/${uid(1)}/history`, { "was.name": "eq.x" }), [
      "books 3 bob",
      "books 2 bob"
    ])
    assert.deepStrictEqual(await lines(`/books/${uid(1)}/history`, { changed: "name" }), [
      "books 3 bob",
      "books 1 ann"
    ])
  })

  test.each([
    [{ "was.secret": "eq.t" }, "was.secret", "unknown"],
    [{ "was.scratch": "eq.s" }, "was.scratch", "unknown"],
    [{ changed: "secret" }, "changed", "unknown"],
    [{ changed: "scratch" }, "changed", "unknown"],
    [{ fields: "secret" }, "fields", "unknown"],
    [{ changed: "title,title" }, "changed", "repeated"],
    [{ "was.tags": "cs.{a}" }, "was.tags", "operator"],
    [{ "was.price": "gt.x" }, "was.price", "operand"],
    [{ "was.price": "above.1" }, "was.price", "operator"],
    [{ operation: "eq.write" }, "operation", "operand"],
    [{ at: "gte.yesterday" }, "at", "operand"],
    [{ version: "eq.x" }, "version", "operand"],
    [{ metadata: "eq.x" }, "metadata", "unknown"],
    [{ uid: "eq.x" }, "uid", "unknown"],
    [{ title: "eq.x" }, "title", "unknown"],
    [{ cursor: "x" }, "cursor", "cursor"],
    [{ include: "readers" }, "include", "unfit"],
    [{ include: "nothing" }, "include", "unknown"],
    [{ include: "loans,loans" }, "include", "repeated"],
    [{ include: "loans", changed: "title" }, "changed", "unknown"],
    [{ include: "loans", offset: "2" }, "offset", "range"]
  ])("refuse %j, naming parameter and rule", async (query, parameter, code) => {
    const answer = await ask("GET", `/books/${uid(1)}/history`, { query, as: ann })
    assert.deepInclude(problem(answer, 400, "query-invalid").errors[0], { parameter, code })
  })

  test.each([
    [{ resource: "eq.nothing" }, "resource", "operand"],
    [{ resource: "eq.readers" }, "resource", "operand"],
    [{ resource: "like.b*" }, "resource", "operator"],
    [{ changed: "title" }, "changed", "ambiguous"],
    [{ "was.title": "eq.a" }, "was.title", "ambiguous"],
    [{ resource: "eq.books", changed: "nothing" }, "changed", "unknown"],
    [{ owner: "above.x" }, "owner", "operator"],
    [{ offset: "1" }, "offset", "range"],
    [{ include: "loans" }, "include", "unknown"]
  ])("across resources refuse %j, naming parameter and rule", async (query, parameter, code) => {
    const answer = await ask("GET", "/history", { query, as: ann })
    assert.deepInclude(problem(answer, 400, "query-invalid").errors[0], { parameter, code })
  })

  test("have each change at its version, and a part of it", async () => {
    const at = (version: string, query = {}) =>
      ask("GET", `/books/${uid(1)}/history/${version}`, { query, as: ann })
    const query = { select: "version,after", fields: "title,name" }
    assert.deepStrictEqual(expectStatus(await at("2", query), 200).json, {
      version: 2,
      after: { title: "a", name: "x" }
    })
    for (const version of ["4", "9223372036854775807", "9223372036854775808", "0", "x", "01", "-1"])
      problem(await at(version), 404, "route-not-found")
    const errors = problem(await at("2", { actor: "eq.ann" }), 400, "query-invalid").errors
    assert.deepInclude(errors[0], { parameter: "actor", code: "unknown" })
    problem(await ask("GET", `/books/${uid(99)}/history/1`, { as: ann }), 404, "record-not-found")
  })

  test("tell a record with what belongs to it, or did, by each one's own rules", async () => {
    const family = await lines(`/books/${uid(1)}/history`, { include: "loans,diaries" })
    assert.deepStrictEqual(family, [
      "books 3 bob",
      "diaries 1 ann",
      "loans 2 ann",
      "books 2 bob",
      "loans 1 bob",
      "books 1 ann"
    ])
    const auditor = await lines(`/books/${uid(1)}/history`, { include: "diaries" }, otto)
    assert.deepStrictEqual(auditor.slice(0, 3), ["books 3 bob", "diaries 1 bob", "diaries 1 ann"])
    assert.deepStrictEqual(await lines(`/books/${uid(2)}/history`, { include: "loans" }), [
      "loans 3 ann",
      "loans 2 ann",
      "books 1 bob"
    ])
    problem(
      await ask("GET", `/books/${uid(99)}/history`, { query: { include: "loans" }, as: ann }),
      404,
      "record-not-found"
    )
    problem(await ask("GET", `/books/${uid(1)}/history`, { query: { include: "loans" } }), 401)
  })

  test("are paged as one timeline, forwards and back, whatever is written meanwhile", async () => {
    const query = "include=loans%2Cdiaries&select=resource%2Cversion"
    const path = `/books/${uid(1)}/history?${query}&limit=2`
    assert.deepStrictEqual(await walked(ask, path, ann), [
      ["books 3", "diaries 1"],
      ["loans 2", "books 2"],
      ["loans 1", "books 1"]
    ])
    const link = (answer: Answer, rel: string) =>
      new RegExp(`<([^>]+)>; rel="${rel}"`, "u").exec(answer.header("link") ?? "")?.[1] ?? ""
    const first = expectStatus(await ask("GET", path, { as: ann }), 200)
    const second = expectStatus(await ask("GET", link(first, "next"), { as: ann }), 200)
    const third = expectStatus(await ask("GET", link(second, "next"), { as: ann }), 200)
    const back = expectStatus(await ask("GET", link(third, "prev"), { as: ann }), 200)
    assert.deepStrictEqual(back.json, second.json)
    const start = expectStatus(await ask("GET", link(back, "prev"), { as: ann }), 200)
    assert.deepStrictEqual(start.json, first.json)
    assert.strictEqual(link(start, "prev"), "")
    const other = link(first, "next").replace("limit=2", "limit=2&actor=eq.ann")
    const errors = problem(await ask("GET", other, { as: ann }), 400, "query-invalid").errors
    assert.deepInclude(errors[0], { parameter: "cursor", code: "cursor" })
  })

  test("across resources tell what each one's rules let the caller see", async () => {
    const all = await lines("/history", { actor: "eq.ann" })
    assert.deepStrictEqual(all, ["diaries 1 ann", "loans 3 ann", "loans 2 ann", "books 1 ann"])
    assert.deepStrictEqual((await lines("/history", { actor: "eq.ann" }, otto)).slice(0, 2), [
      "secrets 1 ann",
      "diaries 1 ann"
    ])
    assert.deepStrictEqual(await lines("/history", { resource: "eq.books", changed: "price" }), [
      "books 2 bob",
      "books 1 ann"
    ])
    const secrets = { resource: "in.(books,secrets)" }
    problem(await ask("GET", "/history", { query: secrets, as: ann }), 403, "not-permitted")
    problem(await ask("GET", "/history"), 401)
    expectStatus(await ask("GET", "/history", { query: { request_id: `eq.${requestId}` }, as: ann }), 200)
    const pages = await walked(ask, "/history?select=resource%2Cversion&limit=3&actor=eq.ann", ann)
    assert.deepStrictEqual(pages, [["diaries 1", "loans 3", "loans 2"], ["books 1"]])
  })

  test("report what was done to one person's records", async () => {
    const query = { owner: "eq.ann", actor: "neq.ann" }
    assert.deepStrictEqual(await lines("/history", query), ["books 3 bob", "books 2 bob"])
    const csv = await ask("GET", "/history", {
      query: { ...query, select: "resource,version,diff", fields: "title,price", resource: "eq.books" },
      headers: { accept: "text/csv" },
      as: ann
    })
    assert.strictEqual(
      expectStatus(csv, 200).body,
      'resource,version,diff\r\nbooks,3,"{""title"":{""from"":""a"",""to"":""b""}}"\r\nbooks,2,"{""price"":{""from"":1.00,""to"":2.00}}"\r\n'
    )
    assert.include(csv.header("content-disposition") ?? "", 'filename="history.csv"')
  })

  test("tell who wrote each field last", async () => {
    const blame = expectStatus(await ask("GET", `/books/${uid(1)}/blame`, { as: ann }), 200).json
    const versions = Object.entries(blame).map(([field, told]) => [
      field,
      Object(told).version,
      Object(told).actor
    ])
    assert.deepStrictEqual(versions, [
      ["title", 3, "bob"],
      ["price", 2, "bob"],
      ["tags", undefined, undefined],
      ["name", 3, "bob"]
    ])
    problem(await ask("GET", `/books/${uid(99)}/blame`, { as: ann }), 404, "record-not-found")
    problem(await ask("GET", `/diaries/${uid(5)}/blame`, { as: ann }), 404, "record-not-found")
    problem(await ask("GET", `/books/${uid(1)}/blame`), 401)
    problem(await ask("POST", `/books/${uid(1)}/blame`, { as: ann }), 405)
    problem(await ask("GET", `/readers/${uid(1)}/blame`, { as: ann }), 404)
  })
})

test("a sealed field that was erased is told as that, and no filter finds what it was", async () => {
  const { client, url } = await database()
  const ask = handlerOver(ResourceStorePostgres.layer({ url }))
  await put(ask, `/books/${uid(1)}`, { title: "a", name: "x" })
  await patch(ask, `/books/${uid(1)}`, { title: "b", name: "y" })
  await client.query("update audit.change set sealed = null, salt = null")
  await client.end()
  const asked = async (query: Readonly<Record<string, string>>) =>
    expectStatus(await ask("GET", `/books/${uid(1)}/history`, { query, as: ann }), 200).json
  const diffs = await asked({ select: "diff" })
  assert.deepStrictEqual(diffs, [
    { diff: { title: { from: "a", to: "b" }, name: { erased: true } } },
    { diff: { title: { from: null, to: "a" }, name: { erased: true } } }
  ])
  assert.deepStrictEqual(await asked({ "was.name": "eq.x" }), [])
})

test("a filter by what a field was takes an old image's value of another type for none", async () => {
  const { client, url } = await database()
  const ask = handlerOver(ResourceStorePostgres.layer({ url }))
  await put(ask, `/books/${uid(1)}`, { title: "a", price: 1 })
  await patch(ask, `/books/${uid(1)}`, { title: "b" })
  await client.query(`update audit.change set after = after || '{"price": "cheap"}'`)
  await client.end()
  const versions = async (was: string) => {
    const query = { select: "version", "was.price": was }
    return expectStatus(await ask("GET", `/books/${uid(1)}/history`, { query, as: ann }), 200).json
  }
  assert.deepStrictEqual(await versions("eq.1"), [])
  assert.deepStrictEqual(await versions("is.null"), [{ version: 2 }])
})

test("a handler without them tells of one record alone", async () => {
  const handler = ApiGateway.handler(Library, ResourceStoreMemory.layer, { log: () => {} })
  const ask = async (path: string) =>
    answerOf(
      await handler(GatewayEvent.make("http2", { method: "GET", path, as: ann }, { requestId }), {
        awsRequestId: requestId
      })
    )
  problem(await ask("/history"), 404, "route-not-found")
  problem(await ask(`/books/${uid(1)}/blame`), 404, "route-not-found")
  const included = problem(await ask(`/books/${uid(1)}/history?include=loans`), 400, "query-invalid")
  assert.deepInclude(included.errors[0], { parameter: "include", code: "unknown" })
})

test("a resource that would stand at the address of histories is refused", () => {
  const Histories = Resource.make("history", { fields: { what: Field.text }, access: open })
  assert.throws(
    () =>
      ApiGateway.handler(Api.make("past", { resources: [Histories] }), ResourceStoreMemory.layer, {
        history: History.make()
      }),
    /at "\/history", where the resource "history" would never be asked/u
  )
})
