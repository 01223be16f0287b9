import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { compareAddresses, parseCidr, parseInet } from "../../src/value/network.ts"

describe("parseInet", () => {
  it.each([
    ["10.1.2.3", "10.1.2.3"],
    ["10.1.2.3/32", "10.1.2.3"],
    ["10.1.2.3/16", "10.1.2.3/16"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:db8::1/128", "2001:db8::1"],
    ["::", "::"],
    ["1::", "1::"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["1:0:0:2:3:0:0:4", "1::2:3:0:0:4"],
    ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
    ["::ffff:a01:203", "::ffff:10.1.2.3"],
    ["::10.1.2.3", "::10.1.2.3"],
    ["::2", "::2"]
  ])("tells %s as %s", (text, told) => assert.deepStrictEqual(parseInet(text), Result.succeed(told)))

  it.each([
    "",
    "10",
    "10.1",
    "10.1.2.256",
    "10.01.2.3",
    "10.1.2.3/33",
    "10.1.2.3/08",
    "1:2",
    "1::2::3",
    ":1",
    "::g"
  ])("refuses %j", (text) => assert.isTrue(Result.isFailure(parseInet(text))))

  it.prop("never throws, whatever the text", [Schema.String], ([text]) => {
    for (const one of [text, `::${text}`, `10.1.2.3/${text}`]) {
      parseInet(one)
      parseCidr(one)
      compareAddresses(one, "::1")
    }
  })
})

describe("parseCidr", () => {
  it.each([
    ["10.1.0.0/16", "10.1.0.0/16"],
    ["10.1.2.3", "10.1.2.3/32"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["2001:db8::/32", "2001:db8::/32"]
  ])("tells %s as %s", (text, told) => assert.deepStrictEqual(parseCidr(text), Result.succeed(told)))

  it("says why it takes no short form and no bits of a host", () => {
    const short = Result.fail("must be a network written in full, such as 10.1.0.0/16 or 2001:db8::/32")
    assert.deepStrictEqual(parseCidr("10"), short)
    assert.deepStrictEqual(parseCidr("10.1/16"), short)
    assert.deepStrictEqual(parseCidr("10.1.2.3/16"), Result.fail("must have no bits behind its mask, /16"))
  })
})

describe("compareAddresses", () => {
  it("orders by family, network, mask and host", () => {
    const ordered = ["9.0.0.0/8", "10.0.0.0/8", "10.9.9.9/8", "10.1.0.0/16", "10.1.2.3", "::/0", "::1"]
    assert.deepStrictEqual(ordered.toReversed().toSorted(compareAddresses), ordered)
  })
})
