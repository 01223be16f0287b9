import { assert, describe, it } from "@effect/vitest"
import { Access, admit, Caller } from "@pgcrest/core"

const ann = Caller.user("ann", { groups: ["readers"] })
const nobody = Caller.anonymous("-")
const guest = Caller.guest("eu-west-1:1", "-")
const garbled: Caller.Caller = { ...ann, exactGroups: false, groups: new Set() }
const readers = Access.group("readers")

/** The refusal in words; null for none. */
const refusal = (rule: Access.Rule, caller: Caller.Caller) => {
  const refused = admit(rule, caller, { resource: "books", act: "expand" })
  return refused === null ? null : `${refused._tag}: ${refused.act} ${refused.resource}`
}
const unauthenticated = "Unauthenticated: expand books"
const notPermitted = "NotPermitted: expand books"

describe("a rule about what is no record", () => {
  it("keeps back nobody whom it grants", () => {
    assert.isNull(refusal(Access.everyone, nobody))
    assert.isNull(refusal(Access.signedIn, ann))
    assert.isNull(refusal(Access.any(Access.group("editors"), readers), ann))
  })

  it("asks whoever is not signed in to sign in, a guest too", () => {
    for (const caller of [nobody, guest])
      assert.strictEqual(refusal(Access.signedIn, caller), unauthenticated)
    assert.strictEqual(refusal(readers, nobody), unauthenticated)
  })

  it("refuses who is signed in and has no more to show", () =>
    assert.strictEqual(refusal(Access.group("editors"), ann), notPermitted))

  it("asks for a token with the scope, where that is what is missing", () =>
    assert.strictEqual(refusal(Access.scope("people"), ann), "InsufficientScope: expand books"))

  it("grants nothing that it does not know: a garbled group, or the owner of no record", () => {
    assert.strictEqual(refusal(readers, garbled), notPermitted)
    assert.strictEqual(refusal(Access.owner, ann), notPermitted)
    assert.strictEqual(refusal(Access.all(Access.signedIn, Access.owner), ann), notPermitted)
  })
})
