/** Cells of the column types, for the tests that go over all of them. */
import type { Cell, ColumnType } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { cellType } from "../src/value/CellType.ts"
import { among, int, textOf } from "./arbitraries.ts"

/** An object around any JSON that jsonb can store. */
export const storable: Arbitrary.Arbitrary<Cell> = Arbitrary.map(
  Arbitrary.filter(Arbitrary.schema(Schema.Json), (json) =>
    Result.isSuccess(cellType({ kind: "jsonb" }).fromJson(json))
  ),
  (json) => ({ json })
)

const whole = { kind: "integer" } as const

/** Types that a test of their own looks at more closely. */
export const further: ReadonlyArray<readonly [ColumnType, Arbitrary.Arbitrary<Cell>]> = [
  [{ kind: "smallint" }, int(-32768, 32767)],
  [{ kind: "oid" }, int(0, 4294967295)],
  [{ kind: "real" }, Arbitrary.map(int(-2147483648, 2147483647), (n) => Math.fround(n / 1000))],
  [{ kind: "real" }, among([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0])],
  [{ kind: "float" }, among([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0])],
  [
    { kind: "numeric", precision: null, scale: null },
    among(["NaN", "Infinity", "-Infinity", "0", "1.50", "-12"])
  ],
  [{ kind: "text", collation: "de-x-icu" }, textOf("aAäÄbz", 3)],
  [{ kind: "citext" }, textOf("aAbB", 3)],
  [{ kind: "char", length: 4 }, textOf("aAb", 4)],
  [{ kind: "date" }, among(["infinity", "-infinity", "0044-03-15 BC", "12026-01-01", "2026-11-25"])],
  [{ kind: "time" }, among(["00:00:00", "08:30:00", "08:30:00.5", "24:00:00"])],
  [{ kind: "timetz" }, among(["08:30:00+02", "06:30:00+00", "06:30:00.5-03:30", "24:00:00-15:59"])],
  [
    { kind: "timestamptz" },
    among([
      "infinity",
      "-infinity",
      "0044-03-15T12:00:00Z BC",
      "12026-01-01T00:00:00Z",
      "2026-11-25T08:30:00.5Z"
    ])
  ],
  [{ kind: "timestamp", zone: "utc" }, among(["2026-11-25T08:30:00Z", "12026-01-01T00:00:00Z"])],
  [{ kind: "timestamp", zone: "local" }, among(["2026-11-25T08:30:00", "0044-03-15T12:00:00 BC"])],
  [{ kind: "interval" }, among(["PT0S", "P1M", "P30D", "PT-0.5S", "infinity", "-infinity", "P1Y2M3DT4H"])],
  [{ kind: "bytea" }, among(["", "AA==", "AAA=", "/w==", "fw=="])],
  [{ kind: "bit", length: 4, varying: true }, textOf("01", 4)],
  [{ kind: "json" }, storable],
  [{ kind: "hstore" }, among<Cell>([{}, { a: "1" }, { a: null, b: "" }])],
  [{ kind: "geometry" }, among<Cell>([{ type: "Point", coordinates: [1, 2] }])],
  [{ kind: "inet" }, among(["10.1.2.3", "10.1.2.3/8", "::1", "2001:db8::/32"])],
  [{ kind: "cidr" }, among(["10.0.0.0/8", "10.1.0.0/16", "::1/128"])],
  [{ kind: "macaddr" }, among(["08:00:2b:01:02:03", "ff:00:00:00:00:00"])],
  [{ kind: "macaddr8" }, among(["08:00:2b:ff:fe:01:02:03"])],
  [{ kind: "other", type: "money" }, textOf("$1.,", 4)],
  [{ kind: "range", of: whole, type: "int4range" }, among(["empty", "(,)", "[1,3)", "[1,)", "(,3)"])],
  [{ kind: "multirange", of: whole, type: "int4multirange" }, among(["{}", "{[1,3)}", "{[1,3),[5,)}"])],
  [
    { kind: "array", of: { kind: "numeric", precision: null, scale: null } },
    among<Cell>([[], [null], ["1.0"], ["1.00"], ["NaN", null], [["1"], [null]]])
  ],
  [{ kind: "array", of: { kind: "jsonb" } }, among<Cell>([[], [null], [[1, [2]], { a: 1 }]])]
]
