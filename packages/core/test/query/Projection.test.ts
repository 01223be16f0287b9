import { Projection, Resource } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { Authors, Books } from "../books.ts"

const showing = (...names: ReadonlyArray<string>) =>
  Projection.of(names.map((name) => Resource.columnOf(Books, name)))
const namesOf = ({ items }: Projection.Projection) => items.map(({ as }) => as)

describe("a projection", () => {
  it("shows columns in their order under their own names, and never one that is hidden", () => {
    const { items } = showing("title", "secret", "uid")
    assert.deepStrictEqual(items, [
      { _tag: "Column", as: "title", column: Resource.columnOf(Books, "title"), cast: null },
      { _tag: "Column", as: "uid", column: Resource.columnOf(Books, "uid"), cast: null }
    ])
    assert.notInclude(namesOf(Projection.whole(Books)), "secret")
  })

  it("of a whole record shows all else in the resource's order, and is one object for each resource", () => {
    const shown = [...Books.columns.keys()].filter((name) => name !== "secret")
    assert.deepStrictEqual(namesOf(Projection.whole(Books)), shown)
    assert.strictEqual(Projection.whole(Books), Projection.whole(Books))
    assert.notStrictEqual(Projection.whole(Books), Projection.whole(Authors))
  })

  it("has a key that goes by names, types and order alone", () => {
    assert.strictEqual(showing("title", "pages").key, "title:text,pages:integer")
    assert.strictEqual(showing("title", "secret").key, showing("title").key)
    assert.strictEqual(showing().key, Projection.none.key)
    const keys = [showing(), showing("title"), showing("title", "pages"), showing("pages", "title")]
    assert.strictEqual(new Set(keys.map(({ key }) => key)).size, keys.length)
  })
})
