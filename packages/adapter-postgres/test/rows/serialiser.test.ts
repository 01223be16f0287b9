import type { Cell, ColumnType } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { cellReader } from "../../src/rows/cellReader.ts"
import { serialiser } from "../../src/rows/serialiser.ts"

// A cell is written by its column's type alone.
const written = (as: string, type: ColumnType, at: number) =>
  ({ _tag: "Cell", as, type, asText: false, at }) as const

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
  ["NaN", numeric, '"NaN"', "NaN"],
  ["-Infinity", numeric, '"-Infinity"', "-Infinity"],
  ["1e-07", { kind: "float" }, "1e-07", 1e-7],
  ["NaN", { kind: "float" }, '"NaN"', NaN],
  ["-Infinity", { kind: "real" }, '"-Infinity"', -Infinity],
  ["2026-11-25", { kind: "date" }, '"2026-11-25"', "2026-11-25"],
  ["infinity", { kind: "date" }, '"infinity"', "infinity"],
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
  ["-infinity", { kind: "timestamptz" }, '"-infinity"', "-infinity"],
  [
    "0044-03-15 12:00:00+00 BC",
    { kind: "timestamptz" },
    '"0044-03-15T12:00:00Z BC"',
    "0044-03-15T12:00:00Z BC"
  ],
  ["12026-01-01 01:00:00+01", { kind: "timestamptz" }, '"12026-01-01T00:00:00Z"', "12026-01-01T00:00:00Z"],
  [
    "2026-11-25 08:30:00.5",
    { kind: "timestamp", zone: "utc" },
    '"2026-11-25T08:30:00.5Z"',
    "2026-11-25T08:30:00.5Z"
  ],
  [
    "0044-03-15 08:30:00 BC",
    { kind: "timestamp", zone: "local" },
    '"0044-03-15T08:30:00 BC"',
    "0044-03-15T08:30:00 BC"
  ],
  ["ab   ", { kind: "char", length: 5 }, '"ab"', "ab"],
  ["\\x00ff", { kind: "bytea" }, '"AP8="', "AP8="],
  ["1 year 2 mons -3 days 04:05:06.5", { kind: "interval" }, '"P1Y2M-3DT4H5M6.5S"', "P1Y2M-3DT4H5M6.5S"],
  ["08:30:00+02", { kind: "timetz" }, '"08:30:00+02"', "08:30:00+02"],
  [
    '["2026-01-01 00:00:00+01",)',
    { kind: "range", type: "tstzrange", of: { kind: "timestamptz" } },
    '"[2025-12-31T23:00:00Z,)"',
    "[2025-12-31T23:00:00Z,)"
  ],
  ['{"a": 1.10, "b": [null]}', { kind: "jsonb" }, '{"a": 1.10, "b": [null]}', { a: 1.1, b: [null] }],
  ["null", { kind: "jsonb" }, "null", null],
  [
    '{a,"b\\"c",NULL,"NULL"}',
    { kind: "array", of: { kind: "text" } },
    '["a","b\\"c",null,"NULL"]',
    ["a", 'b"c', null, "NULL"]
  ],
  [
    "[0:1][1:2]={{1,2},{3,NULL}}",
    { kind: "array", of: { kind: "integer" } },
    "[[1,2],[3,null]]",
    [
      [1, 2],
      [3, null]
    ]
  ],
  ["{}", { kind: "array", of: { kind: "integer" } }, "[]", []],
  [
    '{"2026-11-25 03:53:58+02"}',
    { kind: "array", of: { kind: "timestamptz" } },
    '["2026-11-25T01:53:58Z"]',
    ["2026-11-25T01:53:58Z"]
  ],
  ['{"a": "1", "b": null}', { kind: "hstore" }, '{"a": "1", "b": null}', { a: "1", b: null }]
]

describe("a cell", () => {
  test.each(cells)("%j as %j is written and read", (text, type, written, value) => {
    assert.strictEqual(json(text, type), `{"x":${written}}`)
    assert.doesNotThrow(() => JSON.parse(written))
    assert.deepStrictEqual(cellReader(type)(text), value)
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
  })

  test("of jsonb keeps the digits that a double would change, for hooks too", () => {
    const text = '{"n": 12345678901234567890, "m": 1}'
    assert.strictEqual(
      JSON.stringify(cellReader({ kind: "jsonb" })(text)),
      '{"n":12345678901234567890,"m":1}'
    )
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
