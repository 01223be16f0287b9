// @effect-diagnostics asyncFunction:off
/** The library over PostgreSQL: a record's life by two users, and loans that count copies. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { GatewayEvent, type User } from "@pgcrest/dev"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { assert, beforeAll, describe, inject, test } from "vitest"
import { Library, problems } from "../src/library.ts"
import { type Answer, answerOf, type Call, expectStatus, uid } from "./wire/wire.ts"

const ann = { sub: "ann" }
const ines = { sub: "ines", groups: ["librarians"] }
/** A machine that imports books, with credentials of its own. */
const importer = {
  sub: "importer",
  scopes: ["books.import"],
  claims: { client_id: "importer", username: null }
}

let ask: (method: string, path: string, rest?: Omit<Call, "method" | "path">) => Promise<Answer>

beforeAll(async () => {
  const url = await PostgresServer.createDatabase(inject("postgres"))
  const store = ResourceStorePostgres.layer({ url, connections: 4 })
  const handler = ApiGateway.handler(Library, store, { problems, log: () => {} })
  ask = async (method, path, rest = {}) =>
    answerOf(await handler(GatewayEvent.make("http2", { method, path, ...rest })))
})

const refused = (answer: Answer, status: number, code: string) => {
  expectStatus(answer, status)
  assert.strictEqual(answer.json.code, code)
}

let made = 0
const create = async (resource: string, body: object, as: { readonly sub: string } = ines): Promise<string> =>
  expectStatus(await ask("POST", `/${resource}`, { body, as }), 201).json.uid
const newBook = async (copies: number): Promise<string> => {
  const author_uid = await create("authors", { name: "Jean Rhys" })
  made++
  return create("books", { title: "Quartet", isbn: String(9780000000000 + made), author_uid, copies })
}
/** Somebody may borrow for the members whom they see: those that they signed up themselves. */
const newMember = (status = "active", as = ann): Promise<string> => {
  made++
  const body = { name: "Ida", email: `ida${made}@example.org`, joined: "2026-01-02", status }
  return create("members", body, as)
}
const borrow = (book_uid: string, member_uid: string) =>
  ask("POST", "/loans", { body: { book_uid, member_uid, due: "2027-01-01" }, as: ann })
const available = async (book: string): Promise<number> =>
  (await ask("GET", `/books/${book}`)).json.copies_available

describe("a book", () => {
  test("lives from POST to DELETE, and tells who did what", async () => {
    const author_uid = await create("authors", { name: "Jean Rhys" })
    const body = { title: "Wide Sargasso Sea", isbn: "9780141182858", author_uid, price: 12.5 }
    const created = expectStatus(await ask("POST", "/books", { body, as: importer }), 201)
    assert.include(created.json, {
      version: 1,
      creator_uid: "client:importer",
      last_updater_uid: "client:importer",
      copies_available: 1
    })
    assert.include(created.body, '"price":12.50')
    assert.strictEqual(created.json.created_at, created.json.last_updated_at)
    const path = created.header("location") ?? ""

    const read = expectStatus(await ask("GET", path), 200)
    assert.strictEqual(read.body, created.body)
    const listed = await ask("GET", "/books", { query: { title: "ilike.*sargasso*", select: "uid,title" } })
    assert.deepStrictEqual(listed.json, [{ uid: created.json.uid, title: body.title }])

    const stale = { "if-match": '"7-x"' }
    refused(
      await ask("PATCH", path, { body: { pages: 1 }, headers: stale, as: ines }),
      412,
      "version-mismatch"
    )
    const headers = { "if-match": read.header("etag") ?? "" }
    const patched = expectStatus(await ask("PATCH", path, { body: { pages: 171 }, headers, as: ines }), 200)
    assert.include(patched.json, {
      version: 2,
      pages: 171,
      creator_uid: "client:importer",
      last_updater_uid: "ines"
    })
    assert.strictEqual(patched.json.created_at, created.json.created_at)
    assert.isAtLeast(Date.parse(patched.json.last_updated_at), Date.parse(created.json.last_updated_at))
    refused(await ask("PATCH", path, { body: { pages: 1 }, headers, as: importer }), 412, "version-mismatch")

    refused(await ask("DELETE", path, { as: ann }), 403, "not-permitted")
    expectStatus(await ask("DELETE", path, { as: importer }), 204)
    refused(await ask("GET", path), 404, "record-not-found")
    const history = expectStatus(await ask("GET", `${path}/history`, { as: ann }), 200)
    assert.deepStrictEqual(
      history.json.map((change: Readonly<Record<string, unknown>>) => [
        change["version"],
        change["operation"],
        change["actor"]
      ]),
      [
        [3, "delete", "client:importer"],
        [2, "update", "ines"],
        [1, "create", "client:importer"]
      ]
    )
  })

  test("is made by librarians and by machines with the scope of it", async () => {
    const author_uid = await create("authors", { name: "Jean Rhys" })
    const body = { title: "Voyage in the Dark", isbn: "9780141183954", author_uid }
    const asks = (as?: User) => ask("POST", "/books", { body, ...(as === undefined ? {} : { as }) })
    refused(await asks(), 401, "unauthenticated")
    const member = await asks(ann)
    refused(member, 403, "insufficient-scope")
    assert.include(member.header("www-authenticate"), 'scope="books.import"')
    refused(await asks({ ...importer, scopes: ["books.read"] }), 403, "insufficient-scope")
    expectStatus(await asks(importer), 201)
  })

  test("is changed by its creator and by librarians only", async () => {
    const path = `/books/${await newBook(1)}`
    const change = { body: { pages: 1 } }
    refused(await ask("PATCH", path, change), 401, "unauthenticated")
    const other = await ask("PATCH", path, { ...change, as: ann })
    refused(other, 403, "not-permitted")
    assert.include(other.json.detail, "update books")
    expectStatus(await ask("PATCH", path, { ...change, as: ines }), 200)
  })

  test("is made once by two PUTs at once with If-None-Match: *, with hooks or without", async () => {
    const author_uid = await create("authors", { name: "Jean Rhys" })
    const book = { title: "Twice", isbn: "9781111111111", author_uid }
    const puts = [
      [`/books/${uid(1)}`, book],
      [`/authors/${uid(1)}`, { name: "Twice" }]
    ] as const
    for (const [path, body] of puts) {
      const put = () => ask("PUT", path, { body, headers: { "if-none-match": "*" }, as: ines })
      const statuses = (await Promise.all([put(), put()])).map(({ status }) => status).toSorted()
      assert.deepStrictEqual(statuses, [201, 412])
    }
  })

  test("names the field of an ISBN that another one has, and of an author who is not there", async () => {
    const path = await newBook(1)
    const { isbn } = (await ask("GET", `/books/${path}`)).json
    const author_uid = await create("authors", { name: "Jean Rhys" })
    const twice = await ask("POST", "/books", { body: { title: "Twice", isbn, author_uid }, as: importer })
    refused(twice, 409, "conflict")
    assert.strictEqual(twice.json.errors[0].pointer, "#/isbn")
    const body = { title: "Alone", isbn: "9789999999999", author_uid: "019b0000-0000-7000-8000-000000000000" }
    const alone = await ask("POST", "/books", { body, as: importer })
    refused(alone, 422, "reference-missing")
    assert.strictEqual(alone.json.errors[0].pointer, "#/author_uid")
  })
})

describe("a loan", () => {
  test("counts the copies down and its return up; none left is refused", async () => {
    const book = await newBook(2)
    const first = expectStatus(await borrow(book, await newMember()), 201)
    assert.strictEqual(await available(book), 1)
    expectStatus(await borrow(book, await newMember()), 201)
    assert.strictEqual(await available(book), 0)
    const third = await borrow(book, await newMember())
    refused(third, 409, "no-copy-left")
    assert.include(third.json.detail, "Quartet")
    const body = { returned_at: "2026-12-01T10:00:00Z" }
    expectStatus(await ask("PATCH", first.header("location") ?? "", { body, as: ann }), 200)
    assert.strictEqual(await available(book), 1)
    refused(await ask("PATCH", `/books/${book}`, { body: { copies: 0 }, as: ines }), 409, "copies-on-loan")
  })

  test("is refused to a suspended member, and takes no copy", async () => {
    const book = await newBook(1)
    refused(await borrow(book, await newMember("suspended")), 403, "member-suspended")
    assert.strictEqual(await available(book), 1)
  })

  test("is not made for a member out of sight, and takes no copy", async () => {
    const book = await newBook(1)
    const unseen = await borrow(book, await newMember("active", ines))
    refused(unseen, 422, "reference-missing")
    assert.deepStrictEqual(
      unseen.json.errors.map(({ pointer }: { readonly pointer: string }) => pointer),
      ["#/book_uid", "#/member_uid"]
    )
    assert.strictEqual(await available(book), 1)
    const body = { book_uid: book, member_uid: await newMember(), due: "2027-01-01" }
    expectStatus(await ask("POST", "/loans", { body, as: ines }), 201)
  })

  test("of the last copy goes to one of fifty who want it at once", { timeout: 30_000 }, async () => {
    const book = await newBook(1)
    const members = await Promise.all(Array.from({ length: 50 }, () => newMember()))
    const answers = await Promise.all(members.map((member) => borrow(book, member)))
    const codes = answers
      .map(({ status, json }) => (status === 201 ? "201" : `${status} ${json.code}`))
      .toSorted()
    assert.deepStrictEqual(codes, ["201", ...Array.from({ length: 49 }, () => "409 no-copy-left")])
    assert.strictEqual(await available(book), 0)
    const loans = await ask("GET", "/loans", {
      query: { book_uid: `eq.${book}`, select: "member_uid" },
      as: ines
    })
    assert.lengthOf(loans.json, 1)
  })
})
