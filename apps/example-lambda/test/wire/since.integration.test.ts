// @effect-diagnostics asyncFunction:off
// @effect-diagnostics globalDate:off
/** `since` over each store: what a client sees of what a list told at one moment and not at another. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory, SqlFunctionsMemory } from "@pgcrest/adapter-memory"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Access, Api, Field, Resource, type ResourceStore } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Batch, Csv, Ndjson, TimeTravel } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Layer from "effect/Layer"
import { assert, beforeAll, describe, inject, test } from "vitest"
import { Library, problems } from "../../src/library.ts"
import { directory } from "./people.ts"
import { type Answer, answerOf, type Call, expectStatus, problem, requestId } from "./wire.ts"

type Rest = Omit<Call, "method" | "path">

const ines = { sub: "ines", groups: ["librarians"] }

const handlerOver = (store: Layer.Layer<ResourceStore, Error>, timeTravel?: TimeTravel.TimeTravel) => {
  const handler = ApiGateway.handler(Library, Layer.merge(store, SqlFunctionsMemory.layer({})), {
    problems,
    batch: Batch.make(),
    formats: [Csv.make(), Ndjson.make()],
    people: { directory: directory() },
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

/** The clock's next millisecond, so that what follows is later than what was. */
const later = async () => {
  const now = Date.now()
  while (Date.now() === now) await new Promise((resolve) => setImmediate(resolve))
}

interface Entry {
  readonly uid: string
  readonly change: string
  readonly before: { readonly title: string } | null
  readonly after: { readonly title: string } | null
}

describe.each(["memory", "PostgreSQL"] as const)("what differs over %s", (kind) => {
  let ask: (method: string, path: string, rest?: Rest, id?: string) => Promise<Answer>
  let author = ""
  let books: ReadonlyArray<string> = []
  /** Once A, B, C and D were made; and once A was renamed, B deleted, C renamed and renamed back, and E made. */
  let then = ""
  let since = ""

  beforeAll(async () => {
    const url = kind === "memory" ? "" : await PostgresServer.createDatabase(inject("postgres"))
    const store = kind === "memory" ? ResourceStoreMemory.layer : ResourceStorePostgres.layer({ url })
    ask = handlerOver(store, TimeTravel.make())
    author = expectStatus(await ask("POST", "/authors", { body: { name: "Eliot" } }), 201).json.uid
    const make = async (title: string, isbn: string) =>
      expectStatus(await ask("POST", "/books", { body: { title, isbn, author_uid: author } }), 201).json.uid
    const retitle = async (uid: string | undefined, title: string, id = "renaming") =>
      expectStatus(await ask("PATCH", `/books/${uid}`, { body: { title } }, id), 200)
    const first = [
      await make("A", "9780141439549"),
      await make("B", "9780141439556"),
      await make("C", "9780141439563"),
      await make("D", "9780141439587")
    ]
    await later()
    since = new Date().toISOString()
    await later()
    await retitle(first[0], "Z")
    await retitle(first[2], "X")
    await retitle(first[2], "C")
    await later()
    expectStatus(await ask("DELETE", `/books/${first[1]}`), 204)
    books = [...first, await make("E", "9780141439570")]
    await later()
    then = new Date().toISOString()
    await later()
    await retitle(first[3], "later", "afterwards")
  })

  const told = (answer: Answer) =>
    expectStatus(answer, 200).json.map(({ after, before, change }: Entry) => [
      change,
      before?.title ?? null,
      after?.title ?? null
    ])
  const differing = (query = "", rest?: Rest) =>
    ask("GET", `/books?since=${since}&as_of=${then}${query}`, rest)

  test("each record that came, changed or went, as it was at both moments", async () => {
    const answer = await differing()
    assert.deepStrictEqual(told(answer), [
      ["changed", "A", "Z"],
      ["gone", "B", null],
      ["changed", "C", "C"],
      ["added", null, "E"]
    ])
    const [renamed, gone] = answer.json
    assert.deepInclude(renamed, { uid: books[0] })
    assert.deepInclude(renamed.before, { uid: books[0], version: 1, title: "A" })
    assert.deepInclude(renamed.after, { uid: books[0], version: 2, title: "Z" })
    assert.deepInclude(gone, { uid: books[1], after: null })
    assert.strictEqual(answer.header("memento-datetime"), new Date(then).toUTCString())
    assert.isNull(answer.header("etag"))
    assert.strictEqual(answer.header("content-range"), "items 0-3/4")
  })

  test("up to now, where no later moment is named, and its address is told", async () => {
    const answer = await ask("GET", `/books?since=${since}&select=title`)
    assert.deepStrictEqual(told(answer), [
      ["changed", "A", "Z"],
      ["gone", "B", null],
      ["changed", "D", "later"],
      ["added", null, "E"]
    ])
    const memento = answer.header("content-location") ?? ""
    assert.include(memento, "since=")
    assert.include(memento, "as_of=")
    await later()
    await ask("PATCH", `/books/${books[4]}`, { body: { title: "E2" } })
    assert.strictEqual((await ask("GET", memento)).body, answer.body)
    await ask("PATCH", `/books/${books[4]}`, { body: { title: "E" } })
  })

  test("by what a filter tells at either moment, and what select shows of it", async () => {
    assert.deepStrictEqual(told(await differing("&title=in.(A,B,E)&select=title")), [
      ["gone", "A", null],
      ["gone", "B", null],
      ["added", null, "E"]
    ])
    assert.deepStrictEqual(told(await differing("&title=gte.C&select=uid,title")), [
      ["added", null, "Z"],
      ["added", null, "E"]
    ])
    assert.deepStrictEqual(told(await differing("&select=title&title=eq.D")), [])
    const [entry] = expectStatus(await differing("&select=name:title&title=eq.B"), 200).json
    assert.deepStrictEqual(entry, { uid: books[1], change: "gone", before: { name: "B" }, after: null })
  })

  test("its pages are those that the first one saw, by cursors, and a count of all", async () => {
    let next: string | null = `/books?since=${since}&select=title&limit=1`
    const seen: Array<ReadonlyArray<string | null>> = []
    while (next !== null) {
      const answer: Answer = await ask("GET", next)
      seen.push(...told(answer))
      next = /<([^>]+)>; rel="next"/u.exec(answer.header("link") ?? "")?.[1] ?? null
      if (seen.length === 1) await ask("PATCH", `/books/${books[3]}`, { body: { title: "latest" } })
    }
    assert.deepStrictEqual(seen, [
      ["changed", "A", "Z"],
      ["gone", "B", null],
      ["changed", "D", "later"],
      ["added", null, "E"]
    ])
    const counted = await differing("&limit=2", { headers: { prefer: "count=exact" } })
    assert.strictEqual(expectStatus(counted, 200).header("content-range"), "items 0-1/4")
    assert.include(counted.header("preference-applied"), "count=exact")
    assert.deepStrictEqual(told(await differing("&limit=1&offset=3")), [["added", null, "E"]])
    const cursor = /cursor=([^&>]+)/u.exec(counted.header("link") ?? "")?.[1] ?? ""
    for (const query of [`as_of=${then}`, `since=${since}`, `since=${then}&as_of=${then}`, ""])
      problem(await ask("GET", `/books?limit=2&cursor=${cursor}&${query}`), 400, "query-invalid")
  })

  test("requests are moments too, and so is Accept-Datetime", async () => {
    const answer = await ask("GET", `/books?since=renaming&as_of=${then}&select=title`)
    assert.deepStrictEqual(told(answer), [
      ["gone", "B", null],
      ["added", null, "E"]
    ])
    assert.deepStrictEqual(told(await ask("GET", "/books?since=renaming&as_of=renaming")), [])
    const headers = { "accept-datetime": new Date(Date.now() - 86_400_000).toUTCString() }
    const refused = problem(
      await ask("GET", `/books?since=${since}`, { headers }),
      400,
      "moment-out-of-reach"
    )
    assert.deepInclude(refused.errors[0], { parameter: "since", code: "reversed" })
  })

  test("lines and cells, where a client wants those", async () => {
    const lines = await differing("&select=title", { headers: { accept: "application/x-ndjson" } })
    assert.deepStrictEqual(
      expectStatus(lines, 200)
        .body.split("\n")
        .slice(0, 1)
        .map((line) => JSON.parse(line)),
      [{ uid: books[0], change: "changed", before: { title: "A" }, after: { title: "Z" } }]
    )
    const cells = await differing("&select=title&title=eq.B", { headers: { accept: "text/csv" } })
    assert.strictEqual(
      expectStatus(cells, 200).body,
      `uid,change,before,after\r\n${books[1]},gone,"{""title"":""B""}",\r\n`
    )
    const single = { headers: { accept: "application/vnd.pgcrest.object+json" } }
    assert.strictEqual((await differing("", single)).status, 406)
  })

  test("nothing, where both moments are one", async () => {
    assert.deepStrictEqual(told(await ask("GET", `/books?since=${then}&as_of=${then}`)), [])
  })

  test.each([
    ["since=2999-01-01T00:00:00Z", "moment-out-of-reach", "since", "future"],
    ["since=2026-01-02T00:00:00Z&as_of=2026-01-01T00:00:00Z", "moment-out-of-reach", "since", "reversed"],
    ["since=nobody", "moment-out-of-reach", "since", "unknown"],
    ["since=2026-01-01T00:00:00Z&as_of=nobody", "moment-out-of-reach", "as_of", "unknown"],
    ["since=2026-11-25", "query-invalid", "since", "instant"],
    ["since=", "query-invalid", "since", "instant"],
    ["since=infinity", "query-invalid", "since", "instant"],
    ["since=2026-01-01T00:00:00Z&since=2026-01-01T00:00:00Z", "query-invalid", "since", "repeated"],
    ["since=2026-01-01T00:00:00Z&order=title", "query-invalid", "order", "conflict"],
    ["since=2026-01-01T00:00:00Z&select=title,author(name)", "query-invalid", "select", "conflict"],
    ["since=2026-01-01T00:00:00Z&select=count()", "query-invalid", "select", "conflict"],
    ["since=2026-01-01T00:00:00Z&author.name=eq.x", "query-invalid", "author.name", "conflict"],
    ["since=2026-01-01T00:00:00Z&author=not.is.null", "query-invalid", "author", "unknown"],
    ["since=2026-01-01T00:00:00Z&expand=creator", "query-invalid", "expand", "conflict"],
    ["since=2026-01-01T00:00:00Z&cursor=abc", "query-invalid", "cursor", "cursor"]
  ])("GET ?%s is a 400 that says why", async (query, code, parameter, rule) => {
    const refused = problem(await ask("GET", `/books?${query}`), 400, code)
    assert.deepInclude(refused.errors[0], { parameter, code: rule })
  })

  test("of lists alone", async () => {
    problem(await ask("GET", `/books/${books[0]}?since=${since}`), 400, "query-invalid")
    problem(await ask("DELETE", `/books/${books[0]}?since=${since}`), 400, "query-invalid")
  })

  test("a query in a body, and a batch, may ask for it", async () => {
    const asked = { since, as_of: then, select: "title", title: "eq.B" }
    const gone = [["gone", "B", null]]
    assert.deepStrictEqual(told(await ask("POST", "/books/query", { body: asked })), gone)
    const path = `/books?since=${since}&as_of=${then}&title=eq.B&select=title`
    const answers = await ask("POST", "/batch", { body: { requests: [{ method: "GET", path }] } })
    assert.deepInclude(expectStatus(answers, 200).json[0].body[0], { change: "gone", before: { title: "B" } })
  })
})

test("where no option names it, there is no such word", async () => {
  const ask = handlerOver(ResourceStoreMemory.layer)
  problem(await ask("GET", "/books?since=2026-01-01T00:00:00Z"), 400, "query-invalid")
})

test("a field of that name is told apart from the word before anybody asks", () => {
  const Members = Resource.make("members", {
    fields: { since: Field.date },
    access: { list: Access.everyone }
  })
  const api = Api.make("club", { resources: [Members] })
  const serve = (timeTravel?: TimeTravel.TimeTravel) => () =>
    ApiGateway.handler(api, ResourceStoreMemory.layer, timeTravel === undefined ? {} : { timeTravel })
  assert.throws(serve(TimeTravel.make()), /timeTravel takes the word "since", which is a field of "members"/u)
  assert.doesNotThrow(serve())
})
