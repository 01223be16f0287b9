// @effect-diagnostics asyncFunction:off
/** Conditions by tags and by dates (RFC 9110 §13). */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Resource } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { assert, describe, test } from "vitest"
import {
  ann,
  answerOf,
  bob,
  expectStatus,
  problem,
  requestId,
  uid,
  type Wire,
  wire,
  type WireOptions
} from "./wire.ts"

const item = `/books/${uid(1)}`

/** A book of Ann's at version 3, and its tag. */
const withBook = async (options?: WireOptions): Promise<Wire & { readonly etag: string }> => {
  const made = wire(options)
  await made.ask("PUT", item, { body: { title: "A" }, as: ann })
  await made.ask("PATCH", item, { body: { title: "B" }, as: ann })
  const third = await made.ask("PATCH", item, { body: { title: "C" }, as: ann })
  return { ...made, etag: third.header("etag") ?? "" }
}
const match = (tag: string) => ({ "if-match": tag })

describe("If-Match", () => {
  test("18: PATCH with * of an absent record answers 404", async () => {
    const patched = await wire().ask("PATCH", item, { body: { title: "A" }, headers: match("*"), as: ann })
    problem(patched, 404, "record-not-found")
    problem(await wire().ask("DELETE", item, { headers: match("*"), as: ann }), 404)
  })

  test("19: PATCH with the current tag answers 200 and a new tag", async () => {
    const { ask, etag } = await withBook()
    assert.match(etag, /^"3-/)
    const patched = await ask("PATCH", item, { body: { title: "D" }, headers: match(etag), as: ann })
    assert.include(expectStatus(patched, 200).json, { title: "D", version: 4 })
    assert.match(patched.header("etag") ?? "", /^"4-/)
  })

  test("20: PATCH with an old tag answers 412 and leaves no change", async () => {
    const { ask } = await withBook()
    const headers = match('"2-abc"')
    const refused = problem(await ask("PATCH", item, { body: { title: "D" }, headers, as: ann }), 412)
    assert.strictEqual(refused.code, "version-mismatch")
    const history = await ask("GET", `${item}/history`, { as: ann })
    assert.deepStrictEqual(
      history.json.map(({ version }: { readonly version: number }) => version),
      [3, 2, 1]
    )
  })

  test("21: the version in quotes is good", async () => {
    const { ask } = await withBook()
    expectStatus(await ask("PATCH", item, { body: { title: "D" }, headers: match('"3"'), as: ann }), 200)
  })

  test("22: a weak tag answers 412 weak-etag and says what to send instead", async () => {
    const { ask } = await withBook()
    const headers = match('W/"3-x"')
    const refused = problem(
      await ask("PATCH", item, { body: { title: "D" }, headers, as: ann }),
      412,
      "weak-etag"
    )
    assert.include(refused.hint, '"3"')
    problem(await ask("GET", item, { headers }), 412, "weak-etag")
  })

  test("23: a version without quotes answers 400", async () => {
    const { ask } = await withBook()
    const refused = await ask("PATCH", item, { body: { title: "D" }, headers: match("3"), as: ann })
    assert.strictEqual(problem(refused, 400, "header-invalid").errors[0].header, "if-match")
  })

  test("24: one of a list is enough, and a comma may stand inside a tag", async () => {
    const { ask } = await withBook()
    const headers = match('"a,b", "3"')
    expectStatus(await ask("PATCH", item, { body: { title: "D" }, headers, as: ann }), 200)
  })

  test("25: the tag of a choice of fields is good for PATCH", async () => {
    const { ask, etag } = await withBook()
    const chosen = (await ask("GET", `${item}?select=title`)).header("etag") ?? ""
    assert.notStrictEqual(chosen, etag)
    expectStatus(await ask("PATCH", item, { body: { title: "D" }, headers: match(chosen), as: ann }), 200)
  })

  test("26: a bad body with an old tag answers 422", async () => {
    const { ask } = await withBook()
    problem(await ask("PATCH", item, { body: { title: 1 }, headers: match('"1"'), as: ann }), 422)
  })

  test("27: a record that is visible and not mine answers 403 to an old tag", async () => {
    const { ask } = await withBook()
    const refused = await ask("PATCH", item, { body: { title: "D" }, headers: match('"1"'), as: bob })
    assert.include(problem(refused, 403, "not-permitted").detail, "update")
    const deleted = await ask("DELETE", item, { headers: match('"1"'), as: bob })
    assert.include(problem(deleted, 403, "not-permitted").detail, "delete")
  })

  test("28: an unseen record answers 404, byte for byte as an absent one", async () => {
    const { ask } = wire()
    await ask("PUT", `/diaries/${uid(1)}`, { body: { title: "A" }, as: ann })
    const calls = [
      ["GET", undefined],
      ["GET", "/history"],
      ["PATCH", undefined],
      ["DELETE", undefined]
    ] as const
    for (const [method, end = ""] of calls) {
      const rest = { as: bob, ...(method === "PATCH" ? { body: { title: "B" } } : {}) }
      const unseen = await ask(method, `/diaries/${uid(1)}${end}`, rest)
      const absent = await ask(method, `/diaries/${uid(2)}${end}`, rest)
      problem(unseen, 404, "record-not-found")
      assert.strictEqual(unseen.body, absent.body)
      assert.deepStrictEqual(unseen.headers, absent.headers)
    }
  })

  test("29: where the resource requires it, a write without it answers 428", async () => {
    const { ask } = wire()
    const ledger = `/ledgers/${uid(1)}`
    const refused = problem(await ask("PUT", ledger, { body: { title: "A" } }), 428, "condition-required")
    assert.strictEqual(refused.errors[0].header, "if-match")
    expectStatus(await ask("PUT", ledger, { body: { title: "A" }, headers: { "if-none-match": "*" } }), 201)
    problem(await ask("PATCH", ledger, { body: {} }), 428)
    problem(await ask("DELETE", ledger), 428)
    expectStatus(await ask("DELETE", ledger, { headers: match('"1"') }), 204)
  })

  test("29: a collection has no tag, so that * passes and any other answers 412", async () => {
    const { ask } = wire()
    expectStatus(await ask("GET", "/leaflets", { headers: match("*") }), 200)
    problem(await ask("GET", "/leaflets", { headers: match('"1"') }), 412, "condition-failed")
    problem(await ask("GET", "/leaflets?limit=x", { headers: match('"1"') }), 400)
    expectStatus(await ask("POST", "/leaflets", { body: { title: "A" }, headers: match("*") }), 201)
    problem(await ask("POST", "/leaflets", { body: { title: "A" }, headers: match('"1"') }), 412)
    problem(await ask("POST", "/leaflets", { body: "{", headers: match('"1"') }), 400, "body-malformed")
  })
})

describe("If-None-Match", () => {
  const cors = { origins: ["https://app.example"] }
  const origin = "https://app.example"

  test("33: the current tag answers 304 with what caches need, and no Content-Type", async () => {
    const { ask, etag } = await withBook({ cors })
    const same = expectStatus(await ask("GET", item, { headers: { "if-none-match": etag, origin } }), 304)
    assert.strictEqual(same.header("etag"), etag)
    assert.strictEqual(same.header("cache-control"), "private, no-cache")
    assert.include(same.header("vary") ?? "", "Origin")
    assert.strictEqual(same.header("access-control-allow-origin"), origin)
    assert.isNull(same.header("content-type"))
    assert.strictEqual(same.body, "")
    expectStatus(await ask("HEAD", item, { headers: { "if-none-match": etag } }), 304)
  })

  test("34: the current tag made weak answers 304", async () => {
    const { ask, etag } = await withBook()
    expectStatus(await ask("GET", item, { headers: { "if-none-match": `W/${etag}` } }), 304)
  })

  test("35: the tag of the whole record answers 200 to a choice of fields", async () => {
    const { ask, etag } = await withBook()
    const headers = { "if-none-match": etag }
    assert.deepStrictEqual(expectStatus(await ask("GET", `${item}?select=title`, { headers }), 200).json, {
      title: "C"
    })
  })

  test("35: what cannot be parsed answers 200 to a read and 400 to a write", async () => {
    const { ask } = await withBook()
    const headers = { "if-none-match": "3" }
    expectStatus(await ask("GET", item, { headers }), 200)
    problem(await ask("PATCH", item, { body: { title: "D" }, headers, as: ann }), 400)
  })
})

describe("dates", () => {
  const [past, future] = ["Wed, 25 Nov 2020 08:30:00 GMT", "Fri, 25 Nov 2095 08:30:00 GMT"]
  const dated = async () => {
    const made = await withBook()
    return { ...made, modified: (await made.ask("GET", item)).header("last-modified") ?? "" }
  }
  const patch = (made: Wire, headers: Readonly<Record<string, string>>) =>
    made.ask("PATCH", item, { body: { title: "D" }, headers, as: ann })

  test("a record tells its last change, in the form of a date, and so does 304", async () => {
    const { ask, etag, modified } = await dated()
    assert.match(modified, /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/u)
    const same = expectStatus(await ask("GET", item, { headers: { "if-none-match": etag } }), 304)
    assert.strictEqual(same.header("last-modified"), modified)
    assert.isNull((await ask("GET", `${item}?select=title`)).header("last-modified"))
    const chosen = await ask("HEAD", `${item}?select=title,last_updated_at`)
    assert.strictEqual(chosen.header("last-modified"), modified)
    assert.isNull((await ask("GET", "/books")).header("last-modified"))
  })

  test("30: If-Unmodified-Since is not looked at beside an If-Match that holds", async () => {
    expectStatus(await patch(await dated(), { ...match('"3"'), "if-unmodified-since": past }), 200)
  })

  test("31: a change after If-Unmodified-Since answers 412, and nothing is written", async () => {
    const made = await dated()
    problem(await patch(made, { "if-unmodified-since": past }), 412, "version-mismatch")
    const put = { body: { title: "D" }, headers: { "if-unmodified-since": past }, as: ann }
    problem(await made.ask("PUT", item, put), 412, "version-mismatch")
    problem(await made.ask("DELETE", item, { headers: { "if-unmodified-since": past }, as: ann }), 412)
    problem(
      await made.ask("GET", item, { headers: { "if-unmodified-since": past } }),
      412,
      "condition-failed"
    )
    assert.include((await made.ask("GET", item)).json, { title: "C", version: 3 })
  })

  test("31: the date that was told is good, and so is a later one", async () => {
    for (const written of [(await dated()).modified, future]) {
      expectStatus(await patch(await dated(), { "if-unmodified-since": written }), 200)
    }
    const { ask, modified } = await dated()
    expectStatus(await ask("GET", item, { headers: { "if-unmodified-since": modified } }), 200)
  })

  test("31: If-Unmodified-Since asks nothing of a record that is not there", async () => {
    const put = { body: { title: "A" }, headers: { "if-unmodified-since": past }, as: ann }
    expectStatus(await wire().ask("PUT", item, put), 201)
    problem(await patch(wire(), { "if-unmodified-since": past }), 404, "record-not-found")
  })

  test("32: what is no date is ignored, and refused where handling is strict", async () => {
    for (const rubbish of ["rubbish", "foo 1", "2020-11-25T08:30:00Z", "0"]) {
      expectStatus(await patch(await dated(), { "if-unmodified-since": rubbish }), 200)
      const { ask } = await dated()
      expectStatus(await ask("GET", item, { headers: { "if-modified-since": rubbish } }), 200)
      const strict = { "if-unmodified-since": rubbish, prefer: "handling=strict" }
      const refused = problem(await patch(await dated(), strict), 400, "header-invalid")
      assert.strictEqual(refused.errors[0].header, "if-unmodified-since")
    }
  })

  test("36: a field that is deployed since answers 200 to the tag of before, whatever the date", async () => {
    const store = Layer.succeedContext(Effect.runSync(Effect.scoped(Layer.build(ResourceStoreMemory.layer))))
    const { ask } = wire({ store })
    expectStatus(await ask("PUT", `/leaflets/${uid(1)}`, { body: { title: "A" } }), 201)
    const Leaflets = Resource.make("leaflets", {
      fields: { title: Schema.String },
      access: { get: Access.everyone, list: Access.everyone }
    })
    const before = ApiGateway.handler(Api.make("shelf", { resources: [Leaflets] }), store, { log: () => {} })
    const get = GatewayEvent.make("http2", { method: "GET", path: `/leaflets/${uid(1)}` })
    const older = answerOf(await before(get, { awsRequestId: requestId }))
    const known = {
      "if-none-match": older.header("etag") ?? "",
      "if-modified-since": older.header("last-modified") ?? ""
    }
    const newer = expectStatus(await ask("GET", `/leaflets/${uid(1)}`, { headers: known }), 200)
    assert.notStrictEqual(newer.header("etag"), older.header("etag"))
    assert.strictEqual(newer.header("last-modified"), older.header("last-modified"))
  })

  test("38: If-Modified-Since is not looked at beside an If-None-Match that misses", async () => {
    const { ask, modified } = await dated()
    const headers = { "if-none-match": '"2-abc"', "if-modified-since": modified }
    expectStatus(await ask("GET", item, { headers }), 200)
  })

  test("39: what has not changed since answers 304, for reads alone", async () => {
    const made = await dated()
    for (const [date, status] of [
      [made.modified, 304],
      [future, 304],
      [past, 200]
    ] as const) {
      const headers = { "if-modified-since": date }
      const answer = expectStatus(await made.ask("GET", item, { headers }), status)
      assert.strictEqual(answer.header("etag"), made.etag)
      expectStatus(await made.ask("HEAD", item, { headers }), status)
    }
    expectStatus(await patch(made, { "if-modified-since": future }), 200)
  })
})
