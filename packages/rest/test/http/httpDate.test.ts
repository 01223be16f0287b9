import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { parseHttpDate, renderHttpDate } from "../../src/http/httpDate.ts"

describe("parseHttpDate", () => {
  it.each([
    ["Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.999999Z"],
    ["Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.999999Z"],
    ["Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.999999Z"],
    ["Wed Nov 25 08:30:00 2026", "2026-11-25T08:30:00.999999Z"],
    ["Wednesday, 25-Nov-26 08:30:00 GMT", "2026-11-25T08:30:00.999999Z"],
    ["Tue, 29 Feb 2028 00:00:00 GMT", "2028-02-29T00:00:00.999999Z"],
    ["Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59.999999Z"]
  ])("reads %s as the last instant of its second", (text, instant) =>
    assert.strictEqual(parseHttpDate(text), instant)
  )

  it.each([
    "",
    "foo 1",
    "0",
    "2026-11-25T08:30:00Z",
    "25 Nov 2026 08:30:00 GMT",
    "Wed, 25 Nov 2026 08:30:00",
    "Wed, 25 Nov 2026 08:30:00 UTC",
    "Wed, 25 Nov 2026 08:30:00 +0000",
    "Wed, 25 Nov 2026 08:30:00 GMT, Wed, 25 Nov 2026 08:30:00 GMT",
    "wed, 25 nov 2026 08:30:00 gmt",
    "Wed, 25 Nov 2026 24:30:00 GMT",
    "Wed, 25 Nov 2026 08:60:00 GMT",
    "Wed, 31 Nov 2026 08:30:00 GMT",
    "Tue, 29 Feb 2027 00:00:00 GMT",
    "Wed, 00 Nov 2026 08:30:00 GMT",
    "Wed, 5 Nov 2026 08:30:00 GMT",
    "Wed, 25 Foo 2026 08:30:00 GMT",
    " Wed, 25 Nov 2026 08:30:00 GMT"
  ])("takes %j for no date", (text) => assert.isNull(parseHttpDate(text)))
})

describe("renderHttpDate", () => {
  it.each([
    ["2026-11-25T08:30:00.999999Z", "Wed, 25 Nov 2026 08:30:00 GMT"],
    ["2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 GMT"],
    ["2000-01-01T00:00:00Z", "Sat, 01 Jan 2000 00:00:00 GMT"]
  ])("writes %s without its fraction", (instant, text) =>
    assert.strictEqual(renderHttpDate(instant, Infinity), text)
  )

  it.each([
    "infinity",
    "-infinity",
    "12026-11-25T08:30:00Z",
    "0044-03-15T12:00:00Z BC",
    "0999-12-31T00:00:00Z"
  ])("writes no date for %s", (instant) => assert.isNull(renderHttpDate(instant, Infinity)))

  it("writes none that is later than the clock", () => {
    const now = 1_795_595_400_999
    assert.strictEqual(renderHttpDate("2026-11-25T08:30:00Z", now), "Wed, 25 Nov 2026 08:30:00 GMT")
    assert.strictEqual(renderHttpDate("2026-11-25T08:30:01Z", now), "Wed, 25 Nov 2026 08:30:00 GMT")
    assert.strictEqual(renderHttpDate("2027-01-01T00:00:00.5Z", now), "Wed, 25 Nov 2026 08:30:00 GMT")
  })

  it.prop(
    "writes what JavaScript writes, and reads it again",
    [Schema.Int.check(Schema.isBetween({ minimum: -30_610_224_000, maximum: 253_402_300_799 }))],
    ([seconds]) => {
      const date = DateTime.toDateUtc(DateTime.makeUnsafe(seconds * 1000))
      const instant = date.toISOString().replace(".000Z", "Z")
      const text = renderHttpDate(instant, seconds * 1000) ?? ""
      assert.strictEqual(text, date.toUTCString())
      assert.strictEqual(parseHttpDate(text), instant.replace("Z", ".999999Z"))
    }
  )
})
