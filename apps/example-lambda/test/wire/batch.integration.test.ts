// @effect-diagnostics asyncFunction:off
/** Several requests as one, over each store. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { GatewayEvent } from "@pgcrest/dev"
import { Batch } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { assert, beforeAll, describe, inject, test } from "vitest"
import { Library, problems } from "../../src/library.ts"
import { type Answer, answerOf, type Call, expectStatus, problem, requestId, uid } from "./wire.ts"

const ann = { sub: "ann" }
const bob = { sub: "bob" }
const ines = { sub: "ines", groups: ["librarians"] }

type Requests = ReadonlyArray<object>
type Ask = (method: string, path: string, rest?: Omit<Call, "method" | "path">) => Promise<Answer>

const book = { title: "Quartet", isbn: "9780141183954", author_uid: "$0.uid", copies: 1 }
const authors = { method: "POST", path: "/authors", body: { name: "Jean Rhys" } }

describe.each(["memory", "PostgreSQL"] as const)("a batch over %s", (kind) => {
  let ask: Ask
  const send = (requests: Requests, as: Call["as"] | null = ines) =>
    ask("POST", "/batch", { body: { requests }, ...(as === null ? {} : { as }) })
  const count = async (path: string, as = ines): Promise<number> =>
    (await ask("GET", path, { as })).json.length

  beforeAll(async () => {
    const store =
      kind === "memory"
        ? ResourceStoreMemory.layer
        : ResourceStorePostgres.layer({
            url: await PostgresServer.createDatabase(inject("postgres")),
            connections: 4
          })
    const handler = ApiGateway.handler(Library, store, { problems, log: () => {}, batch: Batch.make() })
    ask = async (method, path, rest = {}) =>
      answerOf(
        await handler(GatewayEvent.make("http2", { method, path, ...rest }, { requestId }), {
          awsRequestId: requestId
        })
      )
  })

  test("answers each request in order as it would be answered alone", async () => {
    const isbn = "9780000000001"
    const answer = expectStatus(
      await send([
        authors,
        { method: "POST", path: "/books", body: { ...book, isbn, price: 12.5 } },
        { method: "GET", path: "/books/$1.uid?select=title,price,author_uid" },
        { method: "PATCH", path: "/books/$1.uid", headers: { "If-Match": '"1"' }, body: { pages: 171 } },
        { method: "DELETE", path: "/books/$1.uid" },
        { method: "GET", path: "/books?author_uid=eq.$0.uid" }
      ]),
      200
    )
    assert.strictEqual(answer.header("content-type"), "application/json; charset=utf-8")
    assert.strictEqual(answer.header("cache-control"), "no-store")
    const [author, made, read, patched, gone, list] = answer.json
    assert.deepStrictEqual(
      answer.json.map(({ status }: { readonly status: number }) => status),
      [201, 201, 200, 200, 204, 200]
    )
    assert.strictEqual(author.headers.location, `/authors/${author.body.uid}`)
    assert.include(made.body, {
      author_uid: author.body.uid,
      version: 1,
      copies_available: 1,
      creator_uid: "ines"
    })
    assert.deepStrictEqual(read.body, { title: "Quartet", price: 12.5, author_uid: author.body.uid })
    assert.include(answer.body, '"price":12.50')
    assert.include(patched.body, { pages: 171, version: 2 })
    assert.deepStrictEqual(gone, { status: 204, headers: {}, body: null })
    assert.deepStrictEqual(list.body, [])
    const history = await ask("GET", `/books/${made.body.uid}/history`, { as: ines })
    assert.deepStrictEqual(
      history.json.map((change: Readonly<Record<string, unknown>>) => [
        change["operation"],
        change["request_id"]
      ]),
      ["delete", "update", "create"].map((operation) => [operation, requestId])
    )
  })

  test("does nothing of it where one is refused, and tells which one, with that one's status", async () => {
    const before = [await count("/authors"), await count("/books")]
    const cases: ReadonlyArray<readonly [request: object, status: number, code: string, pointer?: string]> = [
      [{ method: "POST", path: "/books", body: { ...book, title: "" } }, 422, "record-invalid", "title"],
      [
        { method: "POST", path: "/books", body: { ...book, author_uid: uid(1) } },
        422,
        "reference-missing",
        "author_uid"
      ],
      [{ method: "POST", path: "/books", body: [1] }, 422, "body-not-an-object", "0"],
      [
        { method: "PATCH", path: "/authors/$0.uid", headers: { "if-match": '"7"' }, body: { born: null } },
        412,
        "version-mismatch"
      ],
      [
        { method: "PATCH", path: "/authors/$0.uid", headers: { "if-match": 'W/"1"' }, body: { born: null } },
        412,
        "weak-etag"
      ],
      [{ method: "GET", path: `/books/${uid(1)}` }, 404, "record-not-found"],
      [{ method: "GET", path: "/shelves" }, 404, "route-not-found"],
      [{ method: "PUT", path: "/authors", body: {} }, 405, "method-not-allowed"],
      [{ method: "GET", path: "/books?no=eq.1" }, 400, "query-invalid"],
      [
        { method: "POST", path: "/books", headers: { accept: "text/html" }, body: book },
        406,
        "not-acceptable"
      ]
    ]
    for (const [request, status, code, place] of cases) {
      const told = problem(
        await send([authors, { ...authors, body: { name: "Ida" } }, request]),
        status,
        code
      )
      assert.strictEqual(told.request, 2, code)
      if (place !== undefined)
        assert.strictEqual(told.errors[0].pointer, `#/requests/2/body${place === "" ? "" : `/${place}`}`)
    }
    assert.deepStrictEqual([await count("/authors"), await count("/books")], before)
  })

  test("is judged by the rules for its caller, and keeps what they may not see out of sight", async () => {
    const told = problem(await send([{ method: "GET", path: "/books" }, authors], ann), 403, "not-permitted")
    assert.strictEqual(told.request, 1)
    const stranger = await send([{ method: "GET", path: "/books" }, authors], null)
    assert.strictEqual(problem(stranger, 401, "unauthenticated").request, 1)
    assert.strictEqual(stranger.header("www-authenticate"), 'Bearer realm="library"')
  })

  test("runs the hooks of each request, and takes back what they did", async () => {
    const isbn = "9780000000002"
    const made = await send([authors, { method: "POST", path: "/books", body: { ...book, isbn, copies: 1 } }])
    const book_uid = made.json[1].body.uid
    const member = { name: "Ida", email: "ida@example.org", joined: "2026-01-02" }
    const loan = { book_uid, member_uid: "$0.uid", due: "2027-01-01" }
    const requests = [
      { method: "POST", path: "/members", body: member },
      { method: "POST", path: "/loans", body: loan }
    ]
    const twice = await send([...requests, requests[1] ?? {}], ann)
    const told = problem(twice, 409, "no-copy-left")
    assert.deepInclude(told, { request: 2, detail: 'All copies of "Quartet" are on loan.' })
    assert.strictEqual((await ask("GET", `/books/${book_uid}`)).json.copies_available, 1)
    const once = expectStatus(await send(requests, ann), 200)
    assert.strictEqual(once.json[1].body.member_uid, once.json[0].body.uid)
    assert.strictEqual((await ask("GET", `/books/${book_uid}`)).json.copies_available, 0)
    assert.strictEqual((await ask("GET", `/loans/${once.json[1].body.uid}`, { as: bob })).status, 404)
  })

  test("ends one after the other where two write the same records crosswise", async () => {
    const [a, b] = await Promise.all(
      ["A", "B"].map(async (name) => (await send([{ ...authors, body: { name } }])).json[0].body.uid)
    )
    const rename = (of: string, name: string) => ({ method: "PATCH", path: `/authors/${of}`, body: { name } })
    const answers = await Promise.all([
      send([rename(a, "1"), ...reads, rename(b, "1")]),
      send([rename(b, "2"), ...reads, rename(a, "2")])
    ])
    assert.deepStrictEqual(
      answers.map(({ status }) => status),
      [200, 200]
    )
    const names = await Promise.all([a, b].map(async (of) => (await ask("GET", `/authors/${of}`)).json.name))
    assert.strictEqual(names[0], names[1])
  })
})

const reads = Array.from({ length: 20 }, () => ({ method: "GET", path: "/authors?limit=1" }))
