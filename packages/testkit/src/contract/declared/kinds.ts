/** Values of every kind of field, in ascending order where the kind has one. */
import { ExactNumber } from "@pgcrest/core"

export interface Kind {
  readonly field: string
  /** As a client sends them: distinct, ascending. */
  readonly json: ReadonlyArray<unknown>
  readonly ordered: boolean
}

const digits = (text: string) => new ExactNumber(text)
const uuids = [
  "00000000-0000-0000-0000-000000000000",
  "7f000000-0000-4000-8000-00000000000a",
  "ffffffff-ffff-ffff-ffff-ffffffffffff"
]

// U+FFFD sorts before U+1F600, though its UTF-16 unit is greater.
export const texts = [
  "",
  "\r\n",
  " ",
  '"quoted" \\ back',
  "%_*",
  "A",
  "Z",
  "a",
  "a\nb\t",
  "e\u0301",
  "null",
  "é",
  "ÿ",
  "\u2028",
  "漢",
  "\uFFFD",
  "😀",
  "😀a"
]

export const kinds: ReadonlyArray<Kind> = [
  { field: "label", ordered: true, json: texts },
  { field: "truth", ordered: true, json: [false, true] },
  { field: "small", ordered: true, json: [-2_147_483_648, -1, 0, 1, 10, 2_147_483_647] },
  {
    field: "big",
    ordered: true,
    json: [
      digits("-9223372036854775808"),
      -2,
      0,
      10,
      digits("9007199254740992"),
      digits("9007199254740993"),
      digits("9223372036854775807")
    ]
  },
  {
    field: "exact",
    ordered: true,
    json: [
      digits("-12345678901234.567891"),
      -1.5,
      digits("0.000000"),
      digits("0.000001"),
      digits("1.10"),
      2,
      10,
      digits("99999999999999.999999")
    ]
  },
  {
    field: "real",
    ordered: true,
    json: ["-Infinity", -1.5e308, -0.1, 0, 5e-324, 0.1, 1.25, 3e21, 1.7976931348623157e308, "Infinity", "NaN"]
  },
  {
    field: "day",
    ordered: true,
    json: [
      "-infinity",
      "0044-03-15 BC",
      "0001-01-01",
      "1969-12-31",
      "2024-02-29",
      "9999-12-31",
      "10000-01-01",
      "infinity"
    ]
  },
  {
    field: "moment",
    ordered: true,
    json: [
      "-infinity",
      "0044-03-15T12:00:00.5Z BC",
      "0001-01-01T00:00:00Z",
      "1969-12-31T23:59:59.999999Z",
      "2026-11-25T03:53:58Z",
      "2026-11-25T03:53:58.000001Z",
      "2026-11-25T03:53:58.1Z",
      "9999-12-31T23:59:59.999999Z",
      "12026-01-01T00:00:00Z",
      "infinity"
    ]
  },
  { field: "link", ordered: true, json: uuids },
  { field: "mood", ordered: true, json: ["low", "fair", "high"] },
  { field: "shape", ordered: true, json: ["flat", "round"] },
  {
    field: "words",
    ordered: true,
    json: [
      [],
      [""],
      ["NULL", "null"],
      [
        ["a", null],
        ["b", "{}"]
      ],
      ["a,b", '{"', "\\", "é😀", " "],
      [null, "NULL"]
    ]
  },
  { field: "links", ordered: true, json: [[], uuids] },
  {
    field: "numbers",
    ordered: true,
    json: [[], [-2_147_483_648, 3, 2_147_483_647], [0], [[[1, null]], [[2, 3]]]]
  },
  {
    field: "doc",
    ordered: true,
    json: [
      [],
      'text 😀 "\\',
      1.5,
      digits("12345678901234567890.123456789"),
      digits("1e399"),
      false,
      true,
      [null],
      {},
      { b: { deep: [1, { a: [null, [], {}] }] }, a: "", "": 0, "é\n": "\u2028", longer_key: false }
    ]
  },
  { field: "tiny", ordered: true, json: [-32_768, 0, 32_767] },
  { field: "object", ordered: true, json: [0, 7, 4_294_967_295] },
  {
    field: "loose",
    ordered: true,
    json: [
      "-Infinity",
      digits(`-1${"0".repeat(40)}.5`),
      digits("0.0"),
      digits("0.10"),
      digits("1e30"),
      "Infinity",
      "NaN"
    ]
  },
  {
    field: "approx",
    ordered: true,
    json: ["-Infinity", -3.4028235e38, 0, 1e-45, 0.1, 16_777_216, "Infinity", "NaN"]
  },
  {
    field: "hour",
    ordered: true,
    json: ["00:00:00", "08:30:00", "08:30:00.000001", "23:59:59.999999", "24:00:00"]
  },
  {
    field: "zoned_hour",
    ordered: true,
    json: ["08:30:00+14", "08:30:00+02", "07:30:00+01", "06:30:00+00", "08:30:00-03:30"]
  },
  {
    field: "stamp",
    ordered: true,
    json: [
      "-infinity",
      "0044-03-15T12:00:00Z BC",
      "1969-12-31T23:59:59.5Z",
      "2026-11-25T08:30:00Z",
      "12026-01-01T00:00:00Z",
      "infinity"
    ]
  },
  {
    field: "wall",
    ordered: true,
    json: ["-infinity", "0044-03-15T12:00:00 BC", "2026-11-25T08:30:00", "2026-11-25T08:30:00.25", "infinity"]
  },
  {
    field: "span",
    ordered: true,
    json: ["P-1Y", "PT0S", "PT0.000001S", "P1D", "P1DT1S", "P1M1D", "P1Y2M3DT4H5M6.5S"]
  },
  { field: "bytes", ordered: true, json: ["", "AA==", "AAE=", "//8=", "//8A"] },
  { field: "flags", ordered: true, json: ["0000", "0101", "1000"] },
  { field: "bits", ordered: true, json: ["", "0", "00", "01", "1"] },
  { field: "short", ordered: true, json: ["", "a", "a ", "😀😀😀😀😀"] },
  { field: "padded", ordered: true, json: ["", "a", "a b", "ééééé"] },
  {
    field: "address",
    ordered: true,
    json: ["10.0.0.1/8", "10.0.0.1", "192.168.0.1", "::1", "2001:db8::1/64", "2001:db8::ff00:42:8329"]
  },
  { field: "network", ordered: true, json: ["10.0.0.0/8", "10.1.0.0/16", "192.168.0.0/24", "2001:db8::/32"] },
  { field: "card", ordered: true, json: ["00:00:00:00:00:00", "08:00:2b:01:02:03", "ff:ff:ff:ff:ff:ff"] },
  { field: "long_card", ordered: true, json: ["00:00:00:00:00:00:00:00", "08:00:2b:ff:fe:01:02:03"] },
  { field: "seats", ordered: true, json: ["empty", "(,5)", "[1,3)", "[1,10)", "[2,)"] },
  { field: "prices", ordered: true, json: ["empty", "[0.5,1.0]", "(0.5,1)", "[1,1]"] },
  {
    field: "period",
    ordered: true,
    json: [
      "empty",
      "(,2026-01-01T00:00:00Z]",
      "[2026-01-01T00:00:00Z,2026-02-01T00:00:00Z)",
      "[2026-01-01T00:00:00Z,)"
    ]
  },
  { field: "gaps", ordered: true, json: ["{}", "{[1,3)}", "{[1,3),[5,7)}", "{[2,)}"] },
  { field: "lsn", ordered: true, json: ["0/0", "0/16B3748", "16/B374D848"] },
  {
    field: "raw",
    ordered: false,
    json: [{ b: 1, a: [null] }, { a: [null], b: 1 }, "text", digits("1.10"), [[], {}]]
  },
  { field: "spot", ordered: false, json: ["(0,0)", "(1.5,-2)"] },
  {
    field: "moments",
    ordered: true,
    json: [[], [["0044-03-15T12:00:00Z BC"]], ["2026-11-25T03:53:58.1Z", null, "infinity"]]
  },
  { field: "amounts", ordered: true, json: [[], [digits("1.50"), null], ["NaN", digits("-0.01")]] },
  { field: "blobs", ordered: true, json: [[], ["AP8=", null, ""]] },
  {
    field: "docs",
    ordered: true,
    json: [[], [[1], [2]], [[1], [2, 3], {}], [{ a: 1 }, "x", 1.5, true], [null, {}]]
  },
  {
    field: "stamps",
    ordered: true,
    json: [[], ["0044-03-15T12:00:00Z BC", "infinity"], ["2026-11-25T08:30:00.5Z", null]]
  },
  {
    field: "shift",
    ordered: true,
    json: ["empty", "[2026-01-01T00:00:00Z,2026-02-01T00:00:00Z)", "[2026-01-01T00:00:00Z,infinity)"]
  },
  { field: "spans", ordered: true, json: [[], ["P1Y2M3DT4H5M6.5S", null, "PT0S"]] },
  { field: "objects", ordered: true, json: [[], [0, null, 4_294_967_295]] }
]
