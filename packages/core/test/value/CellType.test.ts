import { assert, describe, it } from "@effect/vitest"
import { type Cell, type ColumnType, ExactNumber, parseExactJson } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { cellType, uidType } from "../../src/value/CellType.ts"
import { fromMillis } from "../../src/value/instant.ts"
import { among, decimal, int, textOf } from "../arbitraries.ts"
import { further, storable } from "../cells.ts"

const enumerated: ColumnType = { kind: "enum", labels: ["new", "lent", "lost"], type: "copy_state" }
const types: ReadonlyArray<ColumnType> = [
  { kind: "text" },
  { kind: "uuid" },
  { kind: "integer" },
  { kind: "bigint" },
  { kind: "numeric", precision: 30, scale: 6 },
  { kind: "float" },
  { kind: "boolean" },
  { kind: "date" },
  { kind: "timestamptz" },
  { kind: "jsonb" },
  enumerated,
  { ...enumerated, type: null },
  { kind: "array", of: { kind: "integer" } },
  { kind: "array", of: { kind: "uuid" } },
  { kind: "array", of: { kind: "text" } },
  ...further.map(([type]) => type)
]

const read = (type: ColumnType, json: unknown) => cellType(type).fromJson(json)
const rules = (type: ColumnType, json: unknown) => {
  const cell = read(type, json)
  return Result.isFailure(cell) ? cell.failure.map(({ path, detail }) => [...path, detail].join(" ")) : null
}
const operand = (type: ColumnType, text: string) => cellType(type).parse?.(text) ?? null

describe("fromJson", () => {
  it.each<[ColumnType["kind"], ColumnType, unknown, Cell]>([
    ["text", { kind: "text" }, "", ""],
    [
      "uuid",
      { kind: "uuid" },
      "0192ABCD-0000-7000-8000-00000000000F",
      "0192abcd-0000-7000-8000-00000000000f"
    ],
    ["integer", { kind: "integer" }, 2147483647, 2147483647],
    ["integer", { kind: "integer" }, -0, 0],
    ["bigint", { kind: "bigint" }, new ExactNumber("9223372036854775807"), 9223372036854775807n],
    ["bigint", { kind: "bigint" }, -5, -5n],
    ["bigint", { kind: "bigint" }, 5n, 5n],
    ["bigint", { kind: "bigint" }, "9007199254740993", 9007199254740993n],
    ["smallint", { kind: "smallint" }, -32768, -32768],
    ["oid", { kind: "oid" }, 4294967295, 4294967295],
    ["numeric", { kind: "numeric", precision: null, scale: null }, new ExactNumber("1.50"), "1.50"],
    ["numeric", { kind: "numeric", precision: null, scale: null }, "-Infinity", "-Infinity"],
    ["numeric", { kind: "numeric", precision: 4, scale: 2 }, "NaN", "NaN"],
    ["float", { kind: "float" }, "-Infinity", Number.NEGATIVE_INFINITY],
    ["float", { kind: "float" }, Number.NaN, Number.NaN],
    ["real", { kind: "real" }, 0.1, Math.fround(0.1)],
    ["real", { kind: "real" }, "NaN", Number.NaN],
    ["text", { kind: "text", length: 2 }, "\u{1f600}\u{1f600}", "\u{1f600}\u{1f600}"],
    ["char", { kind: "char", length: 3 }, "a     ", "a"],
    ["citext", { kind: "citext" }, "Ann", "Ann"],
    ["timestamp", { kind: "timestamp", zone: "utc" }, "2026-11-25T08:30:00+01:00", "2026-11-25T07:30:00Z"],
    ["timestamp", { kind: "timestamp", zone: "local" }, "2026-11-25 08:30:00", "2026-11-25T08:30:00"],
    ["json", { kind: "json" }, { b: 1, a: [] }, { b: 1, a: [] }],
    ["hstore", { kind: "hstore" }, { a: "1", b: null }, { a: "1", b: null }],
    ["array", { kind: "array", of: { kind: "bigint" } }, [["1", null]], [[1n, null]]],
    ["other", { kind: "other", type: "tsvector" }, "'a'", "'a'"],
    ["numeric", { kind: "numeric", precision: 4, scale: 2 }, 1.5, "1.50"],
    ["numeric", { kind: "numeric", precision: 4, scale: 2 }, "1.5", "1.50"],
    [
      "numeric",
      { kind: "numeric", precision: 30, scale: 0 },
      new ExactNumber("123456789012345678901234567890"),
      "123456789012345678901234567890"
    ],
    ["float", { kind: "float" }, -0, 0],
    ["float", { kind: "float" }, new ExactNumber("0.1000000000000000055"), 0.1],
    ["boolean", { kind: "boolean" }, false, false],
    ["date", { kind: "date" }, "2024-02-29", "2024-02-29"],
    ["timestamptz", { kind: "timestamptz" }, "2026-11-25T08:30:00+01:00", "2026-11-25T07:30:00Z"],
    ["enum", enumerated, "lent", "lent"],
    ["array", { kind: "array", of: { kind: "integer" } }, [1, -0], [1, 0]],
    ["array", { kind: "array", of: { kind: "text" } }, [], []]
  ])("%s: %o reads %o as %o", (_kind, type, json, cell) =>
    assert.deepStrictEqual(read(type, json), Result.succeed(cell))
  )

  it("says which rule is broken", () => {
    assert.deepStrictEqual(rules({ kind: "text" }, 1), ["must be a string"])
    assert.deepStrictEqual(rules({ kind: "text" }, "\u0000"), ["must not contain the character U+0000"])
    assert.deepStrictEqual(rules({ kind: "uuid" }, "0192abcd"), ["must be a uuid"])
    assert.deepStrictEqual(rules({ kind: "uuid" }, "{0192abcd-0000-7000-8000-00000000000f}"), [
      "must be a uuid"
    ])
    assert.deepStrictEqual(rules({ kind: "boolean" }, "true"), ["must be true or false"])
    assert.deepStrictEqual(rules({ kind: "numeric", precision: 4, scale: 2 }, true), ["must be a number"])
    assert.deepStrictEqual(rules({ kind: "numeric", precision: 4, scale: 2 }, Number.NaN), [
      "must be a decimal number of at most 1000 digits"
    ])
    assert.deepStrictEqual(rules(enumerated, "LENT"), ["must be one of new, lent, lost"])
    assert.deepStrictEqual(rules({ kind: "array", of: { kind: "text" } }, "a"), ["must be an array"])
  })

  it.each<[ColumnType, unknown, string]>([
    [
      { kind: "numeric", precision: 4, scale: 2 },
      "Infinity",
      "must be a decimal number of at most 1000 digits"
    ],
    [{ kind: "real" }, 1e39, "must be a number that fits a double of 32 bits"],
    [{ kind: "smallint" }, 32768, "must be a whole number from -32768 to 32767"],
    [{ kind: "oid" }, -1, "must be a whole number from 0 to 4294967295"],
    [{ kind: "text", length: 2 }, "abc", "must have at most 2 characters"],
    [{ kind: "text", length: 2 }, "\u{1f600}bc", "must have at most 2 characters"],
    [{ kind: "char", length: 2 }, "abc ", "must have at most 2 characters"],
    [
      { kind: "timestamp", zone: "utc" },
      "2026-11-25T08:30:00",
      "must be an instant with an offset, such as 2026-11-25T08:30:00Z"
    ],
    [{ kind: "hstore" }, { a: 1 }, "a must be a string or null"],
    [{ kind: "other", type: "money" }, 5, "must be a string"]
  ])("%o refuses %j: it %s", (type, json, rule) => assert.deepStrictEqual(rules(type, json), [rule]))

  it("names every element of an array that breaks its rule", () => {
    assert.deepStrictEqual(rules({ kind: "array", of: { kind: "text" } }, ["a", 1, "b", true, null]), [
      "1 must be a string",
      "3 must be a string"
    ])
    assert.lengthOf(
      rules(
        { kind: "array", of: { kind: "text" } },
        Array.from({ length: 1000 }, () => 1)
      ) ?? [],
      100
    )
  })

  it.each([2147483648, -2147483649, 1.5, "1", new ExactNumber("1e400"), Number.POSITIVE_INFINITY, true, 1n])(
    "integer refuses %s",
    (json) =>
      assert.deepStrictEqual(rules({ kind: "integer" }, json), [
        "must be a whole number from -2147483648 to 2147483647"
      ])
  )

  it.each(["9223372036854775808", "-9223372036854775809", "1e400", "0.5"])("bigint refuses %s", (digits) =>
    assert.include(
      rules({ kind: "bigint" }, new ExactNumber(digits))?.join(),
      "must be a whole number from -9223372036854775808"
    )
  )

  it.each([1e21, 0.5, "1.0", " 1", "", true, Number.NaN])("bigint refuses %s", (json) =>
    assert.isNotNull(rules({ kind: "bigint" }, json))
  )

  it.each([new ExactNumber("1e400"), "1", "nan", 1n])("float refuses %s", (json) =>
    assert.deepStrictEqual(rules({ kind: "float" }, json), ["must be a number that fits a double"])
  )

  it.prop(
    "never throws, whatever the type and the JSON",
    { type: among(types), json: Schema.Json },
    ({ type, json }) => {
      read(type, json)
    }
  )
})

describe("parse", () => {
  it.each<[ColumnType["kind"], string, Cell]>([
    ["integer", "+5", 5],
    ["integer", "-0", 0],
    ["bigint", "-9223372036854775808", -9223372036854775808n],
    ["float", "1e3", 1000],
    ["float", ".5", 0.5],
    ["float", "1e-400", 0],
    ["float", "NaN", Number.NaN],
    ["float", "-Infinity", Number.NEGATIVE_INFINITY],
    ["boolean", "true", true]
  ])("%s reads %s as %s", (kind, text, cell) =>
    assert.deepStrictEqual(
      operand(types.find((type) => type.kind === kind) ?? { kind: "text" }, text),
      Result.succeed(cell)
    )
  )

  it("lets an operand of a numeric column have more digits than the column", () => {
    assert.deepStrictEqual(
      operand({ kind: "numeric", precision: 2, scale: 0 }, "123.456"),
      Result.succeed("123.456")
    )
  })

  it.each<[ColumnType["kind"], string]>([
    ["integer", "1.0"],
    ["integer", "2147483648"],
    ["integer", ""],
    ["integer", " 1"],
    ["bigint", "9223372036854775808"],
    ["bigint", "1e3"],
    ["float", "1e400"],
    ["float", "nan"],
    ["float", "."],
    ["float", "0x1"],
    ["boolean", "TRUE"],
    ["boolean", "1"],
    ["enum", "gone"],
    ["text", "\ud800"]
  ])("%s refuses %j", (kind, text) => {
    const read = operand(types.find((type) => type.kind === kind) ?? { kind: "text" }, text)
    assert.isTrue(read !== null && Result.isFailure(read))
  })

  // A grammar that tries each digit in two places would take half a minute of the process.
  it.each(types)("is soon done with 100,000 digits and a letter: $kind", (type) => {
    const read = operand(type, `${"1".repeat(100_000)}x`)
    assert.strictEqual(read !== null && Result.isSuccess(read), unread.has(type.kind))
  })

  it("is missing where a type has no comparisons", () => {
    assert.isNull(cellType({ kind: "json" }).parse)
    assert.isNull(cellType({ kind: "array", of: { kind: "json" } }).parse)
    for (const type of ["xml", "point", "pg_catalog.xml"])
      assert.isNull(cellType({ kind: "other", type }).parse)
    assert.isNotNull(cellType({ kind: "other", type: "pg_lsn" }).parse)
  })

  it.prop(
    "never throws, whatever the type and the text",
    { type: among(types), text: Schema.String },
    ({ type, text }) => {
      operand(type, text)
    }
  )
})

describe("print and compare", () => {
  it("orders a PostgreSQL enum by its labels, a text one by its text", () => {
    assert.isBelow(cellType(enumerated).compare("new", "lent"), 0)
    assert.isAbove(cellType({ ...enumerated, type: null }).compare("new", "lent"), 0)
  })

  it("finds JSON equal or not", () => {
    assert.strictEqual(cellType({ kind: "jsonb" }).compare({ a: 1, b: 2 }, { b: 2, a: 1 }), 0)
    assert.notStrictEqual(cellType({ kind: "array", of: { kind: "integer" } }).compare([1, 2], [2, 1]), 0)
  })

  it("orders infinities, which only a database holds", () => {
    const { compare, print } = cellType({ kind: "float" })
    assert.strictEqual(compare(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), 0)
    assert.strictEqual(compare(Number.NEGATIVE_INFINITY, 0), -1)
    assert.strictEqual(print(Number.POSITIVE_INFINITY), '"Infinity"')
  })

  it("NaN equals itself and is greater than all", () => {
    const [float, numeric] = [
      cellType({ kind: "float" }),
      cellType({ kind: "numeric", precision: null, scale: null })
    ]
    assert.strictEqual(float.compare(Number.NaN, Number.NaN), 0)
    assert.isAbove(float.compare(Number.NaN, Number.POSITIVE_INFINITY), 0)
    assert.isBelow(float.compare(1, Number.NaN), 0)
    const ordered = ["-Infinity", "-1", "2.5", "10", "Infinity", "NaN"]
    assert.deepStrictEqual(ordered.toReversed().toSorted(numeric.compare), ordered)
    assert.strictEqual(numeric.compare("NaN", "NaN"), 0)
  })

  it("a real has the fewest digits that tell it", () => {
    const { print } = cellType({ kind: "real" })
    for (const text of ["0.1", "16777216", "1e-45", "3.4028235e+38", "123456.79", "-0.3"])
      assert.strictEqual(print(Math.fround(Number(text))), text)
  })

  it("text of a collation is in the order of its language, any other by code point", () => {
    const words = ["Zoo", "z", "ä", "a", "Äpfel", "b"]
    const sorted = (collation: string) => words.toSorted(cellType({ kind: "text", collation }).compare)
    assert.deepStrictEqual(sorted("de-x-icu"), ["a", "ä", "Äpfel", "b", "z", "Zoo"])
    assert.deepStrictEqual(sorted("sv-x-icu"), ["a", "b", "z", "Zoo", "ä", "Äpfel"])
    for (const collation of [
      "C",
      "POSIX",
      "C.UTF-8",
      "ucs_basic",
      "qq-x-icu",
      "no-such-language-x-icu",
      "de_DE",
      ""
    ])
      assert.deepStrictEqual(sorted(collation), ["Zoo", "a", "b", "z", "Äpfel", "ä"])
  })

  it("what a language finds alike is not equal", () => {
    const { compare } = cellType({ kind: "text", collation: "und-x-icu" })
    assert.isAbove(compare("\u00e9", "e\u0301"), 0)
  })

  it("citext is compared without regard to case", () => {
    const { compare } = cellType({ kind: "citext" })
    assert.strictEqual(compare("ANN", "ann"), 0)
    assert.isBelow(compare("a", "B"), 0)
  })

  it("json is equal where jsonb is", () => {
    const { compare } = cellType({ kind: "json" })
    assert.strictEqual(compare({ a: 1, b: 2 }, { b: 2, a: new ExactNumber("1.0") }), 0)
    assert.notStrictEqual(compare({ a: 1 }, { a: "1" }), 0)
  })

  it("print a cell of another kind, as an old image may hold it, as the JSON that it is", () => {
    const kinds = [{ kind: "numeric", precision: 10, scale: 2 }, { kind: "bigint" }] as const
    const cells: ReadonlyArray<readonly [Cell, string]> = [
      [{ a: [1.5] }, '{"a":[1.5]}'],
      [[], "[]"],
      [true, "true"],
      [1.5, "1.5"],
      [7n, "7"],
      [new ExactNumber("12345678901234567890.1230"), "12345678901234567890.1230"],
      ["many", '"many"']
    ]
    for (const kind of kinds)
      for (const [cell, json] of cells) assert.strictEqual(cellType(kind).print(cell), json)
  })

  for (const [type, cells] of samples()) {
    const { compare, print, fromJson, parse } = cellType(type)

    it.prop(
      `${type.kind}: what is printed is JSON that reads as an equal cell`,
      { cell: cells },
      ({ cell }) => {
        const again = Result.getOrThrow(fromJson(parseExactJson(print(cell))))
        assert.strictEqual(compare(again, cell), 0)
        assert.strictEqual(print(again), print(cell))
      }
    )

    it.prop(
      `${type.kind}: what is printed reads as an operand, quotes apart`,
      { cell: cells },
      ({ cell }) => {
        if (parse === null) return
        const text = operandText(type, parseExactJson(print(cell)))
        assert.strictEqual(compare(Result.getOrThrow(parse(text)), cell), 0)
      }
    )

    it.prop(`${type.kind}: compare is a total order`, { a: cells, b: cells, c: cells }, ({ a, b, c }) => {
      assert.strictEqual(compare(a, a), 0)
      if (parse === null) return
      assert.strictEqual(Math.sign(compare(a, b)) + Math.sign(compare(b, a)), 0)
      if (compare(a, b) <= 0 && compare(b, c) <= 0) assert.isAtMost(compare(a, c), 0)
      if (compare(a, b) === 0) assert.strictEqual(Math.sign(compare(a, c)), Math.sign(compare(b, c)))
    })
  }
})

describe("uidType", () => {
  it.each<[ColumnType, string, Cell | null]>([
    [{ kind: "integer" }, "7", 7],
    [{ kind: "integer" }, "007", null],
    [{ kind: "integer" }, "+7", null],
    [{ kind: "integer" }, "-0", null],
    [{ kind: "smallint" }, "07", null],
    [{ kind: "bigint" }, "-5", -5n],
    [{ kind: "bigint" }, "05", null],
    [{ kind: "date" }, "2026-11-25", "2026-11-25"],
    [{ kind: "text" }, "x".repeat(512), "x".repeat(512)],
    [{ kind: "text" }, "x".repeat(513), null],
    [{ kind: "text", length: 2 }, "abc", null],
    [enumerated, "lent", "lent"],
    [{ kind: "uuid" }, "0192ABCD-0000-7000-8000-00000000000F", "0192abcd-0000-7000-8000-00000000000f"]
  ])("of %o reads %s as %s", (type, text, cell) => {
    const read = uidType(type).parse?.(text)
    assert.deepStrictEqual(read !== undefined && Result.isSuccess(read) ? read.success : null, cell)
  })

  it("refuses text that is too long also in JSON", () => {
    assert.isTrue(Result.isFailure(uidType({ kind: "text" }).fromJson("é".repeat(257))))
    assert.isTrue(Result.isSuccess(uidType({ kind: "text" }).fromJson("é".repeat(256))))
  })
})

/** What is printed, as an operand is written. */
function operandText(type: ColumnType, json: unknown): string {
  if (type.kind === "jsonb") return printJson(json)
  if (type.kind !== "array") return json instanceof ExactNumber ? json.text : String(json)
  const elements: ReadonlyArray<unknown> = Array.isArray(json) ? json : []
  const nests = type.of.kind !== "jsonb"
  return `{${elements
    .map((element) =>
      element === null
        ? "NULL"
        : nests && Array.isArray(element)
          ? operandText(type, element)
          : `"${operandText(type.of, element).replace(/["\\]/gu, "\\$&")}"`
    )
    .join()}}`
}

function printJson(json: unknown): string {
  return JSON.stringify(json) ?? ""
}

const unread: ReadonlySet<ColumnType["kind"]> = new Set(["text", "citext", "other"])

function samples(): ReadonlyArray<readonly [ColumnType, Arbitrary.Arbitrary<Cell>]> {
  const text = textOf('aAbzé\u{ffff}\u{1f600}\\"\n ', 4)
  const uuid = Arbitrary.map(textOf("01f", 12), (tail) => `0192abcd-0000-7000-8000-${tail.padStart(12, "0")}`)
  const whole = int(-2147483648, 2147483647)
  const instant = Arbitrary.map(int(-2, 2), (n) => fromMillis(n * 250))
  return [
    [{ kind: "text" }, text],
    [{ kind: "uuid" }, uuid],
    [{ kind: "integer" }, Arbitrary.schema(Schema.Literals([-2147483648, -1, 0, 1, 7, 2147483647]))],
    [
      { kind: "bigint" },
      Arbitrary.map(Arbitrary.all([whole, whole] as const), ([a, b]) => BigInt(a) * BigInt(b))
    ],
    [{ kind: "numeric", precision: 60, scale: 24 }, Arbitrary.map(decimal, ({ text }) => fitted(text))],
    [{ kind: "float" }, among([-1e300, -1.5, 0, 5e-324, 0.1, 1e21, 1.7976931348623157e308])],
    [{ kind: "boolean" }, among([true, false])],
    [{ kind: "date" }, among(["0001-01-01", "1999-12-31", "2024-02-29", "9999-12-31"])],
    [{ kind: "timestamptz" }, instant],
    [enumerated, among(["new", "lent", "lost"])],
    [{ kind: "jsonb" }, storable],
    [{ kind: "array", of: { kind: "integer" } }, Arbitrary.array(whole, { maxLength: 4 })],
    [{ kind: "array", of: { kind: "uuid" } }, Arbitrary.array(uuid, { maxLength: 4 })],
    [{ kind: "array", of: { kind: "text" } }, Arbitrary.array(text, { maxLength: 4 })],
    ...further
  ]
}

function fitted(text: string): Cell {
  return Result.getOrThrow(cellType({ kind: "numeric", precision: 60, scale: 24 }).fromJson(text))
}
