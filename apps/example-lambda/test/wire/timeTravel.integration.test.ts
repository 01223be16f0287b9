// @effect-diagnostics asyncFunction:off
// @effect-diagnostics globalDate:off
/** `as_of` and `Accept-Datetime` over each store: what a client sees of the past. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory, SqlFunctionsMemory } from "@pgcrest/adapter-memory"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import type { ResourceStore } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Batch, TimeTravel } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Layer from "effect/Layer"
import { assert, beforeAll, describe, inject, test } from "vitest"
import { Library, problems } from "../../src/library.ts"
import { type Answer, answerOf, type Call, expectStatus, problem, requestId } from "./wire.ts"

type Rest = Omit<Call, "method" | "path">

const ines = { sub: "ines", groups: ["librarians"] }

const handlerOver = (store: Layer.Layer<ResourceStore, Error>, timeTravel?: TimeTravel.TimeTravel) => {
  const handler = ApiGateway.handler(Library, Layer.merge(store, SqlFunctionsMemory.layer({})), {
    problems,
    batch: Batch.make(),
    ...(timeTravel === undefined ? {} : { timeTravel }),
    log: () => {}
  })
  return async (method: string, path: string, rest: Rest = {}, id = requestId) =>
    answerOf(
      await handler(GatewayEvent.make("http2", { as: ines, method, path, ...rest }, { requestId: id }), {
        awsRequestId: id
      })
    )
}

/** The clock's next millisecond, or second, so that what follows is later than what was. */
const later = async (unit = 1) => {
  const now = Math.floor(Date.now() / unit)
  while (Math.floor(Date.now() / unit) === now) await new Promise((resolve) => setImmediate(resolve))
}

describe.each(["memory", "PostgreSQL"] as const)("the past over %s", (kind) => {
  let ask: (method: string, path: string, rest?: Rest, id?: string) => Promise<Answer>
  let author = ""
  let books: ReadonlyArray<string> = []
  /** When the author and three books were made, and what was done since: one renamed, one deleted, one more. */
  let then = ""

  beforeAll(async () => {
    const url = kind === "memory" ? "" : await PostgresServer.createDatabase(inject("postgres"))
    const store = kind === "memory" ? ResourceStoreMemory.layer : ResourceStorePostgres.layer({ url })
    ask = handlerOver(store, TimeTravel.make())
    author = expectStatus(await ask("POST", "/authors", { body: { name: "Eliot" } }), 201).json.uid
    const make = async (title: string, isbn: string) =>
      expectStatus(await ask("POST", "/books", { body: { title, isbn, author_uid: author } }), 201).json.uid
    books = [
      await make("A", "9780141439549"),
      await make("B", "9780141439556"),
      await make("C", "9780141439563")
    ]
    await later()
    then = new Date().toISOString()
    await later()
    expectStatus(await ask("PATCH", `/books/${books[0]}`, { body: { title: "Z" } }, "renamed"), 200)
    await later()
    expectStatus(await ask("DELETE", `/books/${books[1]}`), 204)
    await make("D", "9780141439570")
    expectStatus(await ask("PATCH", `/authors/${author}`, { body: { name: "George Eliot" } }), 200)
  })

  const titles = (answer: Answer) =>
    expectStatus(answer, 200).json.map(({ title }: { readonly title: string }) => title)
  const past = (query: string, rest?: Rest) => ask("GET", `/books?order=title&as_of=${then}${query}`, rest)

  test("one record is as it was, and says when that is", async () => {
    const answer = expectStatus(await ask("GET", `/books/${books[0]}?as_of=${then}`), 200)
    assert.deepInclude(answer.json, { title: "A", version: 1 })
    assert.strictEqual(answer.header("etag")?.startsWith('"1-'), true)
    assert.strictEqual(answer.header("memento-datetime"), new Date(then).toUTCString())
    assert.strictEqual(answer.header("link"), `</books/${books[0]}>; rel="original timegate"`)
    assert.include(answer.header("vary"), "Accept-Datetime")
    assert.strictEqual(
      expectStatus(await ask("GET", `/books/${books[1]}?as_of=${then}`), 200).json.title,
      "B"
    )
    problem(await ask("GET", `/books/${books[1]}`), 404, "record-not-found")
    problem(await ask("GET", `/books/${books[0]}?as_of=2001-01-01T00:00:00Z`), 404, "record-not-found")
  })

  test("a list has its filters, order, page, count, relations and aggregates of then", async () => {
    assert.deepStrictEqual(titles(await past("")), ["A", "B", "C"])
    assert.deepStrictEqual(titles(await ask("GET", "/books?order=title")), ["C", "D", "Z"])
    assert.deepStrictEqual(titles(await past("&title=gt.A")), ["B", "C"])
    const counted = expectStatus(await past("&limit=1&offset=1", { headers: { prefer: "count=exact" } }), 200)
    assert.strictEqual(counted.header("content-range"), "items 1-1/3")
    const [first] = expectStatus(await past("&select=title,author(name)&limit=1"), 200).json
    assert.deepStrictEqual(first, { title: "A", author: { name: "Eliot" } })
    const [whose] = expectStatus(
      await ask("GET", `/authors?select=name,books(title)&books.order=title&as_of=${then}`),
      200
    ).json
    assert.deepStrictEqual(whose, { name: "Eliot", books: [{ title: "A" }, { title: "B" }, { title: "C" }] })
  })

  test("its pages are those that the first one saw, by cursors", async () => {
    let next: string | null = `/books?order=title&limit=1&as_of=${then}`
    const seen: Array<string> = []
    while (next !== null) {
      const answer: Answer = await ask("GET", next)
      seen.push(...titles(answer))
      next = /<([^>]+)>; rel="next"/u.exec(answer.header("link") ?? "")?.[1] ?? null
      if (next !== null) assert.include(next, "as_of=")
    }
    assert.deepStrictEqual(seen, ["A", "B", "C"])
    const page = expectStatus(await past("&limit=1"), 200)
    const cursor = /cursor=([^&>]+)/u.exec(page.header("link") ?? "")?.[1] ?? ""
    problem(await ask("GET", `/books?order=title&limit=1&cursor=${cursor}`), 400, "query-invalid")
    problem(
      await ask("GET", `/books?order=title&cursor=${cursor}&as_of=2026-01-01T00:00:00Z`),
      400,
      "query-invalid"
    )
  })

  test("a request is a moment too: what there was once it had written", async () => {
    const answer = expectStatus(await ask("GET", "/books?order=title&as_of=renamed"), 200)
    assert.deepStrictEqual(titles(answer), ["B", "C", "Z"])
    assert.isNotNull(answer.header("memento-datetime"))
    const refused = problem(await ask("GET", "/books?as_of=nobody"), 400, "moment-out-of-reach")
    assert.deepInclude(refused.errors[0], { parameter: "as_of", code: "unknown" })
  })

  test("Accept-Datetime asks for it as well, and is told the address of that past (RFC 7089)", async () => {
    await later(1000)
    const headers = { "accept-datetime": new Date().toUTCString() }
    await later()
    await ask("PATCH", `/books/${books[2]}`, { body: { title: "C2" } })
    const answer = await ask("GET", `/books/${books[2]}`, { headers })
    assert.strictEqual(expectStatus(answer, 200).json.title, "C")
    const memento = answer.header("content-location") ?? ""
    assert.include(memento, "as_of=")
    assert.strictEqual(expectStatus(await ask("GET", memento), 200).json.title, "C")
    const rubbish = problem(
      await ask("GET", `/books/${books[2]}`, { headers: { "accept-datetime": "yesterday" } }),
      400,
      "header-invalid"
    )
    assert.deepInclude(rubbish.errors[0], { header: "accept-datetime" })
    const future = { "accept-datetime": "Wed, 25 Nov 2989 08:30:00 GMT" }
    const ahead = await ask("GET", `/books/${books[2]}`, { headers: future })
    const told = problem(ahead, 400, "moment-out-of-reach")
    assert.deepInclude(told.errors[0], { header: "accept-datetime", code: "future" })
    assert.notInclude(told.detail, "as_of")
    const named = await ask("GET", "/books?as_of=2988-01-01T00:00:00Z", { headers: future })
    assert.deepInclude(problem(named, 400).errors[0], { parameter: "as_of" })
  })

  test.each([
    ["as_of=2999-01-01T00:00:00Z", "moment-out-of-reach", "future"],
    ["as_of=2026-11-25T08:30:00", "query-invalid", "instant"],
    ["as_of=2026-11-25", "query-invalid", "instant"],
    ["as_of=2026-11-25T08:30:00+02:00", "query-invalid", "instant"],
    ["as_of=infinity", "query-invalid", "instant"],
    ["as_of=", "query-invalid", "instant"],
    ["as_of=a%20b", "query-invalid", "instant"],
    [`as_of=2026-01-01T00:00:00Z&as_of=2026-01-02T00:00:00Z`, "query-invalid", "repeated"]
  ])("GET ?%s is a 400 that says why", async (query, code, rule) => {
    const refused = problem(await ask("GET", `/books?${query}`), 400, code)
    assert.deepInclude(refused.errors[0], { parameter: "as_of", code: rule })
  })

  test("nothing is written into the past", async () => {
    const body = { title: "x", isbn: "9780141439587", author_uid: author }
    problem(await ask("POST", `/books?as_of=${then}`, { body }), 400, "query-invalid")
    problem(
      await ask("PATCH", `/books/${books[0]}?as_of=${then}`, { body: { title: "x" } }),
      400,
      "query-invalid"
    )
    problem(await ask("DELETE", `/books/${books[0]}?as_of=${then}`), 400, "query-invalid")
    problem(await ask("GET", `/books/${books[0]}/history?as_of=${then}`), 400, "query-invalid")
  })

  test("a batch may read it, beside what it writes", async () => {
    const requests = [
      { method: "GET", path: `/books/${books[0]}?as_of=${then}` },
      { method: "GET", path: `/books/${books[0]}` }
    ]
    const answers = expectStatus(await ask("POST", "/batch", { body: { requests } }), 200).json
    assert.deepStrictEqual(
      answers.map(({ body }: { readonly body: { readonly title: string } }) => body.title),
      ["A", "Z"]
    )
  })

  test("a query in a body may say when", async () => {
    const answer = await ask("POST", "/books/query", { body: { order: "title", as_of: then } })
    assert.deepStrictEqual(titles(answer), ["A", "B", "C"])
  })
})

test("where no option names it, there is no past to ask for", async () => {
  const ask = handlerOver(ResourceStoreMemory.layer)
  problem(await ask("GET", "/books?as_of=2026-01-01T00:00:00Z"), 400, "query-invalid")
  const answer = await ask("GET", "/books", { headers: { "accept-datetime": "rubbish" } })
  assert.notInclude(expectStatus(answer, 200).header("vary"), "Accept-Datetime")
})
