import { type Cell, type Column, type ColumnType, Resource } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { readCell } from "../../src/rows/readCell.ts"
import { serialiser } from "../../src/rows/serialiser.ts"

// A cell is written by its column's type alone.
const [key] = Resource.make("shelves", { fields: {} }).key.columns
const column = (name: string, type: ColumnType): Column => ({ ...key, name, type, plays: null })

const written = (name: string, type: ColumnType, at: number) => ({ as: name, column: column(name, type), at })

const numeric: ColumnType = { kind: "numeric", precision: 30, scale: 10 }
const labels: ColumnType = { kind: "enum", labels: ["a"], type: null }
const json = (text: string | null, type: ColumnType) => serialiser([written("x", type, 0)])([[text]])

// PostgreSQL's text of a cell, the JSON that a client gets, and the value that a hook sees.
const cells: ReadonlyArray<readonly [string, ColumnType, string, Cell]> = [
  [
    "0198a000-0000-7000-8000-000000000001",
    { kind: "uuid" },
    '"0198a000-0000-7000-8000-000000000001"',
    "0198a000-0000-7000-8000-000000000001"
  ],
  ['say "hi" \\ \n\u0001é', { kind: "text" }, '"say \\"hi\\" \\\\ \\n\\u0001é"', 'say "hi" \\ \n\u0001é'],
  ["", { kind: "text" }, '""', ""],
  ["NaN", { kind: "text" }, '"NaN"', "NaN"],
  ["a", labels, '"a"', "a"],
  ["t", { kind: "boolean" }, "true", true],
  ["f", { kind: "boolean" }, "false", false],
  ["-12", { kind: "integer" }, "-12", -12],
  ["9223372036854775807", { kind: "bigint" }, "9223372036854775807", 9223372036854775807n],
  [
    "12345678901234567890.1234567890",
    numeric,
    "12345678901234567890.1234567890",
    "12345678901234567890.1234567890"
  ],
  ["NaN", numeric, "null", null],
  ["Infinity", numeric, "null", null],
  ["-Infinity", numeric, "null", null],
  ["1e-07", { kind: "float" }, "1e-07", 1e-7],
  ["NaN", { kind: "float" }, "null", null],
  ["-Infinity", { kind: "float" }, "null", null],
  ["2026-11-25", { kind: "date" }, '"2026-11-25"', "2026-11-25"],
  ["infinity", { kind: "date" }, "null", null],
  ["2026-11-25 03:53:58+00", { kind: "timestamptz" }, '"2026-11-25T03:53:58Z"', "2026-11-25T03:53:58Z"],
  [
    "2026-11-25 03:53:58.123456+00",
    { kind: "timestamptz" },
    '"2026-11-25T03:53:58.123456Z"',
    "2026-11-25T03:53:58.123456Z"
  ],
  ["2026-11-25 03:53:58.1+02", { kind: "timestamptz" }, '"2026-11-25T01:53:58.1Z"', "2026-11-25T01:53:58.1Z"],
  ["2026-11-25 03:53:58-09:30", { kind: "timestamptz" }, '"2026-11-25T13:23:58Z"', "2026-11-25T13:23:58Z"],
  ["2026-01-01 01:00:00+02", { kind: "timestamptz" }, '"2025-12-31T23:00:00Z"', "2025-12-31T23:00:00Z"],
  ["-infinity", { kind: "timestamptz" }, "null", null],
  ['{"a": 1.10, "b": [null]}', { kind: "jsonb" }, '{"a": 1.10, "b": [null]}', { a: 1.1, b: [null] }],
  ["null", { kind: "jsonb" }, "null", null],
  ['["a","b\\"c"]', { kind: "array", of: { kind: "text" } }, '["a","b\\"c"]', ["a", 'b"c']]
]

describe("a cell", () => {
  test.each(cells)("%j as %j is written and read", (text, type, written, value) => {
    assert.strictEqual(json(text, type), `{"x":${written}}`)
    assert.doesNotThrow(() => JSON.parse(written))
    assert.deepStrictEqual(readCell(text, type), value)
  })

  test.each([
    "uuid",
    "text",
    "boolean",
    "integer",
    "bigint",
    "float",
    "date",
    "timestamptz",
    "jsonb"
  ] as const)("of %s that is null stays null", (kind) => {
    assert.strictEqual(json(null, { kind }), '{"x":null}')
    assert.strictEqual(readCell(null, { kind }), null)
  })

  test("of jsonb keeps the digits that a double would change, for hooks too", () => {
    const text = '{"n": 12345678901234567890, "m": 1}'
    assert.strictEqual(JSON.stringify(readCell(text, { kind: "jsonb" })), '{"n":12345678901234567890,"m":1}')
  })
})

describe("rows", () => {
  test("are joined by commas, and keep their columns in order", () => {
    const write = serialiser([written("b", { kind: "integer" }, 0), written("a", { kind: "text" }, 1)])
    assert.strictEqual(
      write([
        ["1", "x"],
        ["2", null, "more"]
      ]),
      '{"b":1,"a":"x"},{"b":2,"a":null}'
    )
    assert.strictEqual(write([]), "")
  })

  test("name each field as the answer does, whatever its column is called", () => {
    const write = serialiser([{ ...written("a", { kind: "text" }, 0), as: 'the "a"' }])
    assert.strictEqual(write([["x"]]), '{"the \\"a\\"":"x"}')
  })

  test("of no columns are empty objects", () => {
    assert.strictEqual(serialiser([])([[], []]), "{},{}")
  })
})
