// @effect-diagnostics asyncFunction:off
/** POST /{resource}/{uid}/restore: an ordinary write, told in HTTP's words. */
import { assert, describe, test } from "vitest"
import { ann, bob, expectStatus, problem, uid, type Wire, wire } from "./wire.ts"
import { Batch, Rollback } from "@pgcrest/rest"

const item = `/books/${uid(1)}`
const restore = `${item}/restore`
const body = { version: 1 }

/** A book of ann's at its second version. */
const withBook = async (): Promise<Wire> => {
  const made = wire({ batch: Batch.make(), rollback: Rollback.make() })
  await made.ask("PUT", item, { body: { title: "A", pages: 3 }, as: ann })
  await made.ask("PATCH", item, { body: { title: "B", pages: null }, as: ann })
  return made
}

describe("restore", () => {
  test("answers 200 with the record and its tag, and leaves a change that says so and why", async () => {
    const made = await withBook()
    const headers = { "x-change-reason": "a mistake" }
    const back = expectStatus(await made.ask("POST", restore, { body, as: ann, headers }), 200)
    assert.deepInclude(back.json, { title: "A", pages: 3, version: 3 })
    assert.strictEqual((await made.ask("GET", item)).header("etag"), back.header("etag"))
    assert.isNull(back.header("x-not-restored"))
    const history = await made.ask("GET", `${item}/history?select=operation,version,reason`, { as: ann })
    assert.deepInclude(history.json[0], { operation: "restore", version: 3, reason: "a mistake" })
  })

  test("answers 201 with the address of what it makes again", async () => {
    const made = await withBook()
    await made.ask("DELETE", item, { as: ann })
    const back = expectStatus(await made.ask("POST", restore, { body, as: ann }), 201)
    assert.strictEqual(back.header("location"), item)
    assert.deepInclude(back.json, { title: "A", version: 4, creator_uid: "ann" })
  })

  test("takes conditions, and needs one where its resource does", async () => {
    const made = await withBook()
    const at = (tag: string) => ({ body, as: ann, headers: { "if-match": tag } })
    problem(await made.ask("POST", restore, at('"1-x"')), 412, "version-mismatch")
    const tag = (await made.ask("GET", item)).header("etag") ?? ""
    expectStatus(await made.ask("POST", restore, at(tag)), 200)
    problem(
      await made.ask("POST", `/ledgers/${uid(1)}/restore`, { body, as: ann }),
      428,
      "condition-required"
    )
  })

  test("shows what select and Prefer say, and tries", async () => {
    const made = await withBook()
    const ask = (path: string, prefer: string) =>
      made.ask("POST", path, { body, as: ann, headers: { prefer } })
    const tried = expectStatus(await ask(`${restore}?select=title`, "tx=rollback"), 200)
    assert.deepStrictEqual(tried.json, { title: "A" })
    assert.strictEqual((await made.ask("GET", item)).json.version, 2)
    assert.strictEqual(expectStatus(await ask(restore, "return=minimal"), 204).body, "")
    assert.deepInclude((await made.ask("GET", item)).json, { title: "A", version: 3 })
  })

  test("is a request of a batch", async () => {
    const made = await withBook()
    const requests = [
      { method: "DELETE", path: item },
      { method: "POST", path: restore, body }
    ]
    const answer = expectStatus(await made.ask("POST", "/batch", { body: { requests }, as: ann }), 200)
    assert.deepStrictEqual(
      answer.json.map(({ status }: { readonly status: number }) => status),
      [204, 201]
    )
    assert.deepInclude((await made.ask("GET", item)).json, { title: "A", version: 4 })
  })

  test.each([
    [{ version: 9 }, "#/version"],
    [{ version: 0 }, "#/version"],
    [{ version: "x" }, "#/version"],
    [{ version: 1.5 }, "#/version"],
    [{ version: null }, "#/version"],
    [{ version: 1e30 }, "#/version"],
    [{}, "#/version"],
    [{ version: 1, title: "C" }, "#/title"]
  ])("answers 422 to %j, and points to it", async (asked, pointer) => {
    const made = await withBook()
    const refused = problem(await made.ask("POST", restore, { body: asked, as: ann }), 422, "record-invalid")
    assert.deepStrictEqual(
      refused.errors.map((error: { readonly pointer: string }) => error.pointer),
      [pointer]
    )
  })

  test("answers 403 to who may not, 404 for what is not seen, 405 and 404 where there is no rule", async () => {
    const made = await withBook()
    problem(await made.ask("POST", restore, { body, as: bob }), 403, "not-permitted")
    problem(await made.ask("POST", restore, { body }), 401, "unauthenticated")
    problem(await made.ask("POST", `/books/${uid(2)}/restore`, { body, as: ann }), 404, "record-not-found")
    problem(await made.ask("GET", restore, { as: ann }), 405, "method-not-allowed")
    problem(await made.ask("POST", `/leaflets/${uid(1)}/restore`, { body, as: ann }), 404, "route-not-found")
    problem(await made.ask("POST", restore, { body: [1], as: ann }), 422, "body-not-an-object")
  })
})
