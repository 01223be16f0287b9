import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { shortHash } from "@pgcrest/core"

describe("shortHash", () => {
  it("never changes: tags outlive a deploy", () => {
    assert.strictEqual(shortHash(["uid,title", "json"]), "24fmmmupbwr")
    assert.strictEqual(shortHash([]), "11npb45kxvn")
  })

  it("tells parts apart, not only their text", () => {
    const views = [[], [""], ["", ""], ["ab", "c"], ["a", "bc"], ["abc"], ["c", "ab"]].map(shortHash)
    assert.strictEqual(new Set(views).size, views.length)
  })

  it("gives 100,000 bodies as many views", () => {
    const views = new Set(Array.from({ length: 100_000 }, (_, index) => shortHash(["books", String(index)])))
    assert.strictEqual(views.size, 100_000)
  })

  it.prop("is short, and fits into an entity tag", [Schema.Array(Schema.String)], ([parts]) => {
    assert.match(shortHash(parts), /^[0-9a-z]{1,11}$/)
  })
})
