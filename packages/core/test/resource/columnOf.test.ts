import { InvalidDeclaration, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { playing } from "../../src/resource/columnOf.ts"
import { Books } from "../books.ts"

describe("columnOf", () => {
  it("gives a declared column and one of the audit, a hidden one too", () => {
    for (const name of ["title", "version", "secret"])
      assert.strictEqual(Resource.columnOf(Books, name), Books.columns.get(name))
  })

  it.each(["nothing", "__proto__", "constructor", ""])("throws for %j, of which there is none", (name) =>
    assert.throws(() => Resource.columnOf(Books, name), InvalidDeclaration, `no column "${name}"`)
  )
})

describe("playing", () => {
  it("gives the column that plays a part, null where none does", () => {
    const Old = Resource.make("old", {
      fields: { a: Schema.String },
      audit: { version: false, creator_uid: "made_by" }
    })
    assert.strictEqual(playing(Old, "creator_uid"), Resource.columnOf(Old, "made_by"))
    assert.isNull(playing(Old, "version"))
  })
})
