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
    assert.strictEqual(settingsOf(api, { only: [] }).served.size, 0)
  })

  it.each(["only", "requireMatch"] as const)(
    "end the start where `%s` names what is no resource: it would protect and hide nothing",
    (option) => {
      for (const name of ["boks", "Books", "", "constructor", "__proto__"])
        assert.throws(
          () => settingsOf(api, { [option]: ["books", name] }),
          InvalidDeclaration,
          `Api "library": ${option} names "${name}", which is no resource of it`
        )
    }
  )

  it("end the start where a hook's status is none", () =>
    assert.throws(() => settingsOf(api, { problems: { NoCopyLeft: 200 } }), InvalidDeclaration))
})
