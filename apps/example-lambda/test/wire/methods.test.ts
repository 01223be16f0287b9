// @effect-diagnostics asyncFunction:off
/** Methods, and what an address says of itself. */
import { assert, describe, test } from "vitest"
import { expectStatus, problem, uid, wire } from "./wire.ts"

const item = `/leaflets/${uid(1)}`

describe("methods", () => {
  test("1: an unknown method answers 501, and so does a known one in lower case", async () => {
    const { ask } = wire()
    problem(await ask("FOO", "/books"), 501, "method-unknown")
    problem(await ask("patch", item, { body: {} }), 501, "method-unknown")
  })

  test("1: an unknown method answers 501 before the length of the target is judged", async () => {
    const { ask } = wire()
    problem(await ask("FOO", `/books?title=eq.${"x".repeat(9000)}`), 501)
    problem(await ask("GET", `/books?title=eq.${"x".repeat(9000)}`), 414, "target-too-long")
  })

  test("1: QUERY is known and has no route, so it answers 405", async () => {
    const refused = await wire().ask("QUERY", "/books", { body: {} })
    problem(refused, 405, "method-not-allowed")
  })

  test("2: DELETE without a rule answers 405 and lists the others in Allow", async () => {
    const { ask } = wire()
    const refused = await ask("DELETE", `/posters/${uid(1)}`)
    problem(refused, 405, "method-not-allowed")
    assert.strictEqual(refused.header("allow"), "GET, HEAD, PUT, PATCH, OPTIONS")
  })

  test("2: a resource with one rule has one method, and no items at all", async () => {
    const { ask } = wire()
    const refused = await ask("POST", "/labels", { body: { title: "A" } })
    problem(refused, 405)
    assert.strictEqual(refused.header("allow"), "GET, HEAD, OPTIONS")
    problem(await ask("GET", `/labels/${uid(1)}`), 404, "route-not-found")
  })

  test("3: HEAD answers with GET's status and headers, and no body", async () => {
    const { ask } = wire()
    await ask("PUT", item, { body: { title: "A" } })
    for (const path of [item, "/leaflets", "/leaflets?limit=0", `${item}?nonsense=1`]) {
      const [got, headed] = [await ask("GET", path), await ask("HEAD", path)]
      assert.strictEqual(headed.status, got.status)
      assert.deepStrictEqual(headed.headers, got.headers)
      assert.strictEqual(headed.body, "")
      assert.notStrictEqual(got.body, "")
    }
  })

  test("4: HEAD of an absent record answers 404 without a body", async () => {
    const headed = expectStatus(await wire().ask("HEAD", item), 404)
    assert.strictEqual(headed.body, "")
    assert.strictEqual(headed.header("content-type"), "application/problem+json")
  })

  test("5: OPTIONS of a collection answers 204 with Allow and Accept-Post", async () => {
    const { ask } = wire()
    const options = expectStatus(await ask("OPTIONS", "/books"), 204)
    assert.strictEqual(options.header("allow"), "GET, HEAD, POST, PATCH, DELETE, OPTIONS")
    assert.strictEqual(options.header("accept-post"), "application/json")
    assert.strictEqual(options.body, "")
    assert.isNull((await ask("OPTIONS", "/labels")).header("accept-post"))
  })

  test("6: OPTIONS of a record answers 204 with Accept-Patch", async () => {
    const options = expectStatus(await wire().ask("OPTIONS", item), 204)
    assert.strictEqual(options.header("allow"), "GET, HEAD, PUT, PATCH, DELETE, OPTIONS")
    assert.strictEqual(
      options.header("accept-patch"),
      "application/json, application/merge-patch+json, application/json-patch+json"
    )
  })

  test("6: OPTIONS of no address answers 404", async () => {
    problem(await wire().ask("OPTIONS", "/nothing"), 404, "route-not-found")
  })
})
