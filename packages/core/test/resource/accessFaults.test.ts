import { assert, describe, it } from "@effect/vitest"
import { Access, callerRuleFaults } from "@pgcrest/core"

const faultsOf = (rule: Access.Rule) => [...callerRuleFaults(rule, "the rule of people")]

describe("a rule that decides by the caller alone", () => {
  it("is taken where it asks for no record", () =>
    assert.deepStrictEqual(faultsOf(Access.any(Access.signedIn, Access.all(Access.group("staff")))), []))

  it("is refused where it asks for the owner, however deep", () =>
    assert.deepStrictEqual(faultsOf(Access.any(Access.signedIn, Access.all(Access.owner))), [
      "the rule of people asks for the owner, but it decides by the caller alone, about no record"
    ]))

  it("is refused with a group that nobody can have", () =>
    assert.deepStrictEqual(faultsOf(Access.group("staff ")), [
      'the rule of people asks for the group "staff ": a name is not empty, and has no blanks around it'
    ]))
})
