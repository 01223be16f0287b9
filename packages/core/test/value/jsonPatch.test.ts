import { assert, describe, it } from "@effect/vitest"
import { ExactNumber, parseExactJson, parseJsonPatch } from "@pgcrest/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import cases from "json-patch-test-suite/tests.json" with { type: "json" }
import specCases from "json-patch-test-suite/spec_tests.json" with { type: "json" }
import { applyJsonPatch } from "../../src/value/applyJsonPatch.ts"
import { equalJson } from "../../src/value/jsonCell.ts"
import { parsePointer } from "../../src/value/jsonPointer.ts"

/** What a patch makes of a document, or why nothing. */
const patched = (document: unknown, patch: unknown): Result.Result<unknown, unknown> =>
  Result.flatMap(parseJsonPatch(patch), (operations) => applyJsonPatch(document, operations))
const made = (document: unknown, ...patch: ReadonlyArray<object>) =>
  Result.getOrThrow(patched(document, patch))
const refused = (document: unknown, ...patch: ReadonlyArray<object>) =>
  Result.getOrThrow(Result.flip(patched(document, patch)))
const misfit = (document: unknown, ...patch: ReadonlyArray<object>) => {
  const { operation, reason }: { operation?: unknown; reason?: unknown } = Object(refused(document, ...patch))
  return [operation, reason]
}
const faultOf = (patch: unknown) => {
  const [fault] = Result.getOrThrow(Result.flip(parseJsonPatch(patch)))
  return [fault?.path, fault?.code]
}

/** A case of the suite: https://github.com/json-patch/json-patch-tests. */
interface SuiteCase {
  readonly comment?: string
  readonly doc: unknown
  readonly patch: ReadonlyArray<object>
  readonly expected?: unknown
  readonly error?: string
  readonly disabled?: boolean
}
const all: ReadonlyArray<SuiteCase> = [...cases, ...specCases]
const suite = all.filter(({ disabled }) => disabled !== true)

describe("the suite of JSON Patch", () => {
  it("has as many cases as it had", () => assert.strictEqual(suite.length, 91))

  it.each(suite.map((one, at) => [at, one.comment ?? JSON.stringify(one.patch), one] as const))(
    "%i: %s",
    (_at, _name, { doc, error, expected, patch }) => {
      const before = JSON.stringify(doc)
      const result = patched(doc, patch)
      assert.strictEqual(JSON.stringify(doc), before, "the document itself is left as it was")
      if (error !== undefined) return assert.isTrue(Result.isFailure(result), error)
      // A case without either only asks that the patch applies.
      assert.isTrue(equalJson(Result.getOrThrow(result), expected ?? Result.getOrThrow(result)))
    }
  )
})

describe("a pointer", () => {
  it.each([
    ["", []],
    ["/", [""]],
    ["/a~1b/m~0n/~01", ["a/b", "m~n", "~1"]],
    ["/__proto__/0/-", ["__proto__", "0", "-"]]
  ] as const)("%s leads by %j", (text, names) => assert.deepStrictEqual(parsePointer(text), [...names]))

  it.each(["a", "a/b", "#/a", "/~", "/~2", "/a~"])("%s is none", (text) => assert.isNull(parsePointer(text)))
})

describe("a document that is no patch", () => {
  it.each([
    [{}, [], "type"],
    ["[]", [], "type"],
    [null, [], "type"],
    [[1], [0], "type"],
    [[[]], [0], "type"],
    [[{ path: "/a", value: 1 }], [0, "op"], "op"],
    [[{ op: "foo", path: "/a" }], [0, "op"], "op"],
    [[{ op: "toString", path: "/a" }], [0, "op"], "op"],
    [[{ op: "add", value: 1 }], [0, "path"], "required"],
    [[{ op: "add", path: 1, value: 1 }], [0, "path"], "pointer"],
    [
      [
        { op: "remove", path: "/a" },
        { op: "remove", path: "a" }
      ],
      [1, "path"],
      "pointer"
    ],
    [[{ op: "add", path: "/a" }], [0, "value"], "required"],
    [[{ op: "test", path: "/a" }], [0, "value"], "required"],
    [[{ op: "move", path: "/a" }], [0, "from"], "required"],
    [[{ op: "copy", path: "/a", from: "b" }], [0, "from"], "pointer"]
  ] as const)("%j is refused at %j as %s", (patch, path, code) =>
    assert.deepStrictEqual(faultOf(patch), [[...path], code])
  )
})

describe("an operation", () => {
  it("applies to what the one before it has left, and the first that does not is told by its index", () => {
    const add = { op: "add", path: "/b", value: 2 }
    assert.deepStrictEqual(made({ a: 1 }, add, { op: "move", from: "/b", path: "/c" }), { a: 1, c: 2 })
    assert.deepStrictEqual(misfit({ a: 1 }, add, { op: "test", path: "/b", value: 3 }), [1, "test"])
    assert.deepStrictEqual(misfit({ a: 1 }, add, add, { op: "remove", path: "/c" }), [2, "absent"])
  })

  it("compares by value: keys in any order, 1 as 1.0, every digit", () => {
    const exact = parseExactJson('{"n":12345678901234567890.10,"o":{"a":1,"b":[1.0]}}')
    const test = (path: string, value: unknown) => ({ op: "test", path, value })
    assert.deepStrictEqual(
      made(exact, test("/n", new ExactNumber("12345678901234567890.1")), test("/o", { b: [1], a: 1 })),
      exact
    )
    assert.deepStrictEqual(misfit(exact, test("/n", new ExactNumber("12345678901234567890.11"))), [0, "test"])
    assert.deepStrictEqual(misfit(exact, test("/n", 12345678901234567000)), [0, "test"])
    assert.deepStrictEqual(misfit(exact, test("/n/text", "12345678901234567890.10")), [0, "absent"])
  })

  it("copies and moves a number with every digit", () => {
    const exact = parseExactJson('{"n":12345678901234567890.10}')
    const both = made(exact, { op: "copy", from: "/n", path: "/m" }, { op: "move", from: "/m", path: "/o" })
    assert.strictEqual(JSON.stringify(both), '{"n":12345678901234567890.10,"o":12345678901234567890.10}')
  })

  it("takes no index with a leading zero, none beyond the end, and - to add alone", () => {
    for (const name of ["01", "2", "-1", "1.0", "-", "99999999999"])
      assert.deepStrictEqual(misfit({ a: [1, 2] }, { op: "remove", path: `/a/${name}` }), [0, "absent"])
    assert.deepStrictEqual(misfit({ a: [1, 2] }, { op: "add", path: "/a/00", value: 0 }), [0, "absent"])
    assert.deepStrictEqual(made({ a: [1, 2] }, { op: "add", path: "/a/-", value: 3 }), { a: [1, 2, 3] })
  })

  it("takes __proto__ and constructor for plain names, and finds nothing that is only inherited", () => {
    const add = { op: "add", path: "/__proto__", value: { polluted: true } }
    assert.strictEqual(JSON.stringify(made({}, add)), '{"__proto__":{"polluted":true}}')
    assert.strictEqual(
      JSON.stringify(made({}, add, { op: "replace", path: "/__proto__/polluted", value: 1 })),
      '{"__proto__":{"polluted":1}}'
    )
    for (const path of ["/__proto__/x", "/constructor/prototype/x", "/toString/x", "/a/length/x"])
      assert.deepStrictEqual(misfit({ a: [] }, { op: "add", path, value: 1 }), [0, "absent"])
    assert.isUndefined(Reflect.get({}, "polluted"))
  })

  it("leaves what it copied where it was when the copy is changed", () => {
    const copy = { op: "copy", from: "/a", path: "/b" }
    const both = made({ a: { x: [1] } }, copy, { op: "add", path: "/b/x/-", value: 2 })
    assert.deepStrictEqual(both, { a: { x: [1] }, b: { x: [1, 2] } })
  })

  it("moves nothing into itself, and removes no whole document", () => {
    assert.deepStrictEqual(misfit({ a: {} }, { op: "move", from: "/a", path: "/a/b" }), [0, "absent"])
    assert.deepStrictEqual(misfit({ a: {} }, { op: "remove", path: "" }), [0, "absent"])
    assert.deepStrictEqual(made({ a: 1 }, { op: "move", from: "/a", path: "/a" }), { a: 1 })
  })

  it("copies no more than there is room for: a document that is doubled again and again ends early", () => {
    const double = { op: "copy", from: "/a", path: "/a/-" }
    const patch = Array.from({ length: 100 }, () => double)
    const [operation, reason] = misfit({ a: ["x".repeat(100)] }, ...patch)
    assert.strictEqual(reason, "too-large")
    assert.isBelow(Number(operation), 13)
    assert.deepStrictEqual(misfit({ a: "x".repeat(262_144) }, { op: "copy", from: "/a", path: "/b" }), [
      0,
      "too-large"
    ])
  })

  it("copies nothing that is deeper than can be stored", () => {
    const deep = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}1${"]".repeat(levels)}`)
    const copy = { op: "copy", from: "/a", path: "/b" }
    assert.property(made({ a: deep(500) }, copy), "b")
    assert.deepStrictEqual(misfit({ a: deep(501) }, copy), [0, "too-large"])
    assert.deepStrictEqual(misfit({ a: deep(3000) }, copy), [0, "too-large"])
  })
})

describe("any patch", () => {
  const paths = Schema.Literals(["", "/a", "/a/0", "/a/-", "/a/b", "/b", "/b/01", "/c~0d", "/__proto__", "a"])
  const Operation = Schema.Struct({
    op: Schema.Literals(["add", "remove", "replace", "move", "copy", "test", "foo"]),
    path: paths,
    from: paths,
    value: Schema.Json
  })
  const Document = Schema.Struct({ a: Schema.Json, b: Schema.Json })
  const Patch = Schema.Array(Operation)

  it.prop(
    "throws nothing, and leaves the document that it is applied to",
    [Document, Patch],
    ([doc, patch]) => {
      const before = JSON.stringify(doc)
      const result = patched(doc, patch)
      if (Result.isSuccess(result)) JSON.stringify(result.success)
      assert.strictEqual(JSON.stringify(doc), before)
    }
  )

  it.prop("applies in parts as it does at once", [Document, Patch, Patch], ([doc, first, second]) => {
    const parts = Result.flatMap(patched(doc, first), (made) => patched(made, second))
    const whole = patched(doc, [...first, ...second])
    if (Result.isSuccess(parts)) assert.deepStrictEqual(whole, parts)
    else assert.isTrue(Result.isFailure(whole))
  })

  it.prop("that ends in a test which does not hold makes nothing", [Document, Patch], ([doc, patch]) => {
    const never = { op: "test", path: "/a", value: { "": "no document has this" } }
    assert.isTrue(Result.isFailure(patched(doc, [...patch, never])))
  })
})
