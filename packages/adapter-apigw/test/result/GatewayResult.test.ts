import { fits, type GatewayResult } from "@pgcrest/adapter-apigw"
import { assert, describe, it } from "vitest"

const limit = 6_291_556
const withBody = (body: string): GatewayResult => ({
  statusCode: 200,
  headers: {},
  body,
  isBase64Encoded: false
})

describe("fits", () => {
  it("lets an ordinary result through", () => {
    assert.isTrue(fits(withBody("{}")))
    assert.isTrue(fits({ statusCode: 204, headers: {}, isBase64Encoded: false }))
  })

  it("lets a body through that is close to Lambda's limit, and none beyond", () => {
    assert.isTrue(fits(withBody("x".repeat(limit - 1_200))))
    assert.isFalse(fits(withBody("x".repeat(limit - 1_050))))
  })

  it("counts bytes, not characters", () => {
    assert.isTrue(fits(withBody("é".repeat(3_100_000))))
    assert.isFalse(fits(withBody("é".repeat(3_200_000))))
  })

  it("counts what JSON makes of a body", () => {
    assert.isTrue(fits(withBody('"'.repeat(3_100_000))))
    assert.isFalse(fits(withBody('"'.repeat(3_200_000))))
    assert.isFalse(fits(withBody("\u0001".repeat(1_050_000))))
  })

  it("never passes for small what JSON makes too large", () => {
    for (const length of [1_030_000, 1_038_000, 1_048_000]) {
      const result = withBody("\u0001".repeat(length))
      assert.strictEqual(fits(result), Buffer.byteLength(JSON.stringify(result)) <= limit - 1_024)
    }
  })

  it("counts header lines in each of the maps", () => {
    const value = "v".repeat(5_100)
    const small = { statusCode: 200, isBase64Encoded: false }
    assert.isTrue(fits({ ...small, headers: { a: value, b: value } }))
    assert.isFalse(fits({ ...small, headers: { a: value, b: value, c: "x".repeat(100) } }))
    assert.isFalse(fits({ ...small, multiValueHeaders: { a: [value, value, "x".repeat(100)] } }))
    assert.isFalse(fits({ ...small, headers: { a: value }, cookies: [value, "x".repeat(100)] }))
    assert.isFalse(fits({ ...small, headers: { a: "é".repeat(5_200) } }))
  })
})
