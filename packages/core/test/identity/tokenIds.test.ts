import { tokenIds } from "@pgcrest/core"
import { assert, describe, it } from "vitest"

describe("the ids of a token", () => {
  it("are its own, its sign-in's and its bearer's", () => {
    const claims = { jti: "j", origin_jti: "o", iss: "https://a.example", sub: "ann" }
    assert.deepStrictEqual(tokenIds(claims), ["j", "o", "sub:https://a.example#ann"])
    assert.deepStrictEqual(tokenIds({ jti: "", sub: "ann" }), [])
  })

  it("are numbers by their digits", () =>
    assert.deepStrictEqual(tokenIds({ jti: 7, iss: "i", sub: 42 }), ["7", "sub:i#42"]))

  it.each([1.5, 2 ** 53, true, ["j"], { id: "j" }])("are none where one cannot be read: %j", (odd) => {
    for (const claims of [{ jti: odd }, { jti: "j", origin_jti: odd }, { jti: "j", iss: "i", sub: odd }])
      assert.isNull(tokenIds(claims))
  })
})
