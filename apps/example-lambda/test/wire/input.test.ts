// @effect-diagnostics asyncFunction:off
/** Bodies and addresses that are almost right. */
import { assert, describe, test } from "vitest"
import { expectStatus, problem, uid, wire } from "./wire.ts"

const item = `/leaflets/${uid(1)}`
const post = (body: string) => wire().ask("POST", "/leaflets", { body })
const pointers = (answer: Awaited<ReturnType<typeof post>>) =>
  problem(answer, 422, "record-invalid").errors.map(({ pointer }: { readonly pointer: string }) => pointer)

describe("bodies", () => {
  test("77: a name that comes twice answers 400", async () => {
    const refused = problem(await post('{"title":"A","title":"B"}'), 400, "body-malformed")
    assert.strictEqual(refused.errors[0].pointer, "#/title")
  })

  test("78: a long number comes out with the digits that went in", async () => {
    const answer = await post(
      '{"title":"A","price":12345678901234567890.12,"meta":{"n":12345678901234567890.12}}'
    )
    assert.include(expectStatus(answer, 201).body, '"price":12345678901234567890.12,')
    assert.include(answer.body, '"meta":{"n":12345678901234567890.12}')
  })

  test("79: a number without end, half a surrogate pair and NUL answer 422, each with its pointer", async () => {
    const body =
      '{"title":"\\ud800","subtitle":"\\u0000","price":1e400,"pages":1e400,"meta":[1e4000,"\\u0000"]}'
    assert.deepStrictEqual(pointers(await post(body)), [
      "#/title",
      "#/subtitle",
      "#/price",
      "#/pages",
      "#/meta/0",
      "#/meta/1"
    ])
  })

  test("80: ten thousand levels answer 400, and a BOM is skipped", async () => {
    const deep = `{"title":"A","meta":${"[".repeat(10_000)}${"]".repeat(10_000)}}`
    assert.include(problem(await post(deep), 400, "body-malformed").detail, "deeper than 64")
    expectStatus(await post('\ufeff{"title":"A"}'), 201)
  })

  test("81: __proto__ is an unknown field, and names of the prototype are no addresses", async () => {
    assert.deepStrictEqual(pointers(await post('{"title":"A","__proto__":{"x":1},"constructor":1}')), [
      "#/__proto__",
      "#/constructor"
    ])
    const { ask } = wire()
    for (const path of [
      "/leaflets/../constructor",
      "/constructor",
      "/__proto__",
      "/toString",
      `${item}/constructor`
    ]) {
      problem(await ask("GET", path), 404, "route-not-found")
    }
    problem(await ask("GET", "/leaflets?__proto__=eq.1"), 400, "query-invalid")
    problem(await ask("GET", "/leaflets?select=constructor"), 400, "query-invalid")
  })
})

describe("addresses", () => {
  test("82: a bad escape answers 400, and %2F, // and a slash at the end answer 404", async () => {
    // An HTTP API decodes paths itself: there it is a uid that is none.
    const { ask } = wire({ source: "rest" })
    problem(await ask("GET", "/leaflets/%zz"), 400, "target-malformed")
    problem(await ask("GET", "/leaflets/%00"), 400, "target-malformed")
    for (const path of [
      "/leaflets/a%2Fb",
      "//leaflets",
      "/leaflets//",
      "/leaflets/",
      `${item}/`,
      "/Leaflets",
      "//"
    ]) {
      const refused = problem(await ask("GET", path), 404, "route-not-found")
      assert.include(refused.hint, "/{resource}/{uid}")
    }
    problem(await wire().ask("GET", "/leaflets?title=eq.%zz"), 400, "target-malformed")
  })

  test("83: a uid that is none answers 404, and one in upper case is found", async () => {
    const { ask } = wire()
    problem(await ask("GET", "/leaflets/not-a-uuid"), 404, "route-not-found")
    const put = await ask("PUT", item.toUpperCase().replace("/LEAFLETS", "/leaflets"), {
      body: { title: "A" }
    })
    assert.strictEqual(expectStatus(put, 201).header("location"), item)
    expectStatus(await ask("GET", item.toUpperCase().replace("/LEAFLETS", "/leaflets")), 200)
  })

  test("84: an offset whose plus became a space answers 400 with a hint, and limit twice answers 400", async () => {
    const { ask } = wire()
    const refused = problem(
      await ask("GET", "/leaflets?bought_at=gt.2026-01-01T00:00:00+02:00"),
      400,
      "query-invalid"
    )
    assert.include(refused.hint, "%2B")
    assert.strictEqual(refused.errors[0].parameter, "bought_at")
    expectStatus(await ask("GET", "/leaflets?bought_at=gt.2026-01-01T00:00:00%2B02:00"), 200)
    const twice = problem(await ask("GET", "/leaflets?limit=1&limit=2"), 400, "query-invalid")
    assert.strictEqual(twice.errors[0].parameter, "limit")
    expectStatus(await ask("GET", "/leaflets?pages=gt.1&pages=lt.9"), 200)
  })

  test("88: a traceparent that is none does not matter", async () => {
    expectStatus(await wire().ask("GET", "/leaflets", { headers: { traceparent: "rubbish" } }), 200)
  })
})

describe("sizes", () => {
  test("87: a list that no gateway carries ends where the answer is full, and leads on", async () => {
    const { ask } = wire()
    for (let count = 0; count < 7; count++) {
      const body = { title: `A${count}`, subtitle: "x".repeat(950_000) }
      expectStatus(await ask("POST", "/leaflets", { body }), 201)
    }
    const cut = expectStatus(await ask("GET", "/leaflets?order=title"), 200)
    assert.lengthOf(cut.json, 5)
    assert.strictEqual(cut.header("content-range"), "items 0-4/*")
    const [, next = ""] = /<([^>]*)>; rel="next"/u.exec(cut.header("link") ?? "") ?? []
    const rest = expectStatus(await ask("GET", next), 200)
    assert.deepStrictEqual(
      rest.json.map(({ title }: { readonly title: string }) => title),
      ["A5", "A6"]
    )
  })

  test("87: a record that no gateway carries is a 400, alone in its list too", async () => {
    const { ask } = wire({ limits: { body: 10_000_000 } })
    const body = { title: "A", subtitle: "x".repeat(6_291_000) }
    const { json } = await ask("POST", "/leaflets", { body: { title: "B" } })
    const created = expectStatus(await ask("POST", "/leaflets", { body }), 201)
    problem(await ask("GET", created.header("location") ?? ""), 400, "answer-too-large")
    const refused = problem(await ask("GET", "/leaflets?title=eq.A"), 400, "answer-too-large")
    assert.include(refused.hint, "limit")
    assert.deepStrictEqual((await ask("GET", "/leaflets?order=uid")).json, [json])
  })

  test("87: a write whose answer no gateway carries has happened: 201 without a body", async () => {
    const { ask } = wire({ limits: { body: 10_000_000 } })
    const body = { title: "A", subtitle: "x".repeat(6_291_000) }
    const created = expectStatus(
      await ask("POST", "/leaflets", { body, headers: { prefer: "return=representation" } }),
      201
    )
    assert.strictEqual(created.body, "")
    assert.isNull(created.header("content-type"))
    assert.isNull(created.header("preference-applied"))
    expectStatus(await ask("GET", `${created.header("location")}?select=title`), 200)
  })
})
