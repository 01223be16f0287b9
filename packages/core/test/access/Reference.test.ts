import { Access, Caller, Field, Predicate, referringFields, Relation, Resource } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { referencesOf } from "../../src/access/Reference.ts"
import { linksOf } from "../../src/resource/Link.ts"

const fields = { name: Field.text }
const Owned = Resource.make("owned", { fields, access: { get: Access.owner, list: Access.everyone } })
const Listed = Resource.make("listed", { fields, access: { list: Access.group("readers") } })
const Open = Resource.make("open", { fields, access: { get: Access.everyone, list: Access.owner } })
const Unread = Resource.make("unread", { fields, access: { create: Access.owner } })
const to = (target: string) => Field.optional(Field.references(target))
const Cards = Resource.make("cards", {
  fields: {
    owned_uid: to("owned"),
    other: to("owned"),
    listed_uid: to("listed"),
    open_uid: to("open"),
    unread_uid: to("unread"),
    above_uid: to("cards"),
    // No client writes it, so that it is not theirs to be asked of.
    filed_uid: Field.readOnly(to("owned"))
  },
  relations: { owned: Relation.one("owned", "owned_uid"), below: Relation.many("cards", "above_uid") },
  access: { get: Access.signedIn }
})
const links = linksOf(
  Cards,
  new Map([Owned, Listed, Open, Unread, Cards].map((resource) => [resource.name, resource]))
)

describe("referencesOf", () => {
  const told = (caller: Caller.Caller) =>
    referencesOf(links, caller).map(
      ({ column, target, see }) => `${column.name} ${target.name}: ${Predicate.textOf(see)}`
    )

  it("tells which records a caller may refer to, where that is not every one", () => {
    assert.deepStrictEqual(told(Caller.user("ann")), [
      'owned_uid owned: creator_uid eq "ann"',
      'other owned: creator_uid eq "ann"',
      "listed_uid listed: false"
    ])
  })

  it("leaves to the database what is open to this caller, and what nobody is shown", () => {
    assert.deepStrictEqual(told(Caller.user("rita", { groups: ["readers"] })), [
      'owned_uid owned: creator_uid eq "rita"',
      'other owned: creator_uid eq "rita"'
    ])
  })

  it("lets who is not signed in refer to nothing that others own", () => {
    assert.deepStrictEqual(told(Caller.anonymous("-")), [
      "owned_uid owned: null",
      "other owned: null",
      "listed_uid listed: false",
      "above_uid cards: false"
    ])
  })
})

describe("referringFields", () => {
  it("names the references among values that refer to something, as declared", () => {
    const values = { name: "x", above_uid: "c", listed_uid: null, owned_uid: "a" }
    assert.deepStrictEqual(referringFields(Cards, values), ["owned_uid", "above_uid"])
    assert.deepStrictEqual(referringFields(Owned, values), [])
  })
})
