import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import {
  compareInstants,
  compareLocals,
  fromMillis,
  parseInstant,
  parseLocal
} from "../../src/value/instant.ts"
import { among, int } from "../arbitraries.ts"

const earliest = -62_135_596_800_000
const latest = 253_402_300_799_999
const micros = Arbitrary.map(
  Arbitrary.all([int(earliest, latest), int(0, 999)] as const),
  ([millis, rest]) => ({
    micros: BigInt(millis) * 1000n + BigInt(rest),
    text: `${fromMillis(millis - (((millis % 1000) + 1000) % 1000)).slice(0, -1)}.${String((((millis % 1000) + 1000) % 1000) * 1000 + rest).padStart(6, "0")}Z`
  })
)

describe("parseInstant", () => {
  it.each([
    ["2026-11-25T08:30:00Z", "2026-11-25T08:30:00Z"],
    ["2026-11-25t08:30:00z", "2026-11-25T08:30:00Z"],
    ["2026-11-25 08:30:00+00:00", "2026-11-25T08:30:00Z"],
    ["2026-11-25T08:30:00+05:30", "2026-11-25T03:00:00Z"],
    ["2026-11-25T08:30:00+0530", "2026-11-25T03:00:00Z"],
    ["2026-11-25T22:30:00-05:00", "2026-11-26T03:30:00Z"],
    ["2024-02-29T23:59:59.999999-00:01", "2024-03-01T00:00:59.999999Z"],
    ["2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"],
    ["2026-11-25T08:30:00.120000Z", "2026-11-25T08:30:00.12Z"],
    ["2026-11-25T08:30:00.000Z", "2026-11-25T08:30:00Z"],
    ["2026-11-25T08:30:00.1234567Z", "2026-11-25T08:30:00.123456Z"],
    ["2026-11-25T08:30:00.9999999Z", "2026-11-25T08:30:00.999999Z"],
    ["2026-11-25 08:30:00+05", "2026-11-25T03:30:00Z"],
    ["1800-01-01 00:19:32+00:19:32", "1800-01-01T00:00:00Z"],
    ["infinity", "infinity"],
    ["-infinity", "-infinity"],
    ["9999-12-31T23:59:59-00:01", "10000-01-01T00:00:59Z"],
    ["12026-01-01 00:00:00.50+00", "12026-01-01T00:00:00.5Z"],
    ["294276-12-31T23:59:59.999999Z", "294276-12-31T23:59:59.999999Z"],
    ["0001-01-01 00:30:00+01", "0001-12-31T23:30:00Z BC"],
    ["0044-03-15 12:00:00+00 BC", "0044-03-15T12:00:00Z BC"],
    ["0044-03-15T12:00:00+00:00 BC", "0044-03-15T12:00:00Z BC"],
    ["4714-11-24T00:00:00Z BC", "4714-11-24T00:00:00Z BC"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"],
    ["0099-06-01T00:00:00Z", "0099-06-01T00:00:00Z"],
    ["9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"]
  ])("tells %s as %s", (text, utc) => assert.deepStrictEqual(parseInstant(text), Result.succeed(utc)))

  it.each([
    "2026-11-25T08:30:00",
    "2026-11-25",
    "2026-11-25T08:30Z",
    "2026-11-25T24:00:00Z",
    "2026-11-25T23:60:00Z",
    "2026-11-25T23:59:60Z",
    "2026-02-29T00:00:00Z",
    "2026-11-25T08:30:00.Z",
    "2026-11-25T08:30:00+24:00",
    "2026-11-25T08:30:00+05:60",
    "4714-11-23T23:59:59Z BC",
    "294277-01-01T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "02026-01-01T00:00:00Z",
    "2026-11-25T08:30:00 BC",
    "Infinity",
    "2026-11-25T08:30:00Z ",
    "now",
    ""
  ])("refuses %j", (text) => assert.isTrue(Result.isFailure(parseInstant(text))))

  it.prop("reads its own text again as the same text", { at: micros }, ({ at }) => {
    const once = Result.getOrThrow(parseInstant(at.text))
    assert.deepStrictEqual(parseInstant(once), Result.succeed(once))
  })

  it.prop(
    "tells one instant alike from every offset",
    { at: int(0, 4_102_444_800), hours: int(0, 14), minutes: int(0, 59), sign: among([1, -1]) },
    ({ at, hours, minutes, sign }) => {
      const local = fromMillis((at + sign * (hours * 60 + minutes) * 60) * 1000).slice(0, -1)
      const two = (n: number) => String(n).padStart(2, "0")
      const text = `${local}${sign > 0 ? "+" : "-"}${two(hours)}:${two(minutes)}`
      assert.deepStrictEqual(parseInstant(text), Result.succeed(fromMillis(at * 1000)))
    }
  )

  it.prop("never throws, whatever the text", [Schema.String], ([text]) => {
    parseInstant(text)
    parseInstant(`2026-11-25T08:30:00${text}`)
    parseLocal(`2026-11-25T08:30:00${text}`)
  })
})

describe("parseLocal", () => {
  it.each([
    ["2026-11-25T08:30:00", "2026-11-25T08:30:00"],
    ["2026-11-25 08:30:00.500", "2026-11-25T08:30:00.5"],
    ["12026-01-01 00:00:00", "12026-01-01T00:00:00"],
    ["0044-03-15 12:00:00 BC", "0044-03-15T12:00:00 BC"],
    ["infinity", "infinity"]
  ])("tells %s as %s", (text, told) => assert.deepStrictEqual(parseLocal(text), Result.succeed(told)))

  it.each(["2026-11-25T08:30:00Z", "2026-11-25 08:30:00+01", "2026-11-25", "2026-02-29T00:00:00", ""])(
    "refuses %j",
    (text) =>
      assert.deepStrictEqual(
        parseLocal(text),
        Result.fail("must be a date and a time without an offset, such as 2026-11-25T08:30:00")
      )
  )
})

describe("compareInstants", () => {
  it("puts in the order of time what its text does not", () => {
    const ordered = [
      "-infinity",
      "0045-01-01T00:00:00Z BC",
      "0044-12-31T00:00:00Z BC",
      "0044-12-31T00:00:00.5Z BC",
      "2026-11-25T08:30:00Z",
      "12026-01-01T00:00:00Z",
      "infinity"
    ]
    assert.deepStrictEqual(ordered.toReversed().toSorted(compareInstants), ordered)
    const locals = ordered.map((text) => text.replace("Z", ""))
    assert.deepStrictEqual(locals.toReversed().toSorted(compareLocals), locals)
  })

  it("puts the whole second before its fractions", () => {
    assert.strictEqual(compareInstants("2026-11-25T08:30:00Z", "2026-11-25T08:30:00.000001Z"), -1)
    assert.strictEqual(compareInstants("2026-11-25T08:30:00.12Z", "2026-11-25T08:30:00.1Z"), 1)
    assert.strictEqual(compareInstants("2026-11-25T08:30:00Z", "2026-11-25T08:30:00Z"), 0)
  })

  it.prop("orders as the microseconds do", { a: micros, b: micros }, ({ a, b }) => {
    const [x, y] = [Result.getOrThrow(parseInstant(a.text)), Result.getOrThrow(parseInstant(b.text))]
    const [left, right] = [a.micros, b.micros]
    assert.strictEqual(compareInstants(x, y), left < right ? -1 : left > right ? 1 : 0)
    assert.strictEqual(compareInstants(x, y) + compareInstants(y, x), 0)
  })
})

describe("fromMillis", () => {
  it("leaves out a fraction of nothing", () => {
    assert.strictEqual(fromMillis(0), "1970-01-01T00:00:00Z")
    assert.strictEqual(fromMillis(1200), "1970-01-01T00:00:01.2Z")
    assert.strictEqual(fromMillis(-1), "1969-12-31T23:59:59.999Z")
  })

  it.prop("writes what parseInstant writes", { millis: int(earliest, latest) }, ({ millis }) => {
    assert.deepStrictEqual(parseInstant(fromMillis(millis)), Result.succeed(fromMillis(millis)))
  })
})
