import { Field, Relation, Resource } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { linkFaults, linksOf } from "../../src/resource/Link.ts"

const to = (target: string) => Field.optional(Field.references(target))
const Shelves = Resource.make("shelves", {
  fields: { room: Field.text, top_uid: to("tomes"), owner: Field.uuid },
  relations: { tomes: Relation.many("tomes", "shelf_uid") }
})
const Tomes = Resource.make("tomes", {
  fields: { shelf_uid: to("shelves"), next_uid: to("tomes"), spare_uid: to("shelves") },
  relations: {
    shelf: Relation.one("shelves", "shelf_uid"),
    place: Relation.one("shelves", "shelf_uid"),
    before: Relation.many("tomes", "next_uid")
  }
})
const among = (...resources: ReadonlyArray<Resource.Resource>) =>
  new Map(resources.map((resource) => [resource.name, resource]))

describe("linksOf", () => {
  const told = (resource: Resource.Resource) =>
    linksOf(resource, among(Shelves, Tomes)).map(({ name, resource: { name: leadsTo }, from, to, many }) => [
      name,
      `${from.name} = ${leadsTo}.${to.name}`,
      many ? "many" : "one"
    ])

  it("tells the relations, then the references that no relation of ours goes by", () => {
    assert.deepStrictEqual(told(Tomes), [
      ["shelf", "shelf_uid = shelves.uid", "one"],
      ["place", "shelf_uid = shelves.uid", "one"],
      ["before", "uid = tomes.next_uid", "many"],
      [null, "next_uid = tomes.uid", "one"],
      [null, "spare_uid = shelves.uid", "one"]
    ])
    assert.deepStrictEqual(told(Shelves), [
      ["tomes", "uid = tomes.shelf_uid", "many"],
      [null, "top_uid = tomes.uid", "one"]
    ])
  })

  it("resolves names to the resources and columns themselves", () => {
    const [shelf] = linksOf(Tomes, among(Shelves, Tomes))
    assert.strictEqual(shelf?.resource, Shelves)
    assert.strictEqual(shelf?.from, Resource.columnOf(Tomes, "shelf_uid"))
    assert.strictEqual(shelf?.to, Shelves.key.columns[0])
  })
})

describe("linkFaults", () => {
  const { one, many } = Relation
  const faultsOf = (fields: Resource.Fields, relations: Readonly<Record<string, Relation.Relation>> = {}) => {
    const Cards = Resource.make("cards", { fields: { a: Field.text, ...fields }, relations })
    return [...linkFaults(Cards, among(Cards, Shelves, Tomes))]
  }

  it("finds none where all is well", () => {
    for (const resource of [Shelves, Tomes])
      assert.deepStrictEqual([...linkFaults(resource, among(Shelves, Tomes))], [])
    const Labels = Resource.make("labels", { uid: "integer", fields: {} })
    const label_id = Field.references("labels", Field.bigint)
    const Stickers = Resource.make("stickers", { fields: { label_id } })
    assert.deepStrictEqual([...linkFaults(Stickers, among(Labels, Stickers))], [])
    // Whom the audit names need not be a record.
    assert.deepStrictEqual(faultsOf({}, { shelves: many("shelves", "creator_uid") }), [])
  })

  it.each<[string, ReadonlyArray<string>, string]>([
    [
      "a reference by another type than the uid's",
      faultsOf({ tome_uid: Field.optional(Field.references("tomes", Field.text)) }),
      'cards.tome_uid is text, but refers to "tomes", whose uid is uuid'
    ],
    ["a reference to nothing", faultsOf({ b_uid: to("b") }), 'cards.b_uid refers to "b", which is not in it'],
    [
      "a relation to nothing by a field of ours",
      faultsOf({ b_uid: Field.uuid }, { b: one("b", "b_uid") }),
      'the relation cards.b leads to "b", which is not in it'
    ],
    [
      "a relation to many of nothing",
      faultsOf({}, { bs: many("b", "card_uid") }),
      'the relation cards.bs leads to "b", which is not in it'
    ],
    [
      "a relation by a field that they lack",
      faultsOf({}, { shelves: many("shelves", "card_uid") }),
      "the relation cards.shelves goes by shelves.card_uid, which is no field"
    ],
    [
      "a relation by a field that refers to nothing",
      faultsOf({ b: Field.uuid }, { tome: one("tomes", "b") }),
      'the relation cards.tome goes by cards.b, which refers to nothing and not to "tomes"'
    ],
    [
      "a relation by a reference of ours to another",
      faultsOf({ shelf_uid: to("shelves") }, { tome: one("tomes", "shelf_uid") }),
      'the relation cards.tome goes by cards.shelf_uid, which refers to "shelves" and not to "tomes"'
    ],
    [
      "a relation by a reference of theirs to another",
      faultsOf({}, { tomes: many("tomes", "shelf_uid") }),
      'the relation cards.tomes goes by tomes.shelf_uid, which refers to "shelves" and not to "cards"'
    ]
  ])("tells %s once", (_what, faults, message) => assert.deepStrictEqual(faults, [message]))

  it("tells every fault of a resource", () => {
    const faults = faultsOf({ b_uid: to("b") }, { c: one("c", "b_uid"), ds: many("d", "x") })
    assert.deepStrictEqual(faults, [
      'cards.b_uid refers to "b", which is not in it',
      'the relation cards.c leads to "c", which is not in it',
      'the relation cards.ds leads to "d", which is not in it'
    ])
  })
})
