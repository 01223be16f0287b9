// @effect-diagnostics asyncFunction:off
/** Content-Type, Content-Encoding, Accept and Prefer. */
import { assert, describe, test } from "vitest"
import { ann, expectStatus, problem, wire } from "./wire.ts"

const post = (headers: Readonly<Record<string, string>>, body: unknown = '{"title":"A"}') =>
  wire().ask("POST", "/leaflets", { body, headers })

describe("bodies", () => {
  test("49: a form answers 415 and is told how to send JSON", async () => {
    const refused = await post({ "content-type": "application/x-www-form-urlencoded" }, "title=A")
    const { detail } = problem(refused, 415, "media-type-unsupported")
    assert.include(detail, "application/x-www-form-urlencoded")
    assert.include(detail, 'curl -d needs -H "Content-Type: application/json"')
    assert.strictEqual(refused.header("accept-post"), "application/json")
  })

  test("50: JSON in any case with the charset UTF-8 in quotes answers 201", async () => {
    expectStatus(await post({ "content-type": 'application/JSON; Charset="UTF-8"' }), 201)
  })

  test("51: another charset answers 415", async () => {
    assert.include(
      problem(await post({ "content-type": "application/json; charset=latin1" }), 415).detail,
      "latin1"
    )
  })

  test("52: a content encoding answers 415 with Accept-Encoding", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" }
    const refused = await post(headers, new Uint8Array([31, 139, 8, 0]))
    problem(refused, 415, "encoding-unsupported")
    assert.strictEqual(refused.header("accept-encoding"), "identity")
  })

  test("51: two Content-Types answer 400", async () => {
    const headers = { "content-type": ["application/json", "application/json"] }
    const refused = await wire({ source: "rest" }).ask("POST", "/leaflets", { body: "{}", headers })
    assert.strictEqual(problem(refused, 400, "header-invalid").errors[0].header, "content-type")
  })

  test("53: without a Content-Type a body is JSON", async () => {
    expectStatus(await post({}), 201)
  })

  test("53: bytes that are no UTF-8 answer 400", async () => {
    const body = new Uint8Array([123, 34, 255, 34, 125])
    assert.include(problem(await post({}, body), 400, "body-malformed").detail, "UTF-8")
  })

  test("53: no body answers 400", async () => {
    problem(await wire().ask("POST", "/leaflets"), 400, "body-malformed")
  })
})

describe("Accept", () => {
  const get = (accept: string) => wire().ask("GET", "/books", { headers: { accept } })

  test("55: html answers 406, unless anything else will do as well", async () => {
    const refused = problem(await get("text/html"), 406, "not-acceptable")
    assert.include(refused.detail, "application/json")
    const answer = expectStatus(await get("text/html, */*;q=0.1"), 200)
    assert.strictEqual(answer.header("content-type"), "application/json; charset=utf-8")
    expectStatus(await get("gibberish"), 200)
    problem(await get("application/hal+json"), 406)
  })

  test("57: a profile of JSON is JSON", async () => {
    expectStatus(await get("application/json;profile=x"), 200)
  })

  test("58: a write that nothing could answer is refused before it happens", async () => {
    const { ask } = wire()
    problem(
      await ask("POST", "/books", { body: { title: "A" }, headers: { accept: "image/png" }, as: ann }),
      406
    )
    assert.deepStrictEqual((await ask("GET", "/books")).json, [])
  })
})

describe("Prefer", () => {
  const withThree = async () => {
    const made = wire()
    for (const title of ["A", "B", "C"]) await made.ask("POST", "/leaflets", { body: { title } })
    return (prefer: string, path = "/leaflets") => made.ask("GET", path, { headers: { prefer } })
  }

  test("59: what is not known is ignored, and refused under handling=strict", async () => {
    const get = await withThree()
    expectStatus(await get("foo, respond-async, wait=10"), 200)
    const refused = problem(await get("foo=1, handling=strict"), 400, "header-invalid")
    assert.include(refused.detail, "foo=1")
    assert.strictEqual(refused.errors[0].header, "prefer")
  })

  test("60: the first of two contradicting preferences counts", async () => {
    const answer = await post({ prefer: "return=minimal, return=representation" })
    assert.strictEqual(expectStatus(answer, 201).body, "")
    assert.strictEqual(answer.header("preference-applied"), "return=minimal")
  })

  test("60: Preference-Applied lists all that was done, and nothing else", async () => {
    const get = await withThree()
    const listed = await get("count=exact, handling=strict")
    assert.strictEqual(listed.header("preference-applied"), "handling=strict, count=exact")
    // A read ignores return.
    assert.isNull((await get("return=minimal, foo")).header("preference-applied"))
    const created = await post({ prefer: "handling=lenient; return=representation, return=representation" })
    assert.strictEqual(created.header("preference-applied"), "handling=lenient, return=representation")
  })

  test("67: a page answers 200 with its range, and the total where it was asked for or is known", async () => {
    const get = await withThree()
    const counted = expectStatus(await get("count=exact", "/leaflets?limit=2"), 200)
    assert.strictEqual(counted.header("content-range"), "items 0-1/3")
    const range = async (path: string) => (await get("foo", path)).header("content-range")
    assert.strictEqual(await range("/leaflets?limit=2"), "items 0-1/*")
    assert.strictEqual(await range("/leaflets?limit=2&offset=2"), "items 2-2/3")
    assert.deepStrictEqual(expectStatus(await get("foo", "/leaflets?offset=9"), 200).json, [])
  })
})
