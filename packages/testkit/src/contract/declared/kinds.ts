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
  " ",
  '"quoted" \\ back',
  "%_*",
  "A",
  "Z",
  "a",
  "a\nb\t",
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
    json: [-1.5e308, -0.1, 0, 5e-324, 0.1, 1.25, 3e21, 1.7976931348623157e308]
  },
  { field: "day", ordered: true, json: ["0001-01-01", "1969-12-31", "2024-02-29", "9999-12-31"] },
  {
    field: "moment",
    ordered: true,
    json: [
      "0001-01-01T00:00:00Z",
      "1969-12-31T23:59:59.999999Z",
      "2026-11-25T03:53:58Z",
      "2026-11-25T03:53:58.000001Z",
      "2026-11-25T03:53:58.1Z",
      "9999-12-31T23:59:59.999999Z"
    ]
  },
  { field: "link", ordered: true, json: uuids },
  { field: "mood", ordered: true, json: ["low", "fair", "high"] },
  { field: "shape", ordered: true, json: ["flat", "round"] },
  { field: "words", ordered: false, json: [[], [""], ["NULL", "null"], ["a,b", '{"', "\\", "é😀", " "]] },
  { field: "links", ordered: false, json: [[], uuids] },
  { field: "numbers", ordered: false, json: [[], [0], [-2_147_483_648, 3, 2_147_483_647]] },
  {
    field: "doc",
    ordered: false,
    json: [
      {},
      [],
      'text 😀 "\\',
      true,
      digits("12345678901234567890.123456789"),
      digits("1e399"),
      1.5,
      { b: { deep: [1, { a: [null, [], {}] }] }, a: "", "": 0, "é\n": "\u2028", longer_key: false }
    ]
  }
]
