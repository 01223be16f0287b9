// @effect-diagnostics asyncFunction:off
/** PATCH with plain JSON, with a merge patch (RFC 7396), and with operations (RFC 6902). */
import { assert, describe, test } from "vitest"
import { expectStatus, problem, uid, type Wire, wire } from "./wire.ts"

const item = `/leaflets/${uid(1)}`
const withLeaflet = async (body: object): Promise<Wire> => {
  const made = wire()
  await made.ask("PUT", item, { body: { title: "A", ...body } })
  return made
}
const merge = { "content-type": "application/merge-patch+json" }
const patch = (made: Wire, body: unknown, headers?: Readonly<Record<string, string>>) =>
  made.ask("PATCH", item, headers === undefined ? { body } : { body: JSON.stringify(body), headers })

describe("PATCH", () => {
  test("42: null in a merge patch makes a field null, or answers 422 where it must not be", async () => {
    const made = await withLeaflet({ pages: 3 })
    assert.isNull(expectStatus(await patch(made, { pages: null }, merge), 200).json.pages)
    const refused = problem(await patch(made, { title: null }, merge), 422, "record-invalid")
    assert.strictEqual(refused.errors[0].pointer, "#/title")
  })

  test("43: null inside a jsonb field removes the member, and is kept as plain JSON", async () => {
    const made = await withLeaflet({ meta: { k: 1, l: { m: 2, n: 3 } } })
    const merged = await patch(made, { meta: { k: null, l: { m: null } } }, merge)
    assert.deepStrictEqual(expectStatus(merged, 200).json.meta, { l: { n: 3 } })
    const set = await patch(made, { meta: { k: null } })
    assert.deepStrictEqual(expectStatus(set, 200).json.meta, { k: null })
  })

  test("43: an array in a merge patch replaces, an object onto a scalar becomes the object", async () => {
    const made = await withLeaflet({ meta: [1, 2] })
    assert.deepStrictEqual((await patch(made, { meta: { a: 1 } }, merge)).json.meta, { a: 1 })
    assert.deepStrictEqual((await patch(made, { meta: [3] }, merge)).json.meta, [3])
  })

  test("44: a merge patch that is no object answers 422", async () => {
    const made = await withLeaflet({})
    problem(await patch(made, [1], merge), 422, "body-not-an-object")
    problem(await patch(made, [1]), 422, "body-not-an-object")
  })

  test("what changes nothing answers 200 with the same version and leaves no change", async () => {
    const made = await withLeaflet({ pages: 3 })
    const before = (await made.ask("GET", item)).header("etag")
    for (const body of [{ pages: 3 }, {}]) {
      const patched = expectStatus(await patch(made, body), 200)
      assert.strictEqual(patched.json.version, 1)
      assert.strictEqual(patched.header("etag"), before)
    }
  })

  test("48: another type answers 415 with Accept-Patch", async () => {
    const made = await withLeaflet({})
    const refused = await patch(made, { title: "B" }, { "content-type": "text/plain" })
    assert.include(problem(refused, 415, "media-type-unsupported").detail, "text/plain")
    assert.strictEqual(
      refused.header("accept-patch"),
      "application/json, application/merge-patch+json, application/json-patch+json"
    )
    problem(await made.ask("POST", "/leaflets", { body: "[]", headers: operations }), 415)
  })
})

const operations = { "content-type": "application/json-patch+json" }
const apply = (made: Wire, ...body: ReadonlyArray<object>) => patch(made, body, operations)
const errorsOf = (refused: { readonly errors: ReadonlyArray<object> }) =>
  refused.errors.map((error) => [Reflect.get(error, "pointer"), Reflect.get(error, "code")])

describe("PATCH with JSON Patch", () => {
  test("answers 200 with the record, its next version and tag", async () => {
    const made = await withLeaflet({ meta: { tags: ["a"] }, price: 12.5 })
    const patched = await apply(
      made,
      { op: "test", path: "/price", value: 12.5 },
      { op: "add", path: "/meta/tags/-", value: "b" },
      { op: "copy", from: "/title", path: "/subtitle" },
      { op: "remove", path: "/price" }
    )
    assert.deepInclude(expectStatus(patched, 200).json, {
      meta: { tags: ["a", "b"] },
      subtitle: "A",
      price: null,
      version: 2
    })
    assert.match(patched.header("etag") ?? "", /^"2-/)
    assert.strictEqual((await made.ask("GET", item)).header("etag"), patched.header("etag"))
  })

  test("keeps every digit of what it copies and compares", async () => {
    const digits = "12345678901234567890.12"
    const made = wire()
    await made.ask("PUT", item, { body: `{"title":"A","price":${digits},"meta":{"n":${digits}0}}` })
    const body = `[{"op":"test","path":"/meta/n","value":${digits}},
      {"op":"copy","from":"/price","path":"/meta/m"},{"op":"test","path":"/meta/m","value":${digits}}]`
    const patched = await made.ask("PATCH", item, { body, headers: operations })
    assert.include(expectStatus(patched, 200).body, `"meta":{"n":${digits}0,"m":${digits}}`)
    const other = `[{"op":"test","path":"/price","value":12345678901234567890.13}]`
    problem(await made.ask("PATCH", item, { body: other, headers: operations }), 409)
  })

  test("45: a test that does not hold, or a path that is not there, answers 409, and nothing is applied", async () => {
    const made = await withLeaflet({ meta: { tags: ["a"] } })
    const set = { op: "replace", path: "/title", value: "B" }
    for (const [operation, code] of [
      [{ op: "test", path: "/title", value: "A" }, "test"],
      [{ op: "remove", path: "/meta/none" }, "absent"],
      [{ op: "replace", path: "/meta/tags/1", value: "b" }, "absent"],
      [{ op: "add", path: "/meta/tags/01", value: "b" }, "absent"],
      [{ op: "move", from: "/meta/none", path: "/subtitle" }, "absent"]
    ] as const) {
      const refused = problem(await apply(made, set, operation), 409, "patch-conflict")
      assert.deepStrictEqual(errorsOf(refused), [["#/1", code]])
    }
    assert.include((await made.ask("GET", item)).json, { title: "A", version: 1 })
  })

  test("46: what is no patch answers 400, and names the operation", async () => {
    const made = await withLeaflet({})
    const fine = { op: "test", path: "/title", value: "A" }
    for (const [body, error] of [
      [
        [fine, fine, { op: "foo", path: "/title" }],
        ["#/2/op", "op"]
      ],
      [
        [fine, { op: "remove", path: "title" }],
        ["#/1/path", "pointer"]
      ],
      [[{ op: "add", path: "/title" }], ["#/0/value", "required"]],
      [[{ op: "move", path: "/title" }], ["#/0/from", "required"]],
      [["remove"], ["#/0", "type"]],
      [{ title: "B" }, ["#", "type"]],
      [Array.from({ length: 101 }, () => fine), ["#/100", "too-many"]]
    ] as const) {
      const refused = problem(await patch(made, body, operations), 400, "body-malformed")
      assert.deepStrictEqual(errorsOf(refused), [[...error]])
    }
    problem(await made.ask("PATCH", item, { body: "[", headers: operations }), 400, "body-malformed")
    expectStatus(await apply(made, ...Array.from({ length: 100 }, () => fine)), 200)
  })

  test("46: a name that comes twice in an operation answers 400", async () => {
    const made = await withLeaflet({})
    const body = '[{"op":"test","op":"remove","path":"/subtitle"}]'
    const refused = problem(await made.ask("PATCH", item, { body, headers: operations }), 400)
    assert.deepStrictEqual(errorsOf(refused), [["#/0/op", "duplicate-name"]])
  })

  test("47: what only the server writes answers 422 to any change, and may be tested", async () => {
    const made = await withLeaflet({})
    for (const path of ["/version", "/uid", "/created_at", "/last_updater_uid", "/lent"]) {
      const refused = problem(await apply(made, { op: "replace", path, value: 1 }), 422, "record-invalid")
      assert.deepStrictEqual(errorsOf(refused), [["#/0/path", "read-only"]])
    }
    expectStatus(await apply(made, { op: "test", path: "/version", value: 1 }), 200)
  })

  test("47: a field that there is not, or values that the resource does not take, answer 422", async () => {
    const made = await withLeaflet({})
    for (const [operation, error] of [
      [{ op: "add", path: "/none", value: 1 }, ["#/0/path", "unknown"]],
      [{ op: "test", path: "/none", value: 1 }, ["#/0/path", "unknown"]],
      [{ op: "replace", path: "", value: {} }, ["#/0/path", "whole"]],
      [{ op: "move", from: "/meta", path: "/meta/a" }, ["#/0/path", "inside"]],
      [{ op: "remove", path: "/title" }, ["#/title", "required"]],
      [{ op: "replace", path: "/title", value: "" }, ["#/title", "check"]]
    ] as const) {
      const refused = problem(await apply(made, operation), 422, "record-invalid")
      assert.deepStrictEqual(errorsOf(refused), [[...error]])
    }
  })

  test("what changes nothing answers 200 with the same version, an old tag 412 before any test", async () => {
    const made = await withLeaflet({ meta: { a: 1 } })
    const same = await apply(made, { op: "replace", path: "/meta", value: { a: 1 } })
    assert.strictEqual(expectStatus(same, 200).json.version, 1)
    const never = JSON.stringify([{ op: "test", path: "/title", value: "Z" }])
    const stale = { body: never, headers: { ...operations, "if-match": '"7"' } }
    problem(await made.ask("PATCH", item, stale), 412, "version-mismatch")
    problem(await made.ask("PATCH", `/leaflets/${uid(9)}`, { ...stale, headers: operations }), 404)
  })

  test("a value that doubles itself ends in a 422", async () => {
    const made = await withLeaflet({ meta: { a: "x".repeat(1000) } })
    const doubling = Array.from({ length: 40 }, (_, at) => ({
      op: "copy",
      from: "/meta",
      path: `/meta/${at}`
    }))
    const refused = problem(await apply(made, ...doubling), 422, "record-invalid")
    assert.deepStrictEqual(errorsOf(refused), [["#/8", "too-large"]])
  })
})
