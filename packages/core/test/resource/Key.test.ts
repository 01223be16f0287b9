import { Access, Field, Resource } from "@pgcrest/core"
import { assert, describe, it } from "vitest"

const Marks = Resource.make("marks", {
  uid: null,
  key: ["mood", "done", "price", "due", "place", "code", "number", "id", "hour"],
  fields: {
    mood: Field.literals(["a,b", "true"]),
    done: Field.boolean,
    price: Field.numeric(6, 2),
    due: Field.timestamptz,
    place: Field.inet,
    code: Field.char(3),
    number: Field.bigint,
    id: Field.uuid,
    hour: Field.time
  }
})

describe("a uid of several fields", () => {
  it.each([
    '["a,b", true, 1.00, "2026-01-01T00:00:00Z", "10.0.0.1", "x", 9223372036854775807, "0198a000-0000-7000-8000-000000000001", "08:30:00"]',
    '["true", false, "NaN", "infinity", "::1", "&=.", -1, "0198a000-0000-7000-8000-000000000001", "24:00:00"]'
  ])("has a cell for each, whatever its type, and is what they make: %s", (uid) => {
    const cells = Resource.cellsOfUid(Marks.key, uid) ?? []
    assert.strictEqual(cells.length, 9)
    const values = Object.fromEntries(Marks.key.columns.map(({ name }, at) => [name, cells[at] ?? null]))
    assert.strictEqual(Resource.uidOf(Marks.key, values), uid)
    assert.strictEqual(Resource.readUid(Marks.key, uid), uid)
  })

  it.each(['["a,b"]', "[]", "{}", "a", '["a,b", null, 1.00, null, null, null, null, null, null]'])(
    "is no text with other parts: %s",
    (uid) => assert.isNull(Resource.cellsOfUid(Marks.key, uid))
  )
})

describe("a key of several fields of which the database makes one", () => {
  const make = (access: Access.Rules) =>
    Resource.make("tenants", {
      uid: null,
      key: ["tenant", "id"],
      fields: { tenant: Field.integer, id: Field.generated(Field.bigint) },
      access
    })

  it("is listed and deleted by, and refused where a rule offers to create", () => {
    const [list, create] = [Access.everyone, Access.everyone]
    assert.strictEqual(make({ list, delete: list }).key.columns.length, 2)
    assert.throws(
      () => make({ list, create }),
      '"id", a part of its key, is made by the database: there is nothing to create, only to list and delete'
    )
  })
})

describe("a key that clients name", () => {
  const make = (access: Access.Rules) =>
    Resource.make("marks", { uid: "integer", uidBy: "client", fields: { title: Field.text }, access })

  it("is refused where PUT, which alone could create by it, is not offered", () => {
    const [get, create, update] = [Access.everyone, Access.everyone, Access.everyone]
    assert.strictEqual(make({ create, update }).key.by, "client")
    assert.strictEqual(make({ get }).key.by, "client")
    assert.throws(
      () => make({ get, create }),
      "its records are made by PUT alone, which needs a rule for update beside the one for create"
    )
  })
})

describe("one field that is the address", () => {
  const Codes = Resource.make("codes", { uid: null, key: ["code"], fields: { code: Field.char(2) } })
  const Pairs = Resource.make("pairs", {
    uid: null,
    key: ["a", "b"],
    fields: { a: Field.text, b: Field.text }
  })

  it.each(["", ".", ".."])("cannot be %j", (code) => {
    const [fault] = Resource.columnOf(Codes, "code").check(code)
    assert.deepInclude(fault, { code: "check" })
    assert.deepStrictEqual(Resource.columnOf(Pairs, "a").check(code), [])
  })

  it.each(["DE", "/", "a."])("can be %j", (code) =>
    assert.deepStrictEqual(Resource.columnOf(Codes, "code").check(code), [])
  )
})
