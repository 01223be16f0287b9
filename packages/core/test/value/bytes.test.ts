import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import { compareBytes, parseBytes } from "../../src/value/bytes.ts"
import { int } from "../arbitraries.ts"

const bytes = Arbitrary.map(Arbitrary.array(int(0, 255), { maxLength: 9 }), (all) => Buffer.from(all))

describe("parseBytes", () => {
  it.prop("takes base64 as it is, and hexadecimal as the same base64", { bytes }, ({ bytes }) => {
    const told = Result.succeed(bytes.toString("base64"))
    assert.deepStrictEqual(parseBytes(bytes.toString("base64")), told)
    assert.deepStrictEqual(parseBytes(String.raw`\x${bytes.toString("hex").toUpperCase()}`), told)
  })

  it.each([
    "AA",
    "AA=",
    "A===",
    "AB==",
    "AI==",
    "AAB=",
    "AAC=",
    "AA==\n",
    "_-==",
    "AAAA=",
    "====",
    String.raw`\x0`,
    String.raw`\x0g`
  ])("refuses %j, which no bytes are written as", (text) => assert.isTrue(Result.isFailure(parseBytes(text))))
})

describe("compareBytes", () => {
  it.prop("orders as the bytes do", { a: bytes, b: bytes }, ({ a, b }) => {
    const order = compareBytes(a.toString("base64"), b.toString("base64"))
    assert.strictEqual(Math.sign(order), Buffer.compare(a, b))
  })
})
