import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { ExactNumber } from "../../src/value/ExactNumber.ts"
import { equalJson, isObject, toJsonb, withDoubles } from "../../src/value/jsonCell.ts"

const faultsOf = (json: unknown) => {
  const read = toJsonb(json)
  return Result.isFailure(read) ? read.failure.map(({ path, detail }) => `/${path.join("/")} ${detail}`) : []
}

const nested = (depth: number): unknown => {
  let json: unknown = 1
  for (let i = 0; i < depth; i++) json = i % 2 === 0 ? [json] : { a: json }
  return json
}

describe("toJsonb", () => {
  it("takes any JSON as it is", () => {
    const json = { a: [1, "x", true, null, { "": [] }], n: new ExactNumber("1e399"), ["__proto__"]: { x: 1 } }
    const read = toJsonb(json)
    assert.isTrue(Result.isSuccess(read) && read.success === json)
  })

  it("names every text, name and number that jsonb cannot hold, and where it is", () => {
    assert.deepStrictEqual(
      faultsOf({
        ok: 1,
        "a/b": ["x", "\u0000"],
        c: { "\ud800": 1 },
        n: [Number.NaN],
        m: new ExactNumber("1e2000")
      }),
      [
        "/a/b/1 must not contain the character U+0000",
        "/c has a name that must not contain half of a surrogate pair",
        "/n/0 is no number that can be stored",
        "/m is no number that can be stored"
      ]
    )
  })

  it("takes every double, and no number that is longer than 400 digits when it is written out", () => {
    const doubles = [Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 2.2250738585072014e-308, -0]
    assert.deepStrictEqual(faultsOf(doubles), [])
    const longest = ["-1e399", "1e-399", "9".repeat(400), `0.${"1".repeat(399)}`]
    assert.deepStrictEqual(faultsOf(longest.map((text) => new ExactNumber(text))), [])
    const tooLong = ["1e400", "-1e400", "1e-400", "9".repeat(401), `0.${"1".repeat(400)}`]
    assert.deepStrictEqual(
      faultsOf(tooLong.map((text) => new ExactNumber(text))),
      tooLong.map((_, at) => `/${at} must have at most 400 digits when it is written out`)
    )
  })

  it("names the number with which a value grows too much when its numbers are written out", () => {
    // Each takes 309 characters instead of 6.
    const many = (count: number) => Array.from({ length: count }, () => new ExactNumber("1e0308"))
    assert.deepStrictEqual(faultsOf(many(865)), [])
    assert.deepStrictEqual(faultsOf([many(865), { a: many(500) }]), [
      "/1/a/0 makes the value more than 262144 characters longer than it was sent, when numbers are written out"
    ])
    const short = Array.from({ length: 100_000 }, (_, at) => at + 0.5)
    assert.deepStrictEqual(faultsOf(short), [])
  })

  it.each([[undefined], [() => 1], [Symbol("x")], [5n], [{ a: undefined }], [[5n]]])(
    "refuses what is no JSON: %s",
    (json) => assert.include(faultsOf(json).join(), "must be JSON")
  )

  it("refuses what is nested too deeply, without an overflow of the stack", () => {
    assert.deepStrictEqual(faultsOf(nested(500)), [])
    assert.include(faultsOf(nested(501)).join(), "must not be nested deeper than 500 levels")
    assert.lengthOf(faultsOf(nested(100_000)), 1)
  })

  it("can write and compare whatever it lets pass", () => {
    assert.isTrue(equalJson(nested(500), nested(500)))
    assert.isString(JSON.stringify(nested(500)))
    assert.isFalse(equalJson(nested(500), nested(499)))
  })

  it("ends at an object that contains itself, however often", () => {
    const ring: Record<string, unknown> = {}
    ring["a"] = ring
    ring["b"] = [ring, ring]
    assert.include(faultsOf(ring).join(), "must not be nested deeper")
  })

  it("lists no more faults than anybody reads", () => {
    assert.lengthOf(faultsOf(Array.from({ length: 100_000 }, () => "\u0000")), 100)
  })
})

describe("equalJson", () => {
  it.each([
    [1, new ExactNumber("1.0"), true],
    [new ExactNumber("1e400"), new ExactNumber("10e399"), true],
    [new ExactNumber("0.1"), 0.1, true],
    [new ExactNumber("12345678901234567890"), new ExactNumber("12345678901234567891"), false],
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 1 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{}, [], false],
    [[], {}, false],
    [[1, 2], [2, 1], false],
    [[1], [1, 1], false],
    [null, {}, false],
    [null, null, true],
    ["1", 1, false],
    [1, {}, false],
    [{ text: "1" }, new ExactNumber("1"), false],
    [true, 1, false],
    [{ ["__proto__"]: 1 }, { ["__proto__"]: 1 }, true],
    [{ ["__proto__"]: 1 }, {}, false]
  ])("%j equals %j: %s", (left, right, expected) => {
    assert.strictEqual(equalJson(left, right), expected)
    assert.strictEqual(equalJson(right, left), expected)
  })

  it.prop("finds any JSON equal to its copy", { json: Schema.Json }, ({ json }) => {
    assert.isTrue(equalJson(json, JSON.parse(JSON.stringify(json))))
  })
})

it("withDoubles gives schemas plain numbers, finite ones, and leaves the rest", () => {
  const json = { a: [new ExactNumber("1.00000000000000000001"), "x"], b: new ExactNumber("-1e400"), c: null }
  assert.deepStrictEqual(withDoubles(json), { a: [1, "x"], b: -Number.MAX_VALUE, c: null })
  assert.deepStrictEqual(withDoubles({ ["__proto__"]: 1 }), { ["__proto__"]: 1 })
})

it("isObject tells objects from everything else", () => {
  assert.isTrue(isObject({}))
  for (const json of [null, [], "x", 1, new ExactNumber("1"), undefined]) assert.isFalse(isObject(json))
})
