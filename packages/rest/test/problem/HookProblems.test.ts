import { assert, describe, it } from "@effect/vitest"
import { Conflict, InvalidDeclaration } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { checkHookProblems, type HookProblems, type TagOf } from "../../src/problem/HookProblems.ts"

class NoCopyLeft {
  readonly _tag = "NoCopyLeft"
  readonly message = "All copies are on loan."
}
const declared = (problems: HookProblems<NoCopyLeft>) => problems

describe("the status of a hook's error", () => {
  it.each([400, 402, 499, 500, 599])("may be %d", (status) => checkHookProblems({ NoCopyLeft: status }))

  it.each([401, 405, 426, 200, 304, 399, 600, 0, -404, 404.5, Number.NaN, Infinity])(
    "cannot be %d: the start ends with a sentence that names the tag and the rule",
    (status) =>
      assert.throws(
        () => checkHookProblems({ Suspended: 403, NoCopyLeft: status }),
        InvalidDeclaration,
        `The status of a hook's error is a whole number from 400 to 599, and not 401, 405 or 426: "NoCopyLeft" has ${status}`
      )
  )

  it("does not compile as one that obliges to a header, as a success, or as a number that nobody registered", () => {
    declared({ NoCopyLeft: 409 })
    // @ts-expect-error Type '401' is not assignable to type 'HookStatus'
    declared({ NoCopyLeft: 401 })
    // @ts-expect-error Type '405' is not assignable to type 'HookStatus'
    declared({ NoCopyLeft: 405 })
    // @ts-expect-error Type '426' is not assignable to type 'HookStatus'
    declared({ NoCopyLeft: 426 })
    // @ts-expect-error Type '200' is not assignable to type 'HookStatus'
    declared({ NoCopyLeft: 200 })
    // @ts-expect-error Type '499' is not assignable to type 'HookStatus'
    declared({ NoCopyLeft: 499 })
  })

  it("is asked for where an error has the tag and the fields of one of core's, and is of another class", () => {
    class OwnConflict extends Schema.TaggedError<OwnConflict>()("Conflict", Conflict.fields) {}
    class OwnNotPermitted extends Schema.TaggedError<OwnNotPermitted>()("NotPermitted", {
      resource: Schema.String,
      act: Schema.String,
      shelf: Schema.String
    }) {}
    class LateConflict extends Conflict {}
    const asked: ReadonlyArray<TagOf<OwnConflict | OwnNotPermitted>> = ["Conflict", "NotPermitted"]
    const unasked: [TagOf<Conflict | LateConflict>] extends [never] ? true : false = true
    assert.deepStrictEqual([asked.length, unasked], [2, true])
  })
})
