import { assert, describe, it } from "@effect/vitest"
import { Access, Caller, Field, Predicate, Resource } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import { fold } from "../../src/access/fold.ts"
import { settle } from "../../src/access/settle.ts"
import { among, int } from "../arbitraries.ts"

const Texts = Resource.make("r", { fields: { a: Field.text, made_by: Field.text } })
const creator = Resource.columnOf(Texts, "creator_uid")
const ann = Caller.user("ann", { groups: ["readers"] })
const nobody = Caller.anonymous("-")
const guest = Caller.guest("eu-west-1:1", "-")
const garbled: Caller.Caller = { ...Caller.user("bob"), exactGroups: false }
const callers: ReadonlyArray<Caller.Caller> = [
  ann,
  nobody,
  guest,
  garbled,
  Caller.user("bob", { groups: ["editors", "readers"] })
]
const ofAnn: Predicate.Predicate = { _tag: "Compare", column: creator, operator: "eq", value: "ann" }
const constant = (value: boolean | null): Predicate.Predicate => ({ _tag: "Constant", value })
const folded = (rule: Access.Rule, caller: Caller.Caller = ann) => fold(rule, caller, creator)
const readers = Access.group("readers")
const editors = Access.group("editors")

describe("fold", () => {
  it("settles what depends on the caller alone", () => {
    assert.deepStrictEqual(folded(Access.everyone, nobody), constant(true))
    assert.deepStrictEqual(folded(Access.signedIn, nobody), constant(false))
    assert.deepStrictEqual(folded(Access.signedIn, guest), constant(false))
    assert.deepStrictEqual(folded(Access.signedIn), constant(true))
    assert.deepStrictEqual(folded(readers), constant(true))
    assert.deepStrictEqual(folded(editors), constant(false))
    assert.deepStrictEqual(folded(Access.group("read")), constant(false))
  })

  it("does not know a group that a gateway has garbled, nor an owner without a subject", () => {
    assert.deepStrictEqual(folded(readers, garbled), constant(null))
    assert.deepStrictEqual(folded(Access.owner, nobody), constant(null))
    assert.deepStrictEqual(folded(Access.owner, guest), constant(null))
    assert.deepStrictEqual(fold(Access.owner, ann, null), constant(null))
  })

  it("leaves what depends on the record", () => {
    assert.deepStrictEqual(folded(Access.owner), ofAnn)
    const column = Resource.columnOf(Texts, "made_by")
    assert.deepStrictEqual(fold(Access.owner, ann, column), { ...ofAnn, column })
  })

  it("absorbs, flattens and drops duplicates", () => {
    assert.deepStrictEqual(folded(Access.any(Access.owner, readers)), constant(true))
    assert.deepStrictEqual(folded(Access.all(Access.owner, editors)), constant(false))
    assert.deepStrictEqual(
      folded(Access.any(Access.owner, editors, Access.any(editors, Access.owner))),
      ofAnn
    )
    assert.deepStrictEqual(folded(Access.all(Access.owner, Access.all(readers, Access.owner))), ofAnn)
    assert.deepStrictEqual(folded(Access.any(editors)), constant(false))
    assert.deepStrictEqual(folded(Access.all(readers)), constant(true))
  })

  it("gives one form to what is the same", () => {
    const left = folded(Access.any(Access.owner, readers, editors), garbled)
    const right = folded(Access.any(editors, Access.any(readers, Access.owner)), garbled)
    assert.deepStrictEqual(left, right)
    assert.strictEqual(left._tag === "Or" ? left.predicates.length : 0, 2)
  })

  it.prop(
    "agrees with a plain reading of the rule, for every caller and record",
    { rule: ruleOf(3), caller: among(callers), made: among(["ann", "bob", null]) },
    ({ rule, caller, made }) => {
      const predicate = fold(rule, caller, creator)
      assert.strictEqual(
        Predicate.evaluate(predicate, () => made),
        plainly(rule, caller, made)
      )
      assert.isTrue(isCanonical(predicate))
    },
    { arbitrary: { runs: 2000 } }
  )
})

function ruleOf(depth: number): Arbitrary.Arbitrary<Access.Rule> {
  const leaf = among<Access.Rule>([Access.everyone, Access.signedIn, Access.owner, readers, editors])
  if (depth === 0) return leaf
  const more = Arbitrary.array(ruleOf(depth - 1), { maxLength: 3 })
  return Arbitrary.map(Arbitrary.all([int(0, 2), leaf, more] as const), ([kind, first, rest]) =>
    kind === 0 ? first : kind === 1 ? Access.any(first, ...rest) : Access.all(first, ...rest)
  )
}

function plainly(rule: Access.Rule, caller: Caller.Caller, creator: string | null): boolean | null {
  switch (rule._tag) {
    case "Everyone":
      return true
    case "SignedIn":
      return caller.kind !== "anonymous" && caller.kind !== "guest"
    case "Group":
      return caller.groups.has(rule.group) || (caller.exactGroups ? false : null)
    case "Owner":
      return creator === null || caller.subject === null ? null : creator === caller.subject
    case "Any": {
      const told = rule.rules.map((one) => plainly(one, caller, creator))
      return told.includes(true) ? true : told.includes(null) ? null : false
    }
    case "All": {
      const told = rule.rules.map((one) => plainly(one, caller, creator))
      return told.includes(false) ? false : told.includes(null) ? null : true
    }
    default:
      return settle(rule, caller)
  }
}

/** No junction of one, none inside its like, none with a part that decides or says nothing. */
function isCanonical(predicate: Predicate.Predicate): boolean {
  if (predicate._tag !== "And" && predicate._tag !== "Or") return true
  const texts = predicate.predicates.map(Predicate.textOf)
  return (
    predicate.predicates.length > 1 &&
    new Set(texts).size === texts.length &&
    texts.every((text, at) => at === 0 || (texts[at - 1] ?? "") < text) &&
    predicate.predicates.every(
      (part) =>
        part._tag !== predicate._tag &&
        !(part._tag === "Constant" && part.value !== null) &&
        isCanonical(part)
    )
  )
}
