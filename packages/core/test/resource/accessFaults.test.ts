import { assert, describe, it } from "@effect/vitest"
import { Access, callerRuleFaults } from "@pgcrest/core"

/** What is not there, whatever it says to the compiler. */
const unset = (): string => JSON.parse("{}").absent

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

  it.each([
    ["group", Access.group(unset()), 'the group "undefined": a name'],
    ["client", Access.client(unset()), 'the client "undefined": a name'],
    ["issuer", Access.issuer(unset()), 'the issuer "undefined": a name'],
    ["scope", Access.scope(unset()), 'the scope "undefined": one is visible ASCII'],
    ["claim", Access.claim(unset(), "gold"), 'the claim "undefined": a name'],
    ["claim's value", Access.claim("plan", unset()), 'the claim "plan" to be undefined: it is a text']
  ])("is refused with a %s of an environment that has none", (_what, rule, sentence) =>
    assert.include(faultsOf(rule).join(), `the rule of people asks for ${sentence}`)
  )
})
