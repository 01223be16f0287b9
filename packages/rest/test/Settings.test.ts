import { assert, describe, it } from "@effect/vitest"
import { InvalidDeclaration } from "@pgcrest/core"
import { defaultLimits } from "../src/RestOptions.ts"
import { settingsOf } from "../src/Settings.ts"
import { api } from "./samples.ts"

describe("settings", () => {
  it("have a value for every option that was left out", () => {
    const { served, requireMatch, cors, publicUrl, limits, problems, problemBase } = settingsOf(api)
    assert.deepStrictEqual([...served.keys()], ["books", "tags", "notes", "safes", "logs"])
    assert.deepStrictEqual([requireMatch.size, problems.size, cors, publicUrl], [0, 0, null, null])
    assert.strictEqual(problemBase, "https://pgcrest.dev/problems/")
    assert.strictEqual(settingsOf(api, { limits: { depth: 3 } }).limits.depth, 3)
    assert.deepStrictEqual({ ...settingsOf(api, { limits: { depth: 3 } }).limits, depth: 64 }, defaultLimits)
    assert.deepStrictEqual(limits, defaultLimits)
  })

  it("serve the resources of `only`", () => {
    assert.deepStrictEqual([...settingsOf(api, { only: ["tags", "books"] }).served.keys()], ["books", "tags"])
  })

  it("end the start where an option would do nothing", () =>
    assert.throws(() => settingsOf(api, { only: [] }), InvalidDeclaration))

  it("end the start where a hook's status is none", () =>
    assert.throws(() => settingsOf(api, { problems: { NoCopyLeft: 200 } }), InvalidDeclaration))
})
