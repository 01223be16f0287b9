import { assert, describe, it } from "vitest"
import { userPool } from "../src/userPool.ts"

describe("userPool", () => {
  it.each([
    ["eu-west-1_aBcDeFgHi", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_aBcDeFgHi"],
    ["us-gov-west-1_a1", "https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_a1"],
    ["cn-north-1_a1", "https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_a1"]
  ])("knows as whom %s signs", (id, issuer) => assert.strictEqual(userPool(id).issuer, issuer))

  it.each(["", "eu-west-1", "eu-west-1_", "eu-west-1_a/../b", "evil.example/eu-west-1_a", "EU-WEST-1_a"])(
    "takes no other text: %s",
    (id) => assert.throws(() => userPool(id), `"${id}" is none`)
  )
})
