// @effect-diagnostics asyncFunction:off
/** Creating, replacing and deleting. */
import { assert, describe, test } from "vitest"
import { ann, expectStatus, problem, uid, wire } from "./wire.ts"

const item = `/leaflets/${uid(1)}`

describe("POST", () => {
  test("7: answers 201 with Location, ETag and the record", async () => {
    const { ask } = wire()
    const created = expectStatus(await ask("POST", "/books", { body: { title: "A" }, as: ann }), 201)
    assert.strictEqual(created.header("location"), `/books/${created.json.uid}`)
    assert.match(created.header("etag") ?? "", /^"1-[0-9a-z]+"$/)
    assert.include(created.json, {
      title: "A",
      version: 1,
      creator_uid: "ann",
      last_updater_uid: "ann",
      lent: 0
    })
    assert.match(created.json.uid, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    const got = await ask("GET", created.header("location") ?? "")
    assert.strictEqual(got.body, created.body)
    assert.strictEqual(got.header("etag"), created.header("etag"))
  })

  test("8: Content-Location equals Location, and return=minimal leaves out the body and its headers", async () => {
    const { ask } = wire()
    const created = await ask("POST", "/leaflets", { body: { title: "A" } })
    assert.strictEqual(created.header("content-location"), created.header("location"))
    const minimal = await ask("POST", "/leaflets", {
      body: { title: "A" },
      headers: { prefer: "return=minimal" }
    })
    expectStatus(minimal, 201)
    assert.strictEqual(minimal.body, "")
    assert.isNull(minimal.header("content-type"))
    assert.isNull(minimal.header("content-location"))
    assert.strictEqual(minimal.header("preference-applied"), "return=minimal")
    expectStatus(await ask("GET", minimal.header("location") ?? ""), 200)
  })

  test("9: behind a stage or a base path Location starts with it", async () => {
    const staged = wire({ event: { stage: "prod" } })
    const created = await staged.ask("POST", "/leaflets", { body: { title: "A" } })
    assert.strictEqual(created.header("location"), `/prod/leaflets/${created.json.uid}`)
    const mapped = wire({ basePath: "/v1", event: { domainName: "api.example.com" } })
    const below = await mapped.ask("POST", "/v1/leaflets", { body: { title: "A" } })
    assert.strictEqual(below.header("location"), `/v1/leaflets/${below.json.uid}`)
    const absolute = wire({ publicUrl: "https://api.example.com/v1" })
    const link = await absolute.ask("POST", "/leaflets", { body: { title: "A" } })
    assert.strictEqual(link.header("location"), `https://api.example.com/v1/leaflets/${link.json.uid}`)
  })

  test("10: the Host header never gets into Location", async () => {
    const headers = { host: "evil.example", "x-forwarded-host": "evil.example" }
    const created = await wire().ask("POST", "/leaflets", { body: { title: "A" }, headers })
    assert.strictEqual(created.header("location"), `/leaflets/${created.json.uid}`)
  })
})

describe("PUT", () => {
  test("11: of a new uid answers 201 with Location and without a tag", async () => {
    const created = expectStatus(await wire().ask("PUT", item, { body: { title: "A" } }), 201)
    assert.strictEqual(created.header("location"), item)
    assert.isNull(created.header("etag"))
    assert.isNull(created.header("last-modified"))
    assert.include(created.json, { uid: uid(1), version: 1 })
  })

  test("12: again answers 200 without a tag, version 2, created_* kept", async () => {
    const { ask } = wire()
    const first = await ask("PUT", item, { body: { title: "A", pages: 3 } })
    const again = expectStatus(await ask("PUT", item, { body: { title: "A" } }), 200)
    assert.isNull(again.header("etag"))
    assert.include(again.json, { version: 2, pages: null, created_at: first.json.created_at })
    const minimal = await ask("PUT", item, { body: { title: "A" }, headers: { prefer: "return=minimal" } })
    expectStatus(minimal, 204)
  })

  test("13: with the uid of another record in its body answers 422 at #/uid", async () => {
    const { ask } = wire()
    const refused = problem(
      await ask("PUT", item, { body: { title: "A", uid: uid(2) } }),
      422,
      "record-invalid"
    )
    assert.strictEqual(refused.errors[0].pointer, "#/uid")
    expectStatus(await ask("PUT", item, { body: { title: "A", uid: uid(1) } }), 201)
  })

  test("14: with Content-Range answers 400 and changes nothing", async () => {
    const { ask } = wire()
    await ask("PUT", item, { body: { title: "A" } })
    const headers = { "content-range": "items 0-1/2" }
    problem(await ask("PUT", item, { body: { title: "B" }, headers }), 400, "header-invalid")
    assert.include((await ask("GET", item)).json, { title: "A", version: 1 })
  })

  test("15: with If-None-Match: * of a record that is there answers 412", async () => {
    const { ask } = wire()
    const headers = { "if-none-match": "*" }
    expectStatus(await ask("PUT", item, { body: { title: "A" }, headers }), 201)
    problem(await ask("PUT", item, { body: { title: "B" }, headers }), 412, "version-mismatch")
  })

  test("16: two at once with If-None-Match: * get one 201 and one 412", async () => {
    const { ask } = wire()
    const put = (title: string) => ask("PUT", item, { body: { title }, headers: { "if-none-match": "*" } })
    const answers = await Promise.all([put("A"), put("B")])
    assert.deepStrictEqual(answers.map(({ status }) => status).toSorted(), [201, 412])
  })

  test("17: with If-Match: * of an absent record answers 412", async () => {
    const { ask } = wire()
    problem(await ask("PUT", item, { body: { title: "A" }, headers: { "if-match": "*" } }), 412)
    expectStatus(await ask("GET", item), 404)
  })
})

describe("DELETE", () => {
  test("40: answers 204 and, the second time, 404", async () => {
    const { ask } = wire()
    await ask("PUT", item, { body: { title: "A" } })
    const deleted = expectStatus(await ask("DELETE", item), 204)
    assert.strictEqual(deleted.body, "")
    assert.isNull(deleted.header("content-type"))
    problem(await ask("DELETE", item), 404, "record-not-found")
  })

  test("41: a PUT after it goes on counting, so that If-Match of its first life answers 412", async () => {
    const { ask } = wire()
    await ask("PUT", item, { body: { title: "A" } })
    await ask("DELETE", item)
    const again = expectStatus(await ask("PUT", item, { body: { title: "B" } }), 201)
    assert.isAbove(again.json.version, 1)
    problem(await ask("PATCH", item, { body: { title: "C" }, headers: { "if-match": '"1"' } }), 412)
  })

  test("54: with a Content-Type and no body answers 204", async () => {
    const { ask } = wire()
    await ask("PUT", item, { body: { title: "A" } })
    expectStatus(await ask("DELETE", item, { headers: { "content-type": "text/csv" } }), 204)
  })

  test("54: with return=representation answers 200 with what was deleted", async () => {
    const { ask } = wire()
    await ask("PUT", item, { body: { title: "A" } })
    const deleted = await ask("DELETE", item, { headers: { prefer: "return=representation" } })
    assert.include(expectStatus(deleted, 200).json, { title: "A" })
  })
})
