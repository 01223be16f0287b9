// @effect-diagnostics asyncFunction:off
/** The people behind uids: who is told, how they stand in an answer, and what becomes of its headers. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Hooks } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import * as Effect from "effect/Effect"
import { assert, describe, test } from "vitest"
import { directory } from "./people.ts"
import { Books } from "./resources.ts"
import { ann, answerOf, bob, expectStatus, problem, requestId, uid, type Wire, wire } from "./wire.ts"

const item = `/books/${uid(1)}`
const annText = '{"uid":"ann","status":"active","name":"Ann \\"A\\" }"}'
const annTold = JSON.parse(annText)

/** A wire that tells people, with a book that somebody made; `asked` is for whom the directory was. */
const withBook = async (by = "ann", access?: Access.Rule) => {
  const asked: Array<ReadonlyArray<string>> = []
  const people = { directory: directory(asked), ...(access === undefined ? {} : { access }) }
  const { ask } = wire({ people })
  expectStatus(await ask("PUT", item, { body: { title: "Emma", price: "12.50" }, as: { sub: by } }), 201)
  return { ask, asked }
}
const reading =
  (ask: Wire["ask"]) =>
  async (path: string, headers: Readonly<Record<string, string>> = {}) =>
    ask("GET", path, { as: bob, headers })

describe("expand on a record", () => {
  test("tells who created it behind all else, and says so", async () => {
    const { ask } = await withBook()
    const plain = expectStatus(await ask("GET", item), 200)
    const answer = expectStatus(await reading(ask)(`${item}?expand=creator`), 200)
    assert.strictEqual(answer.body, `${plain.body.slice(0, -1)},"creator":${annText}}`)
    assert.strictEqual(answer.header("expand-applied"), "creator")
    assert.strictEqual(answer.header("cache-control"), "private, no-cache")
  })

  test("tells both, in the order that was asked for", async () => {
    const { ask } = await withBook()
    expectStatus(await ask("PATCH", item, { body: { pages: 3 }, as: ann }), 200)
    const { json, body } = expectStatus(await reading(ask)(`${item}?expand=last_updater,creator`), 200)
    assert.deepStrictEqual(json.creator, annTold)
    assert.isTrue(body.endsWith(`,"last_updater":${annText},"creator":${annText}}`))
  })

  test("shows the uid beside a choice of fields", async () => {
    const { ask } = await withBook()
    const { body } = expectStatus(await reading(ask)(`${item}?select=title&expand=creator`), 200)
    assert.strictEqual(body, `{"title":"Emma","creator_uid":"ann","creator":${annText}}`)
  })

  test("37: has no tag or date, is no 304, and matches no tag in If-Match", async () => {
    const { ask } = await withBook()
    const whole = await ask("GET", item)
    const etag = whole.header("etag") ?? ""
    const since = { "if-modified-since": whole.header("last-modified") ?? "" }
    const read = reading(ask)
    const path = `${item}?expand=creator`
    const answer = expectStatus(await read(path, { "if-none-match": etag }), 200)
    assert.isNull(answer.header("etag"))
    assert.isNull(answer.header("last-modified"))
    expectStatus(await read(path, since), 200)
    expectStatus(await read(item, since), 304)
    expectStatus(await read(path, { "if-match": "*" }), 200)
    problem(await read(path, { "if-match": etag }), 412, "condition-failed")
    expectStatus(await read(item, { "if-none-match": etag }), 304)
  })

  test("answers HEAD as GET, without a body", async () => {
    const { ask } = await withBook()
    const head = expectStatus(await ask("HEAD", `${item}?expand=creator`, { as: bob }), 200)
    assert.strictEqual(head.header("expand-applied"), "creator")
    assert.strictEqual(head.body, "")
  })

  test.each([
    ["bob", { uid: "bob", status: "disabled" }],
    ["cat", { uid: "cat", status: "deleted" }],
    ["dan", { uid: "dan", status: "missing" }]
  ])("tells how %s stands", async (by, person) => {
    const { ask } = await withBook(by)
    const { json } = expectStatus(await reading(ask)(`${item}?expand=creator`), 200)
    assert.deepStrictEqual(json.creator, person)
  })

  test("goes on without names where the directory does not answer, and says so", async () => {
    const { ask } = await withBook("eve")
    const answer = expectStatus(await reading(ask)(`${item}?expand=creator`), 200)
    assert.deepStrictEqual(answer.json.creator, { uid: "eve", status: "unavailable" })
    assert.strictEqual(answer.header("expand-applied"), "creator;incomplete")
  })

  test("asks no directory about nobody", async () => {
    const asked: Array<ReadonlyArray<string>> = []
    const { ask } = wire({ people: { directory: directory(asked) } })
    const path = `/leaflets/${uid(1)}`
    expectStatus(await ask("PUT", path, { body: { title: "A" } }), 201)
    const { json } = expectStatus(await reading(ask)(`${path}?expand=creator`), 200)
    assert.isNull(json.creator)
    assert.deepStrictEqual(asked, [])
  })
})

describe("expand on pages", () => {
  test("tells the people of a page, each asked for once", async () => {
    const { ask, asked } = await withBook()
    expectStatus(await ask("PUT", `/books/${uid(2)}`, { body: { title: "B" }, as: ann }), 201)
    expectStatus(await ask("PUT", `/books/${uid(3)}`, { body: { title: "C" }, as: { sub: "dan" } }), 201)
    const answer = expectStatus(await reading(ask)("/books?expand=creator&order=uid&title=neq.X"), 200)
    assert.deepStrictEqual(
      answer.json.map(({ creator }: { readonly creator: object }) => creator),
      [annTold, annTold, { uid: "dan", status: "missing" }]
    )
    assert.strictEqual(answer.header("content-range"), "items 0-2/3")
    assert.deepStrictEqual(asked, [["ann", "dan"]])
  })

  test("tells nobody beyond 50 records, and says so", async () => {
    const { ask, asked } = await withBook()
    for (let last = 2; last <= 51; last++)
      expectStatus(await ask("PUT", `/books/${uid(last)}`, { body: { title: "B" }, as: ann }), 201)
    const large = expectStatus(await reading(ask)("/books?expand=creator&limit=51"), 200)
    assert.strictEqual(large.header("expand-applied"), 'none;reason="page"')
    assert.notInclude(large.body, '"creator":')
    assert.include(large.body, '"creator_uid":"ann"')
    assert.deepStrictEqual(asked, [])
    const small = expectStatus(await reading(ask)("/books?expand=creator&limit=50"), 200)
    assert.strictEqual(small.header("expand-applied"), "creator")
    assert.lengthOf(small.body.match(/"creator":\{/g) ?? [], 50)
  })

  test("tells who acted in each change, beside the actor's uid", async () => {
    const { ask } = await withBook()
    expectStatus(await ask("PATCH", item, { body: { pages: 3 }, as: ann }), 200)
    const path = `${item}/history?select=version&expand=actor`
    const answer = expectStatus(await reading(ask)(path), 200)
    const change = (version: number) => `{"version":${version},"actor":"ann","acted_by":${annText}}`
    assert.strictEqual(answer.body, `[${change(2)},${change(1)}]`)
    assert.strictEqual(answer.header("expand-applied"), "actor")
  })
})

describe("expand is refused", () => {
  test.each([
    ["/books?expand=author", 'takes creator and last_updater here, and not "author"'],
    ["/books?expand=creator,creator", 'names "creator" twice'],
    [`${item}?expand=creator&expand=creator`, "must come once"],
    [`${item}/history?expand=creator`, 'takes actor here, and not "creator"']
  ])("at %s, by the parameter's name", async (path, detail) => {
    const { ask } = await withBook()
    const refused = problem(await reading(ask)(path), 400, "query-invalid")
    assert.deepInclude(refused.errors[0], { parameter: "expand", detail })
  })

  test("to who is not signed in, whom the rest is open to", async () => {
    const { ask, asked } = await withBook()
    problem(await ask("GET", `${item}?expand=creator`), 401, "unauthenticated")
    expectStatus(await ask("GET", item), 200)
    assert.deepStrictEqual(asked, [])
  })

  test("to whom the rule of people does not name", async () => {
    const { ask } = await withBook("ann", Access.group("keepers"))
    const refused = problem(await reading(ask)("/books?expand=creator"), 403, "not-permitted")
    assert.strictEqual(refused.detail, "You may not see the people behind books here.")
    const keeper = { sub: "kit", groups: ["keepers"] }
    expectStatus(await ask("GET", "/books?expand=creator", { as: keeper }), 200)
  })

  test("where nobody is told any, as a parameter that there is not", async () => {
    const { ask } = wire()
    for (const path of ["/books", `/books/${uid(1)}`]) {
      const refused = problem(await reading(ask)(`${path}?expand=creator`), 400, "query-invalid")
      assert.strictEqual(refused.errors[0].parameter, "expand")
    }
  })
})

test("a hook that hides who created a record hides the person too", async () => {
  const hiding = Hooks.make(Books, {
    afterRead: (books) => Effect.succeed(books.map((book) => ({ ...book, creator_uid: null })))
  })
  const asked: Array<ReadonlyArray<string>> = []
  const api = Api.make("shelf", { resources: [Books], hooks: [hiding] })
  const handler = ApiGateway.handler(api, ResourceStoreMemory.layer, {
    log: () => {},
    people: { directory: directory(asked) }
  })
  const ask = async (method: string, path: string, body?: object) =>
    answerOf(
      await handler(
        GatewayEvent.make("http2", { method, path, as: ann, ...(body && { body }) }, { requestId })
      )
    )
  expectStatus(await ask("PUT", item, { title: "A" }), 201)
  const { json } = expectStatus(await ask("GET", `${item}?expand=creator,last_updater`), 200)
  assert.deepInclude(json, { creator_uid: null, creator: null, last_updater: annTold })
  assert.deepStrictEqual(asked, [["ann"]])
})

test("a directory that is out of reach stands in the log, beside a 200", async () => {
  const lines: Array<Readonly<Record<string, unknown>>> = []
  const { ask } = wire({ people: { directory: directory() }, log: (line) => lines.push(line) })
  expectStatus(await ask("PUT", item, { body: { title: "A" }, as: { sub: "eve" } }), 201)
  expectStatus(await ask("GET", `${item}?expand=creator`, { as: bob }), 200)
  assert.deepInclude(lines.at(-1), { level: "WARN", status: 200 })
  assert.include(JSON.stringify(lines.at(-1)), "throttled")
})

test("pages of other origins may read what was expanded", async () => {
  const origin = "https://app.example"
  const { ask } = wire({ cors: { origins: [origin] }, people: { directory: directory() } })
  const answer = expectStatus(
    await ask("GET", "/books?expand=creator", { as: bob, headers: { origin } }),
    200
  )
  assert.include(answer.header("access-control-expose-headers") ?? "", "Expand-Applied")
  assert.strictEqual(answer.header("expand-applied"), "creator")
})
