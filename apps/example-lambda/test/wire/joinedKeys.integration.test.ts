// @effect-diagnostics asyncFunction:off
/** Records that several fields identify: a collection, and nothing below it. */
import { assert, beforeAll, describe, test } from "vitest"
import { open, sandboxes } from "./keyed.ts"
import { type Answer, expectStatus, problem, type Wire } from "./wire.ts"

describe.each(sandboxes)("a record of a join table, over $kind behind $source", (sandbox) => {
  let ask: Wire["ask"]
  let ticket: number
  beforeAll(async () => {
    ask = await open(sandbox)
    ticket = expectStatus(await ask("POST", "/tickets", { body: { title: "Circle" } }), 201).json.id
  })
  const book = (seat: string, rest: Parameters<Wire["ask"]>[2] = {}) =>
    ask("POST", "/bookings", { body: { ticket_id: ticket, seat }, ...rest })
  const found = async (seat: string): Promise<ReadonlyArray<unknown>> =>
    (await ask("GET", "/bookings", { query: { seat: `eq.${seat}`, select: "seat" } })).json
  const refused = (answer: Answer, parameter: string, code: string) => {
    const { errors } = problem(answer, 400, "query-invalid")
    assert.deepInclude(errors[0], { parameter, code })
  }

  test.each([
    ["a/b", "a%2Fb"],
    ["7", "7"],
    ["", ""],
    ["a,b(c)", "a%2Cb(c)"],
    ['"q" \\ &=?#%+*', "%22q%22%20%5C%20%26%3D%3F%23%25%2B*"],
    ["Grüße\n😀", "Gr%C3%BC%C3%9Fe%0A%F0%9F%98%80"],
    ["eq.x", "eq.x"],
    ["null", "null"]
  ])("has its place in Location, where it is listed and deleted: %j", async (seat, encoded) => {
    const made = expectStatus(await book(seat), 201)
    const place = `/bookings?ticket_id=eq.${ticket}&seat=eq.${encoded}`
    assert.strictEqual(made.header("location"), place)
    assert.isNull(made.header("content-location"))
    assert.deepStrictEqual(expectStatus(await ask("GET", place), 200).json, [made.json])
    expectStatus(await ask("DELETE", place), 204)
    assert.deepStrictEqual((await ask("GET", place)).json, [])
    problem(await ask("DELETE", place), 404, "record-not-found")
  })

  test("is a conflict a second time, and can be made again once it is gone", async () => {
    expectStatus(await book("twice"), 201)
    problem(await book("twice"), 409, "conflict")
    expectStatus(await ask("DELETE", `/bookings?ticket_id=eq.${ticket}&seat=eq.twice`), 204)
    expectStatus(await book("twice"), 201)
  })

  test("needs every field of its key, and what it refers to", async () => {
    const part = problem(
      await ask("POST", "/bookings", { body: { ticket_id: ticket } }),
      422,
      "record-invalid"
    )
    assert.strictEqual(part.errors[0].pointer, "#/seat")
    const nothing = await ask("POST", "/bookings", { body: { ticket_id: 4000, seat: "a" } })
    assert.strictEqual(problem(nothing, 422, "reference-missing").errors[0].pointer, "#/ticket_id")
  })

  test("has no address of its own", async () => {
    for (const path of ["/bookings/1", "/bookings/a/history", `/bookings/[${ticket}, "a"]`, "/bookings/"])
      for (const method of ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
        problem(
          await ask(method, encodeURI(path), { body: method === "GET" ? undefined : {} }),
          404,
          "route-not-found"
        )
  })

  test("offers listing, making and deleting at the collection alone", async () => {
    const allow = "GET, HEAD, POST, DELETE, OPTIONS"
    const options = expectStatus(await ask("OPTIONS", "/bookings"), 204)
    assert.strictEqual(options.header("allow"), allow)
    assert.strictEqual(options.header("accept-post"), "application/json")
    for (const method of ["PUT", "PATCH"]) {
      const answer = await ask(method, `/bookings?ticket_id=eq.${ticket}&seat=eq.a`, { body: {} })
      problem(answer, 405, "method-not-allowed")
      assert.strictEqual(answer.header("allow"), allow)
    }
  })

  test("is deleted by its whole key, once each, with eq and nothing else", async () => {
    expectStatus(await book("kept"), 201)
    const remove = async (query: string) => ask("DELETE", `/bookings${query}`)
    const of = `ticket_id=eq.${ticket}`
    refused(await remove(""), "ticket_id", "required")
    refused(await remove(`?${of}`), "seat", "required")
    refused(await remove("?seat=eq.kept"), "ticket_id", "required")
    refused(await remove(`?${of}&seat=eq.kept&seat=eq.kept`), "seat", "repeated")
    refused(await remove(`?${of}&seat=neq.x`), "seat", "operator")
    refused(await remove(`?${of}&seat=in.(kept)`), "seat", "operator")
    refused(await remove(`?${of}&seat=not.eq.x`), "seat", "operator")
    refused(await remove(`?${of}&seat=is.null`), "seat", "operator")
    refused(await remove(`?${of}&seat=kept`), "seat", "operator")
    refused(await remove("?ticket_id=eq.x&seat=eq.kept"), "ticket_id", "operand")
    refused(await remove("?ticket_id=eq.99999999999&seat=eq.kept"), "ticket_id", "operand")
    refused(await remove(`?${of}&seat=eq.kept&note=is.null`), "note", "unknown")
    refused(await remove(`?${of}&seat=eq.kept&color=eq.red`), "color", "unknown")
    refused(await remove(`?${of}&seat=eq.kept&limit=1`), "limit", "unknown")
    refused(await remove(`?${of}&seat=eq.kept&select=seat`), "select", "unknown")
    refused(await remove(`?or=(seat.eq.kept)&${of}`), "or", "unknown")
    problem(await remove(`?${of}&seat=eq.a%00b`), 400, "target-malformed")
    assert.lengthOf(await found("kept"), 1)
    problem(await remove(`?${of}&seat=eq.nobody`), 404, "record-not-found")
    problem(await remove("?ticket_id=eq.4000&seat=eq.kept"), 404, "record-not-found")
    assert.lengthOf(await found("kept"), 1)
  })

  test("is deleted at the version that the condition names", async () => {
    expectStatus(await book("bound"), 201)
    const place = `/bookings?ticket_id=eq.${ticket}&seat=eq.bound`
    problem(await ask("DELETE", place, { headers: { "if-match": '"7"' } }), 412, "version-mismatch")
    problem(await ask("DELETE", place, { headers: { "if-match": "1" } }), 400)
    expectStatus(await ask("DELETE", place, { headers: { "if-match": '"1"' } }), 204)
    problem(await ask("DELETE", place, { headers: { "if-match": "*" } }), 404, "record-not-found")
  })

  test("is shown as it was where the client wants it", async () => {
    const made = expectStatus(await book("shown"), 201)
    const place = made.header("location") ?? ""
    const headers = { prefer: "return=representation" }
    assert.deepStrictEqual(expectStatus(await ask("DELETE", place, { headers }), 200).json, made.json)
  })

  test("is filtered, ordered and counted as any other", async () => {
    for (const seat of ["z1", "z2"]) expectStatus(await book(seat), 201)
    const listed = await ask("GET", "/bookings", {
      query: { seat: "like.z*", order: "seat.desc", select: "seat" },
      headers: { prefer: "count=exact" }
    })
    assert.deepStrictEqual(listed.json, [{ seat: "z2" }, { seat: "z1" }])
    assert.strictEqual(listed.header("content-range"), "items 0-1/2")
    problem(await ask("GET", "/bookings", { query: { uid: "eq.1" } }), 400, "query-invalid")
  })
})
