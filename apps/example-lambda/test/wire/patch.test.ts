// @effect-diagnostics asyncFunction:off
/** PATCH with plain JSON and with a merge patch (RFC 7396). */
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
    assert.strictEqual(refused.header("accept-patch"), "application/json, application/merge-patch+json")
    problem(await patch(made, [], { "content-type": "application/json-patch+json" }), 415)
  })
})
