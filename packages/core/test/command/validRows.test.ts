import { assert, describe, it } from "@effect/vitest"
import { Access, type Act, authorise, Caller, type Command, Field, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { validRows } from "../../src/command/validRows.ts"

const everyone = { list: Access.everyone, create: Access.everyone, update: Access.everyone }
const Books = Resource.make("books", {
  fields: {
    title: Schema.NonEmptyString,
    isbn: Field.optional(Field.unique(Field.text)),
    shelf: Field.optional(Field.text),
    place: Field.optional(Field.integer),
    note: Field.withDefault(Field.text, "none"),
    rank: Field.databaseDefault(Field.integer, 7),
    lent: Field.withDefault(Field.readOnly(Field.integer), 0)
  },
  uniques: { one_book_on_a_place: ["shelf", "place"] },
  access: everyone
})
const Tags = Resource.make("tags", {
  uid: "text",
  uidBy: "client",
  fields: { name: Field.text },
  access: everyone
})
const Slugs = Resource.make("slugs", {
  uid: null,
  key: ["slug"],
  fields: { slug: Field.text },
  access: everyone
})
const six = ["a", "b", "c", "d", "e", "f"]
const Defaults = Resource.make("defaults", {
  fields: Object.fromEntries(six.map((name) => [name, Field.databaseDefault(Field.integer)])),
  access: everyone
})

type Bodies = ReadonlyArray<Command.Body>

const permit = <A extends Act>(resource: Resource.Resource, act: A) =>
  Result.getOrThrow(authorise(resource, act, Caller.user("ann")))
const columns = (resource: Resource.Resource, names: ReadonlyArray<string>) =>
  names.map((name) => Resource.columnOf(resource, name))
const of = (bodies: Bodies) => ({
  rows: bodies.map((values) => ({ uid: null, values })),
  projection: { items: [], key: "" }
})
const making = (resource: Resource.Resource, bodies: Bodies, ignore: ReadonlyArray<string> | null = null) =>
  validRows(
    {
      _tag: "CreateMany",
      permit: permit(resource, "create"),
      ...of(bodies),
      ignore: ignore && columns(resource, ignore)
    },
    "client",
    false
  )
const merging = (resource: Resource.Resource, on: ReadonlyArray<string>, bodies: Bodies, strict = false) =>
  validRows(
    { _tag: "Upsert", permit: permit(resource, "upsert"), ...of(bodies), on: columns(resource, on) },
    "client",
    strict
  )
const faults = (checked: ReturnType<typeof merging>) =>
  Result.isFailure(checked)
    ? checked.failure.faults.map(({ path, code }) => `${path.join("/")} ${code}`)
    : "valid"
const uid = "0198c0de-0000-7000-8000-00000000abcd"

describe("validRows", () => {
  it("gives every field to a new record, and to an upsert what its row names", () => {
    const [made] = Result.getOrThrow(making(Books, [{ title: "Emma", lent: 3 }]))
    assert.deepStrictEqual(made, {
      uid: null,
      values: { title: "Emma", isbn: null, shelf: null, place: null, note: "none" }
    })
    const [merged] = Result.getOrThrow(merging(Books, ["isbn"], [{ title: "Emma", isbn: "1", lent: 3 }]))
    assert.deepStrictEqual(merged, { uid: null, values: { title: "Emma", isbn: "1" } })
  })

  it("tells faults by the row's place, a hundred of them at most", () => {
    assert.deepStrictEqual(faults(making(Books, [{ title: "A" }, { title: "" }, {}])), [
      "1/title check",
      "2/title required"
    ])
    assert.lengthOf(
      faults(
        making(
          Books,
          Array.from({ length: 500 }, () => ({}))
        )
      ),
      100
    )
  })

  it("lets a row name its uid where records are found by it, or clients alone name them", () => {
    const [row] = Result.getOrThrow(merging(Books, ["uid"], [{ uid: uid.toUpperCase(), title: "A" }], true))
    assert.deepStrictEqual(row, { uid, values: { title: "A" } })
    assert.deepStrictEqual(Result.getOrThrow(merging(Books, ["isbn"], [{ uid, title: "A" }]))[0]?.uid, null)
    assert.deepStrictEqual(faults(merging(Books, ["isbn"], [{ uid, title: "A" }], true)), ["0/uid read-only"])
    assert.deepStrictEqual(
      faults(
        merging(
          Books,
          ["uid"],
          [
            { uid: "x", title: "A" },
            { uid: 1, title: "B" }
          ]
        )
      ),
      ["0/uid type", "1/uid type"]
    )
    assert.deepStrictEqual(
      faults(merging(Tags, ["uid"], [{ name: "x" }, { uid: "..", name: "y" }, { uid: "", name: "z" }])),
      ["0/uid required", "1/uid type", "2/uid type"]
    )
  })

  it("refuses two rows of one record", () => {
    const rows = [
      { title: "A", isbn: "1" },
      { title: "B" },
      { title: "C", isbn: "1" },
      { title: "D" },
      { title: "E", isbn: "1" }
    ]
    assert.deepStrictEqual(faults(merging(Books, ["isbn"], rows)), ["2/isbn repeated", "4/isbn repeated"])
    assert.deepStrictEqual(faults(making(Books, rows, ["isbn"])), ["2/isbn repeated", "4/isbn repeated"])
    assert.strictEqual(faults(making(Books, rows)), "valid")
    const places = [1, 2, 1].map((place) => ({ title: "A", shelf: "s", place }))
    assert.deepStrictEqual(faults(merging(Books, ["shelf", "place"], places)), ["2/shelf repeated"])
    assert.strictEqual(
      faults(
        merging(
          Books,
          ["shelf", "place"],
          places.map(({ place }) => ({ title: "A", place }))
        )
      ),
      "valid"
    )
    assert.deepStrictEqual(
      faults(
        merging(
          Books,
          ["uid"],
          [
            { uid, title: "A" },
            { uid, title: "B" }
          ]
        )
      ),
      ["1/uid repeated"]
    )
    assert.deepStrictEqual(faults(making(Slugs, [{ slug: "a" }, { slug: "a" }])), ["1/slug repeated"])
  })

  it("takes so many kinds of rows that leave fields to the database, and no more", () => {
    const kinds = (count: number) =>
      Array.from({ length: count }, (_, kind) =>
        Object.fromEntries(six.flatMap((name, at) => ((kind >> at) & 1 ? [[name, 1]] : [])))
      )
    assert.strictEqual(faults(making(Defaults, [...kinds(32), ...kinds(32)])), "valid")
    assert.deepStrictEqual(faults(making(Defaults, kinds(33))), ["32 kinds"])
  })
})
