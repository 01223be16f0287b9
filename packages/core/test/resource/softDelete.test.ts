import { assert, describe, it } from "@effect/vitest"
import { Access, Field, InvalidDeclaration, Relation, Resource, SoftDelete } from "@pgcrest/core"

const fields = { title: Field.text, deleted_at: Field.optional(Field.timestamptz) }
const relations = { reviews: Relation.many("reviews", "book_uid"), shelf: Relation.one("shelves", "title") }

const refused = (declare: () => unknown): string => {
  try {
    declare()
  } catch (error) {
    if (error instanceof InvalidDeclaration) return error.message
  }
  return "taken"
}

describe("softDelete", () => {
  it("has a column that nobody is shown, sends, or finds in a change", () => {
    const { softDelete, columns } = Resource.make("books", {
      fields: { title: Field.text },
      softDelete: SoftDelete.make()
    })
    const column = columns.get("deleted_at")
    assert.deepInclude(column, { columnName: "deleted_at", shown: false, write: null, recorded: "never" })
    assert.strictEqual(softDelete?.column, column)
    assert.deepStrictEqual(softDelete?.cascade, [])
  })

  it("names its column as the table does, in the style of the resource", () => {
    const camel = Resource.make("books", {
      fields: { title: Field.text },
      names: "camel",
      softDelete: SoftDelete.make()
    })
    assert.deepInclude(camel.softDelete?.column, { name: "deletedAt", columnName: "deleted_at" })
    const softDelete = SoftDelete.make({ column: "gone_at" })
    const other = Resource.make("books", { fields: { title: Field.text }, names: "camel", softDelete })
    assert.deepInclude(other.softDelete?.column, { name: "gone_at", columnName: "gone_at" })
  })

  it("is off where nothing is said", () => {
    assert.isNull(Resource.make("books", { fields }).softDelete)
  })

  it("refuses a column that is a field, and cascades that lead to no records which refer to its own", () => {
    const softDelete = SoftDelete.make({ cascade: ["reviews", "shelf", "nothing", "constructor"] })
    const message = refused(() => Resource.make("books", { fields, relations, softDelete }))
    for (const fault of [
      'the field "deleted_at" is also what tells since when a record is deleted',
      'its deletes go along "shelf", which leads to no records that refer to it',
      'its deletes go along "nothing", which is no relation',
      'its deletes go along "constructor", which is no relation'
    ])
      assert.include(message, fault)
    assert.notInclude(message, '"reviews"')
  })

  it("refuses a key of several columns, as no address would lead to what is deleted", () => {
    const joined = { fields: { a: Field.text, b: Field.text }, uid: null, softDelete: SoftDelete.make() }
    const message = refused(() => Resource.make("links", { ...joined, key: ["a", "b"] }))
    assert.include(message, 'its key is of several columns ("a", "b")')
    assert.strictEqual(
      refused(() => Resource.make("links", { ...joined, key: ["a"] })),
      "taken"
    )
  })

  it("refuses a rule for purge where nothing is kept", () => {
    const declare = () => Resource.make("books", { fields, access: { purge: Access.signedIn } })
    assert.include(refused(declare), "there is nothing to purge")
  })
})
