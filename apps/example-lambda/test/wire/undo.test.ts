// @effect-diagnostics asyncFunction:off
/** POST /undo: all that one request did, taken back, in HTTP's words. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Field, Resource } from "@pgcrest/core"
import { Batch, Rollback, Undo } from "@pgcrest/rest"
import { assert, describe, test } from "vitest"
import { ann, type Answer, bob, expectStatus, problem, requestId, uid, wire } from "./wire.ts"

const [first, second] = [`/books/${uid(1)}`, `/books/${uid(2)}`]

/** Each request has an id of its own, as a gateway gives it: `r1`, `r2` and so on; an undo the usual one. */
const counted = () => {
  let asked = 0
  let isUndo = false
  const made = wire({
    event: {
      get requestId() {
        return isUndo ? requestId : `r${asked}`
      }
    },
    batch: Batch.make(),
    undo: Undo.make({ changes: 3 }),
    rollback: Rollback.make()
  })
  return {
    ask: (...[method, path, rest]: Parameters<typeof made.ask>): Promise<Answer> => {
      asked += 1
      isUndo = path.startsWith("/undo")
      return made.ask(method, path, rest)
    }
  }
}
type Made = ReturnType<typeof counted>

const undo = (made: Made, id: unknown, rest: object = { as: ann }) =>
  made.ask("POST", "/undo", { body: { request_id: id }, ...rest })

describe("POST /undo", () => {
  test("takes back a batch, last thing first, and tells what it did", async () => {
    const made = counted()
    await made.ask("PUT", first, { body: { title: "A", pages: 3 }, as: ann })
    const requests = [
      { method: "PATCH", path: first, body: { title: "B" } },
      { method: "PUT", path: second, body: { title: "C" } },
      { method: "DELETE", path: first }
    ]
    const sent = expectStatus(await made.ask("POST", "/batch", { body: { requests }, as: ann }), 200)
    assert.strictEqual(sent.header("x-request-id"), "r2")
    const undone = expectStatus(await undo(made, "r2"), 200)
    const book = (uidOf: string, more: object) => ({
      resource: "books",
      uid: uidOf,
      ...more,
      not_restored: []
    })
    assert.deepStrictEqual(undone.json, [
      book(uid(1), { operation: "restore", version: 2 }),
      book(uid(2), { operation: "delete", version: null }),
      book(uid(1), { operation: "restore", version: 1 })
    ])
    assert.deepInclude((await made.ask("GET", first)).json, { title: "A", pages: 3, version: 5 })
    expectStatus(await made.ask("GET", second), 404)
    const history = await made.ask("GET", `${first}/history?select=operation,via,request_id`, { as: ann })
    assert.deepInclude(history.json[0], { operation: "restore", via: "undo", request_id: requestId })
  })

  test("can be tried, and undone", async () => {
    const made = counted()
    await made.ask("PUT", first, { body: { title: "A" }, as: ann })
    const tried = await undo(made, "r1", { as: ann, headers: { prefer: "tx=rollback" } })
    assert.strictEqual(expectStatus(tried, 200).header("preference-applied"), "tx=rollback")
    expectStatus(await made.ask("GET", first), 200)
    expectStatus(await undo(made, "r1"), 200)
    expectStatus(await made.ask("GET", first), 404)
    expectStatus(await undo(made, requestId), 200)
    assert.deepInclude((await made.ask("GET", first)).json, { title: "A", version: 3 })
  })

  test("happens once under a key, and tells again what it did", async () => {
    const made = counted()
    await made.ask("PUT", first, { body: { title: "A" }, as: ann })
    const keyed = { as: ann, headers: { "idempotency-key": "k1" } }
    const once = expectStatus(await undo(made, "r1", keyed), 200)
    expectStatus(await made.ask("GET", first), 404)
    const again = expectStatus(await undo(made, "r1", keyed), 200)
    assert.deepStrictEqual([again.json, again.header("idempotency-replayed")], [once.json, "true"])
    assert.isNull(once.header("idempotency-replayed") ?? null)
    expectStatus(await undo(made, "r2", keyed), 422)
  })

  test("answers 409 and undoes nothing where a record has changed since, and names it", async () => {
    const made = counted()
    const requests = [
      { method: "PUT", path: first, body: { title: "A" } },
      { method: "PUT", path: second, body: { title: "B" } }
    ]
    await made.ask("POST", "/batch", { body: { requests }, as: ann })
    await made.ask("PATCH", second, { body: { title: "C" }, as: ann })
    const blocked = problem(await undo(made, "r1"), 409, "undo-blocked")
    assert.deepInclude(blocked.errors[0], {
      pointer: "#/request_id",
      code: "changed",
      resource: "books",
      uid: uid(2)
    })
    assert.match(blocked.errors[0].detail, /^it is at version 2 since \S+Z, by ann$/u)
    assert.strictEqual(blocked.errors.length, 1)
    expectStatus(await made.ask("GET", first), 200)
  })

  test("answers 409 to who may not, and tells nobody of what they do not see", async () => {
    const made = counted()
    await made.ask("PUT", first, { body: { title: "A" }, as: ann })
    await made.ask("PUT", `/diaries/${uid(3)}`, { body: { title: "D" }, as: ann })
    const denied = problem(await undo(made, "r1", { as: bob }), 409, "undo-blocked")
    assert.deepInclude(denied.errors[0], { code: "not-permitted", uid: uid(1) })
    const unseen = await undo(made, "r2", { as: bob })
    assert.deepInclude(problem(unseen, 409, "undo-blocked").errors[0], { code: "unseen" })
    for (const hidden of ["diaries", uid(3)]) assert.notInclude(unseen.body, hidden)
  })

  test.each([
    [{}, "#/request_id", "required"],
    [{ request_id: 1 }, "#/request_id", "type"],
    [{ request_id: "" }, "#/request_id", "type"],
    [{ request_id: "a\u0000" }, "#/request_id", "type"],
    [{ request_id: "r1", more: 1 }, "#/more", "unknown"],
    [{ request_id: "nobody's" }, "#/request_id", "unknown"]
  ])("answers 422 to %j", async (body, pointer, code) => {
    const refused = problem(await counted().ask("POST", "/undo", { body, as: ann }), 422, "record-invalid")
    assert.deepInclude(refused.errors[0], { pointer, code })
  })

  test("answers 422 to a request of more changes than are taken back", async () => {
    const made = counted()
    await made.ask("POST", "/books", { body: ["A", "B", "C", "D"].map((title) => ({ title })), as: ann })
    const refused = problem(await undo(made, "r1"), 422, "record-invalid")
    assert.deepInclude(refused.errors[0], { pointer: "#/request_id", code: "too-many" })
  })

  test("takes POST alone, without query and conditions", async () => {
    const made = counted()
    problem(await made.ask("GET", "/undo"), 405, "method-not-allowed")
    problem(await made.ask("POST", "/undo/1", { body: {} }), 404, "route-not-found")
    problem(await made.ask("POST", "/undo?x=1", { body: { request_id: "r1" } }), 400, "query-invalid")
    problem(await undo(made, "r1", { as: ann, headers: { "if-match": "*" } }), 400, "header-invalid")
    problem(
      await made.ask("POST", "/undo", { body: "x", headers: { "content-type": "application/json" } }),
      400,
      "body-malformed"
    )
    assert.strictEqual(expectStatus(await made.ask("OPTIONS", "/undo"), 204).header("allow"), "POST, OPTIONS")
  })

  test("is nowhere unless it is named", async () => {
    problem(await wire().ask("POST", "/undo", { body: { request_id: "r1" } }), 404, "route-not-found")
  })
})

describe("Undo.make", () => {
  test("takes a bound that is a whole number from 1", () => {
    for (const changes of [0, 1.5, NaN]) assert.throws(() => Undo.make({ changes }), /whole number from 1/u)
  })

  test("stands beside no resource of its name", () => {
    const Undos = Resource.make("undo", { fields: { name: Field.text }, access: { list: Access.everyone } })
    assert.throws(() =>
      ApiGateway.handler(Api.make("x", { resources: [Undos] }), ResourceStoreMemory.layer, {
        undo: Undo.make()
      })
    )
  })
})
