// @effect-diagnostics asyncFunction:off
/** `Idempotency-Key` over each store: every kind of write once, and its first answer again. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory, SqlFunctionsMemory } from "@pgcrest/adapter-memory"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Access, Field, Operation, type ResourceStore } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Batch, Csv, Operations, Rollback } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Client } from "pg"
import { assert, beforeAll, describe, inject, test } from "vitest"
import { Library, problems } from "../../src/library.ts"
import { RenewAll } from "../../src/loans.operations.ts"
import { type Answer, answerOf, type Call, expectStatus, problem, requestId } from "./wire.ts"

type Rest = Omit<Call, "method" | "path">
type Ask = (method: string, path: string, rest?: Rest, millis?: number) => Promise<Answer>

const ines = { sub: "ines", groups: ["librarians"] }
const noa = { sub: "noa", groups: ["librarians"] }

const Twin = Operation.sql("twin", {
  input: {},
  output: Operation.value(Field.integer),
  access: Access.signedIn
})
/** Its function is never called. */
const functions = SqlFunctionsMemory.layer({ twin: () => Effect.die("it was called") })

const askOver = (store: Layer.Layer<ResourceStore, Error>): Ask => {
  const handler = ApiGateway.handler(Library, Layer.merge(store, functions), {
    problems,
    batch: Batch.make(),
    operations: Operations.make(RenewAll, Twin),
    rollback: Rollback.make(),
    formats: [Csv.make()],
    requireKey: ["members"],
    log: () => {}
  })
  return async (method, path, rest = {}, millis = 30_000) =>
    answerOf(
      await handler(GatewayEvent.make("http2", { as: ines, method, path, ...rest }, { requestId }), {
        awsRequestId: requestId,
        getRemainingTimeInMillis: () => millis
      })
    )
}

let last = 0
/** A key that nobody has sent. */
const newKey = () => `key-${++last}`
const under = (key: string, rest: Rest = {}): Rest => ({
  ...rest,
  headers: { ...rest.headers, "idempotency-key": key }
})

/** What a client is told, but that it is told again, and by which code it was. */
const told = ({ status, headers, body }: Answer) => ({
  status,
  body,
  headers: [...headers].filter(([name]) => name !== "idempotency-replayed")
})

describe.each(["memory", "PostgreSQL"] as const)("an idempotency key over %s", (kind) => {
  let ask: Ask
  let url = ""
  let author = ""
  let book = ""
  let member = ""

  beforeAll(async () => {
    url = kind === "memory" ? "" : await PostgresServer.createDatabase(inject("postgres"))
    ask = askOver(
      kind === "memory" ? ResourceStoreMemory.layer : ResourceStorePostgres.layer({ url, connections: 4 })
    )
    const made = async (resource: string, body: object): Promise<string> =>
      expectStatus(await ask("POST", `/${resource}`, under(newKey(), { body })), 201).json.uid
    author = await made("authors", { name: "Jean Rhys" })
    book = await made("books", { title: "Quartet", isbn: "9780000000001", author_uid: author, copies: 9 })
    member = await made("members", { name: "Ida", email: "ida@example.org", joined: "2026-01-02" })
  })

  /** Asks twice under a new key. */
  const twice = async (method: string, path: string, status: number, rest: Rest = {}) => {
    const key = under(newKey(), rest)
    const first = expectStatus(await ask(method, path, key), status)
    assert.isNull(first.header("idempotency-replayed"), `${method} ${path}`)
    const second = await ask(method, path, key)
    assert.strictEqual(second.header("idempotency-replayed"), "true", `${method} ${path}`)
    assert.deepStrictEqual(told(second), told(first))
    return second
  }
  const countOf = async (resource: string, filter: string) =>
    (await ask("GET", `/${resource}?${filter}&select=uid`)).json.length

  test("answers each kind of write again as it did, and writes once", async () => {
    const bookOf = (isbn: string) => ({ title: "Voyage", isbn, author_uid: author })
    const merging = { prefer: "resolution=merge-duplicates" }
    const patch = (operations: object): Rest => ({
      body: operations,
      headers: { "content-type": "application/json-patch+json" }
    })
    const loan = (
      await twice("POST", "/loans", 201, { body: { book_uid: book, member_uid: member, due: "2027-01-01" } })
    ).json.uid
    const writes: ReadonlyArray<readonly [request: string, status: number, rest?: Rest]> = [
      ["POST /books", 201, { body: bookOf("9780000000002") }],
      ["POST /books", 201, { body: bookOf("9780000000012"), headers: { prefer: "return=minimal" } }],
      ["POST /books", 201, { body: [bookOf("9780000000003"), bookOf("9780000000004")] }],
      ["POST /books", 201, { body: bookOf("9780000000007"), headers: { accept: "text/csv" } }],
      ["POST /authors", 201, { body: { name: "Zola", books: [{ title: "Nana", isbn: "9780000000005" }] } }],
      ["POST /authors", 201, { body: [{ name: "Zola", books: [{ title: "Nana", isbn: "9780000000006" }] }] }],
      ["PUT /authors/019b0000-0000-7000-8000-000000000009", 201, { body: { name: "Zola" } }],
      [`PUT /authors/${author}`, 200, { body: { name: "Jean Rhys" } }],
      [`PATCH /books/${book}`, 200, { body: { title: "Postures" } }],
      [`PATCH /books/${book}?select=title,author(name)`, 200, { body: { title: "Quartet" } }],
      [`PATCH /books/${book}`, 200, patch([{ op: "replace", path: "/title", value: "Postures" }])],
      [`PATCH /books?isbn=eq.9780000000001`, 200, { body: { title: "Quartet" } }],
      ["POST /books?on_conflict=isbn", 200, { body: [bookOf("9780000000002")], headers: merging }],
      ["POST /rpc/renew_all", 200, { body: { member_uid: member, due: "2027-02-01" } }],
      [`DELETE /loans/${loan}`, 204],
      ["DELETE /books?isbn=in.(9780000000003,9780000000004)", 204],
      ["DELETE /books?isbn=eq.9780000000007", 200, { headers: { prefer: "return=representation" } }]
    ]
    for (const [request, status, rest] of writes) {
      const [method = "", path = ""] = request.split(" ")
      await twice(method, path, status, rest)
    }
    assert.strictEqual(await countOf("books", "isbn=eq.9780000000002"), 1)
    assert.strictEqual(await countOf("authors", "name=eq.Zola"), 3)
    assert.strictEqual((await ask("GET", `/books/${book}/history`)).json.length, 7)
  })

  test("takes the key with quotes and without, and refuses what is none", async () => {
    const [name, bare] = [{ body: { name: "One" } }, newKey()]
    expectStatus(await ask("POST", "/authors", under(bare, name)), 201)
    for (const same of [`"${bare}"`, ` ${bare} `])
      assert.strictEqual(
        (await ask("POST", "/authors", under(same, name))).header("idempotency-replayed"),
        "true"
      )
    for (const none of ["", '""', '"open', '"a"b', "é", "a".repeat(256), '"\\x"']) {
      const { errors } = problem(await ask("POST", "/authors", under(none, name)), 400, "header-invalid")
      assert.strictEqual(errors[0].header, "idempotency-key")
    }
    expectStatus(await ask("POST", "/authors", under("a".repeat(255), name)), 201)
    assert.strictEqual(await countOf("authors", "name=eq.One"), 2)
  })

  test("refuses another body, query, preference or address under the key with 422, and another caller's is another", async () => {
    const key = newKey()
    const body = { name: "Two" }
    const reused = async (method: string, path: string, rest: Rest) => {
      const { errors } = problem(await ask(method, path, under(key, rest)), 422, "key-reused")
      assert.strictEqual(errors[0].header, "idempotency-key")
    }
    expectStatus(await ask("POST", "/authors", under(key, { body })), 201)
    await reused("POST", "/authors", { body: { name: "Three" } })
    await reused("POST", "/authors?select=name", { body })
    await reused("POST", "/authors", { body, headers: { prefer: "return=minimal" } })
    await reused("PATCH", `/authors/${author}`, { body })
    await reused("DELETE", `/authors/${author}`, {})
    await reused("POST", "/batch", { body: { requests: [{ method: "POST", path: "/authors", body }] } })
    await reused("POST", "/rpc/renew_all", { body: { member_uid: member, due: "2027-02-01" } })
    const other = await ask("POST", "/authors", under(key, { body, as: noa }))
    assert.isNull(expectStatus(other, 201).header("idempotency-replayed"))
    assert.strictEqual(await countOf("authors", "name=eq.Two"), 2)
  })

  test("looks for the key before the condition: a PATCH with If-Match is answered 200 again", async () => {
    const { json } = await ask("POST", "/authors", { body: { name: "Three" } })
    const rest = { body: { name: "Four" }, headers: { "if-match": '"1"' } }
    const again = await twice("PATCH", `/authors/${json.uid}`, 200, rest)
    assert.strictEqual(again.json.version, 2)
    const gone = { headers: { "if-match": '"2"' } }
    await twice("DELETE", `/authors/${json.uid}`, 204, gone)
  })

  test("keeps no refusal, and tells nothing to who may not write any more", async () => {
    const key = newKey()
    const rest = { body: { name: "Five" }, headers: { "if-match": '"9"' } }
    problem(await ask("PATCH", `/authors/${author}`, under(key, rest)), 412, "version-mismatch")
    const mended = { ...rest, headers: {} }
    const done = await ask("PATCH", `/authors/${author}`, under(key, mended))
    assert.isNull(expectStatus(done, 200).header("idempotency-replayed"))
    const lost = { ...mended, as: { sub: "ines" } }
    assert.strictEqual((await ask("PATCH", `/authors/${author}`, under(key, lost))).status, 403)
  })

  test("does a batch once, whose requests have no key of their own", async () => {
    const requests = [
      { method: "POST", path: "/authors", body: { name: "Six" } },
      { method: "POST", path: "/books", body: { title: "B", isbn: "9780000000010", author_uid: "$0.uid" } },
      {
        method: "POST",
        path: "/members",
        body: { name: "Bo", email: "bo@example.org", joined: "2026-01-02" }
      }
    ]
    const again = await twice("POST", "/batch", 200, { body: { requests } })
    assert.strictEqual(again.json[1].body.author_uid, again.json[0].body.uid)
    assert.strictEqual(await countOf("authors", "name=eq.Six"), 1)
    const [first, ...more] = requests
    const inside = { requests: [{ ...first, headers: { "idempotency-key": newKey() } }, ...more] }
    const { errors } = problem(
      await ask("POST", "/batch", under(newKey(), { body: inside })),
      400,
      "body-malformed"
    )
    assert.strictEqual(errors[0].pointer, "#/requests/0/headers/idempotency-key")
    const member = { requests: requests.slice(2) }
    problem(await ask("POST", "/batch", { body: member }), 400, "header-invalid")
  })

  test("asks for a key where a resource needs one, ignores it on reads, and has none for what commits by itself", async () => {
    const body = { name: "Eve", email: "eve@example.org", joined: "2026-01-02" }
    const { errors } = problem(await ask("POST", "/members", { body }), 400, "header-invalid")
    assert.deepInclude(errors[0], { header: "idempotency-key", code: "required" })
    problem(await ask("PATCH", `/members/${member}`, { body: { name: "Ida" } }), 400, "header-invalid")
    await twice("PATCH", `/members/${member}`, 200, { body: { name: "Ida!" } })
    for (const [method, path, rest] of [
      ["GET", "/members", {}],
      ["GET", `/members/${member}`, {}],
      ["POST", "/members/query", { body: {} }]
    ] as const)
      assert.isNull(
        expectStatus(await ask(method, path, under('"open', rest)), 200).header("idempotency-replayed")
      )
    const alone = problem(
      await ask("POST", "/rpc/twin", under(newKey(), { body: {} })),
      400,
      "header-invalid"
    )
    assert.strictEqual(alone.errors[0].header, "idempotency-key")
  })

  test("keeps nothing of a write that is tried", async () => {
    const key = newKey()
    const tried = { body: { name: "Seven" }, headers: { prefer: "tx=rollback" } }
    expectStatus(await ask("POST", "/authors", under(key, tried)), 201)
    const kept = await ask("POST", "/authors", under(key, { body: { name: "Seven" } }))
    assert.isNull(expectStatus(kept, 201).header("idempotency-replayed"))
    assert.strictEqual(await countOf("authors", "name=eq.Seven"), 1)
  })

  test("makes one of many at once", async () => {
    const key = newKey()
    const body = { title: "Once", isbn: "9780000000099", author_uid: author }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask("POST", "/books", under(key, { body })))
    )
    assert.deepStrictEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
    assert.strictEqual(answers.filter((one) => one.header("idempotency-replayed") === null).length, 1)
  })

  test.runIf(kind === "PostgreSQL")(
    "answers 409 with Retry-After to who waits too long for the same write, and then as it went",
    async () => {
      const client = new Client({ connectionString: url })
      await client.connect()
      await client.query("begin")
      await client.query("select from library.authors where uid = $1 for update", [author])
      const rest = { body: { name: "Eight" } }
      const key = newKey()
      const waiting = await ask("PATCH", `/authors/${author}`, under(key, rest), 900)
      const { errors } = problem(waiting, 409, "key-running")
      assert.deepInclude(errors[0], { header: "idempotency-key", code: "running" })
      assert.strictEqual(waiting.header("retry-after"), "1")
      problem(await ask("PATCH", `/authors/${author}`, rest, 900), 504, "deadline-exceeded")
      await client.query("commit")
      await client.end()
      expectStatus(await ask("PATCH", `/authors/${author}`, under(key, rest)), 200)
    }
  )
})
