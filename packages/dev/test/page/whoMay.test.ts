import { Access } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { whoMay } from "../../src/page/whoMay.ts"

describe("a rule in words", () => {
  it.each([
    [Access.maxAge(300), "who signed in at most 300 seconds ago"],
    [Access.mfa, "who signed in with more than one factor"],
    [Access.scope("books.import"), "scope books.import"],
    [Access.client("importer"), "client importer"],
    [Access.claim("custom:plan", "gold"), `custom:plan "gold"`],
    [Access.issuer("partner"), "who comes from partner"]
  ])("tells what the caller needs: %j", (rule, words) => {
    assert.strictEqual(whoMay(rule), words)
  })

  it("puts brackets where the words alone would be read otherwise", () => {
    const either = Access.any(Access.maxAge(300), Access.owner)
    assert.strictEqual(
      whoMay(Access.all(Access.signedIn, either)),
      "who is signed in and (who signed in at most 300 seconds ago or its owner)"
    )
  })
})
