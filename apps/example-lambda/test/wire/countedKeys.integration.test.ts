// @effect-diagnostics asyncFunction:off
/** Records whose uids are numbers that the database makes. */
import { assert, beforeAll, describe, test } from "vitest"
import { open, sandboxes } from "./keyed.ts"
import { expectStatus, problem, type Wire } from "./wire.ts"

/** What no number is written like, or is one that the column cannot hold. */
const strange = [
  "07",
  "+7",
  "-0",
  "7.0",
  "1e3",
  "0x7",
  "7%20",
  "%207",
  "%D9%A7",
  "x",
  "null",
  "NaN",
  "",
  "7,8",
  "eq.7",
  "99999999999999999999"
]

describe.each(sandboxes)("a record that is counted, over $kind behind $source", (sandbox) => {
  let ask: Wire["ask"]
  beforeAll(async () => {
    ask = await open(sandbox)
  })
  const make = async (body: object) => expectStatus(await ask("POST", "/tickets", { body }), 201)

  test("has the number in its Location, and is found there", async () => {
    const made = await make({ title: "Circle" })
    assert.isNumber(made.json.id)
    assert.strictEqual(made.header("location"), `/tickets/${made.json.id}`)
    assert.strictEqual(made.header("content-location"), made.header("location"))
    const read = expectStatus(await ask("GET", made.header("location") ?? ""), 200)
    assert.strictEqual(read.body, made.body)
    assert.strictEqual(read.header("etag"), made.header("etag"))
  })

  test("has a Location also where no body comes back", async () => {
    const headers = { prefer: "return=minimal" }
    const made = expectStatus(await ask("POST", "/tickets", { body: { title: "Pit" }, headers }), 201)
    assert.match(made.header("location") ?? "", /^\/tickets\/\d+$/)
    assert.strictEqual(made.body, "")
  })

  test("lives from POST to DELETE, and its history stays", async () => {
    const path = (await make({ title: "a" })).header("location") ?? ""
    const etag = (await ask("GET", path)).header("etag") ?? ""
    expectStatus(await ask("GET", path, { headers: { "if-none-match": etag } }), 304)
    expectStatus(await ask("PATCH", path, { body: { title: "b" }, headers: { "if-match": etag } }), 200)
    problem(
      await ask("PATCH", path, { body: { title: "c" }, headers: { "if-match": etag } }),
      412,
      "version-mismatch"
    )
    expectStatus(await ask("PUT", path, { body: { title: "d" } }), 200)
    problem(await ask("PUT", path, { body: { title: "d" }, headers: { "if-none-match": "*" } }), 412)
    problem(await ask("DELETE", path, { headers: { "if-match": '"1"' } }), 412, "version-mismatch")
    expectStatus(await ask("DELETE", path, { headers: { "if-match": '"3"' } }), 204)
    problem(await ask("GET", path), 404, "record-not-found")
    problem(await ask("DELETE", path), 404, "record-not-found")
    const changes = expectStatus(await ask("GET", `${path}/history`), 200).json
    assert.deepStrictEqual(
      changes.map(({ operation }: { readonly operation: string }) => operation),
      ["delete", "replace", "update", "create"]
    )
  })

  test("is not made by PUT, which answers 404 with and without conditions", async () => {
    const body = { title: "x" }
    problem(await ask("PUT", "/tickets/4000", { body }), 404, "record-not-found")
    problem(await ask("PUT", "/tickets/4000", { body, headers: { "if-none-match": "*" } }), 404)
    problem(await ask("PUT", "/tickets/4000", { body, headers: { "if-match": "*" } }), 404)
    problem(await ask("GET", "/tickets/4000"), 404, "record-not-found")
  })

  test("may carry its own number in a body, and no other", async () => {
    const made = await make({ title: "a", id: 4001 })
    assert.notStrictEqual(made.json.id, 4001)
    const path = made.header("location") ?? ""
    expectStatus(await ask("PUT", path, { body: { ...made.json, title: "b" } }), 200)
    const other = problem(await ask("PUT", path, { body: { title: "c", id: 4001 } }), 422)
    assert.strictEqual(other.errors[0].pointer, "#/id")
  })

  test("is referred to by a number, and by nothing else", async () => {
    const { id } = (await make({ title: "a" })).json
    const after = await make({ title: "b", after_id: id })
    assert.strictEqual(after.json.after_id, id)
    const listed = await ask("GET", "/tickets", { query: { after_id: `eq.${id}`, select: "id" } })
    assert.deepStrictEqual(listed.json, [{ id: after.json.id }])
    const missing = problem(
      await ask("POST", "/tickets", { body: { title: "c", after_id: 4002 } }),
      422,
      "reference-missing"
    )
    assert.strictEqual(missing.errors[0].pointer, "#/after_id")
    const text = problem(
      await ask("POST", "/tickets", { body: { title: "c", after_id: String(id) } }),
      422,
      "record-invalid"
    )
    assert.strictEqual(text.errors[0].pointer, "#/after_id")
    problem(await ask("DELETE", `/tickets/${id}`), 409)
  })

  test("is listed by its number: filtered, compared, ordered", async () => {
    const ids = [(await make({ title: "l" })).json.id, (await make({ title: "l" })).json.id]
    const idsOf = async (query: Readonly<Record<string, string>>) =>
      expectStatus(await ask("GET", "/tickets", { query: { select: "id", ...query } }), 200).json.map(
        ({ id }: { readonly id: number }) => id
      )
    assert.deepStrictEqual(await idsOf({ id: `in.(${ids.join(",")})` }), ids)
    assert.deepStrictEqual(await idsOf({ id: `gte.${ids[0]}`, order: "id.desc" }), ids.toReversed())
    for (const id of ["eq.x", "eq.1.5", "eq.", "eq.99999999999999999999", "like.1*"])
      problem(await ask("GET", "/tickets", { query: { id } }), 400, "query-invalid")
  })

  test.each(strange)("has no address at /tickets/%s", async (text) => {
    for (const method of ["GET", "PATCH", "DELETE"])
      problem(
        await ask(method, `/tickets/${text}`, method === "PATCH" ? { body: {} } : {}),
        404,
        "route-not-found"
      )
    problem(await ask("GET", `/tickets/${text}/history`), 404, "route-not-found")
    problem(await ask("GET", `/receipts/${text}`), 404, "route-not-found")
  })

  test("may be out of sight at a number that its column holds, and not beyond", async () => {
    problem(await ask("GET", "/tickets/2147483647"), 404, "record-not-found")
    problem(await ask("GET", "/tickets/2147483648"), 404, "route-not-found")
    problem(await ask("GET", "/tickets/-1"), 404, "record-not-found")
    problem(await ask("GET", "/receipts/9223372036854775807"), 404, "record-not-found")
    problem(await ask("GET", "/receipts/9223372036854775808"), 404, "route-not-found")
  })

  test("offers what the rules offer", async () => {
    assert.strictEqual(
      expectStatus(await ask("OPTIONS", "/tickets/1"), 204).header("allow"),
      "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"
    )
    assert.strictEqual((await ask("HEAD", "/tickets/4000")).status, 404)
  })
})

describe.each(sandboxes.filter(({ kind }) => kind === "PostgreSQL"))(
  "a record that is counted in 64 bits, over $kind behind $source",
  (sandbox) => {
    test("is exact beyond what a double holds", async () => {
      const ask = await open(
        sandbox,
        "alter table keyed.receipts alter column uid restart with 9007199254740993;"
      )
      const made = expectStatus(await ask("POST", "/receipts", { body: { title: "a" } }), 201)
      assert.strictEqual(made.header("location"), "/receipts/9007199254740993")
      assert.match(made.body, /"uid":9007199254740993,/)
      const after = expectStatus(
        await ask("POST", "/receipts", {
          body: '{"title":"b","after_uid":9007199254740993}',
          headers: { "content-type": "application/json" }
        }),
        201
      )
      assert.match(after.body, /"after_uid":9007199254740993,/)
      const listed = await ask("GET", "/receipts", { query: { after_uid: "eq.9007199254740993" } })
      assert.match(listed.body, /"uid":9007199254740994,/)
      problem(await ask("GET", "/receipts/9007199254740992"), 404, "record-not-found")
      expectStatus(await ask("PATCH", "/receipts/9007199254740993", { body: { title: "c" } }), 200)
      const changes = await ask("GET", "/receipts/9007199254740993/history")
      assert.match(changes.body, /9007199254740993/)
    })
  }
)
