/** Values of each column type, by hand at the edges and generated between them, and what is none of its values. */
import type { ColumnType } from "@pgcrest/core"
import * as generated from "./generated.ts"
import { several } from "./generated.ts"

export interface Sample {
  readonly type: ColumnType
  /** The type's name in SQL. */
  readonly sql: string
  /** Both PostgreSQL and we take these, and mean the same by them. */
  readonly values: ReadonlyArray<string>
  /** Neither takes these. */
  readonly refused: ReadonlyArray<string>
  /** What PostgreSQL is given for a text of JSON; itself where nothing else is said. */
  readonly input?: (text: string) => string
  /** How PostgreSQL tells a value; as its text where nothing else is said. */
  readonly told?: (value: string) => string
  /** The collation of its order. */
  readonly collate?: string
  /** The first version of PostgreSQL that has these values. */
  readonly since?: number
  /** The extension that has the type. */
  readonly extension?: string
}

const each = (texts: string): ReadonlyArray<string> => texts.split("|")
const integers = ["0", "1", "-1", "7"]
const unreal = ["NaN", "Infinity", "-Infinity"]
const smile = "\u{1f600}"
const numeric = { kind: "numeric", precision: null, scale: null } as const
const local = { kind: "timestamp", zone: "local" } as const

const texts: ReadonlyArray<Sample> = [
  {
    type: { kind: "uuid" },
    sql: "uuid",
    values: [
      "0192ABCD-0000-7000-8000-00000000000F",
      "00000000-0000-0000-0000-000000000000",
      "ffffffff-ffff-ffff-ffff-ffffffffffff"
    ],
    refused: ["", "0192abcd", "g192abcd-0000-7000-8000-00000000000f"]
  },
  {
    type: { kind: "text" },
    sql: "text",
    values: ["", "Z", "a", "a\n", "ab", "z", "é", "ß", smile, ...several(generated.word)],
    refused: [],
    collate: "C"
  },
  {
    type: { kind: "text", length: 3 },
    sql: "varchar(3)",
    values: ["", "abc", "ä", smile.repeat(3)],
    refused: ["abcd", smile.repeat(4)],
    collate: "C"
  },
  {
    type: { kind: "char", length: 3 },
    sql: "char(3)",
    values: ["", "   ", "a", "a  ", "a      ", "a\n", "a b", "abc", smile.repeat(3)],
    refused: ["abcd", "   a", smile.repeat(4)],
    collate: "C"
  },
  {
    type: { kind: "citext" },
    sql: "citext",
    values: each("|a|A|b|B|ab|AB|aB|a b"),
    refused: [],
    collate: "C",
    extension: "citext"
  }
]

const numbers: ReadonlyArray<Sample> = [
  {
    type: { kind: "boolean" },
    sql: "boolean",
    values: ["true", "false"],
    refused: ["", "2", "maybe"],
    told: (value) => `to_json(${value})::text`
  },
  {
    type: { kind: "smallint" },
    sql: "smallint",
    values: [...integers, "32767", "-32768", ...several(generated.short)],
    refused: ["32768", "-32769", "", "a"]
  },
  {
    type: { kind: "integer" },
    sql: "integer",
    values: [...integers, "2147483647", "-2147483648", ...several(generated.whole)],
    refused: ["2147483648", "-2147483649", "", "1.5", "NaN"]
  },
  {
    type: { kind: "bigint" },
    sql: "bigint",
    values: [...integers, "9223372036854775807", "-9223372036854775808", ...several(generated.long)],
    refused: ["9223372036854775808", "-9223372036854775809", "", "1.5"]
  },
  {
    type: { kind: "oid" },
    sql: "oid",
    values: ["0", "1", "2147483648", "4294967295"],
    refused: ["4294967296", "", "a"]
  },
  {
    type: numeric,
    sql: "numeric",
    values: [
      ...integers,
      ...unreal,
      ...each("1.50|1.5|0.000|-0.00|1e30|1.5e-3"),
      `${"9".repeat(500)}.${"9".repeat(400)}`,
      ...several(generated.decimal),
      ...several(generated.scientific)
    ],
    refused: ["", "1,5", ".", "e5", "- 1"]
  },
  {
    type: { kind: "numeric", precision: 6, scale: 2 },
    sql: "numeric(6,2)",
    values: [...integers, "NaN", "9999.99", "-9999.99", "0.5", "1e3"],
    refused: ["10000", "Infinity", "-Infinity", ""]
  },
  {
    type: { kind: "real" },
    sql: "real",
    values: [
      ...integers,
      ...unreal,
      ...each("0.1|16777216|16777217|3.4028235e38|-3.4028235e38|1.1754944e-38|1e-45|1e10"),
      ...generated.powersOfTwo,
      ...several(generated.decimal),
      ...several(generated.scientific)
    ],
    refused: ["1e39", "", "0x", "1e"]
  },
  {
    type: { kind: "float" },
    sql: "double precision",
    values: [
      ...integers,
      ...unreal,
      ...each("0.1|1e15|1e21|5e-324|1.7976931348623157e308|9007199254740993"),
      ...several(generated.decimal),
      ...several(generated.scientific)
    ],
    refused: ["1e400", "", "."]
  }
]

const times: ReadonlyArray<Sample> = [
  {
    type: { kind: "date" },
    sql: "date",
    values: [
      ...each("infinity|-infinity|0001-01-01|0001-12-31 BC|0001-02-29 BC|4714-11-24 BC"),
      ...each("4713-01-01 BC|9999-12-31|10000-01-01|5874897-12-31|2024-02-29"),
      ...several(generated.date),
      ...several(generated.early),
      ...several(generated.late)
    ],
    refused: [
      ...each("0000-01-01|4714-11-23 BC|5874898-01-01|2026-02-29|1900-02-29|0004-02-29 BC"),
      ...each("2026-13-01|2026-00-01|2026-01-00|")
    ]
  },
  {
    type: { kind: "time" },
    sql: "time",
    values: ["00:00:00", "08:30", "24:00:00", "23:59:59.999999", ...several(generated.time)],
    refused: ["24:00:01", "25:00:00", "08:60:00", "08:30:61", ""]
  },
  {
    type: { kind: "timetz" },
    sql: "timetz",
    values: [
      ...each("08:30:00Z|08:30+02|24:00:00+00|00:00:00-15:59:59|00:00:00+15:59:59|12:00:00+00"),
      ...each("13:00:00+01|11:00:00-01|12:00:00-00"),
      ...several(generated.zonedTime)
    ],
    refused: ["08:30:00+16", "24:00:01+00", "08:60:00Z", ""]
  },
  {
    type: { kind: "timestamptz" },
    sql: "timestamptz",
    values: [
      ...each("infinity|-infinity|2026-11-25T08:30:00Z|2026-11-25 08:30:00+01"),
      ...each("2026-11-25T08:30:00.5+01:30|0044-03-15T12:00:00+00:00 BC|1800-01-01 00:19:32+00:19:32"),
      ...each("4714-11-24 00:00:00+00 BC|0001-12-31 23:59:59.999999+00 BC|0001-01-01 00:30:00+01"),
      ...each("294276-12-31 23:59:59.999999+00|9999-12-31T23:59:59-05:00"),
      ...several(generated.instant),
      ...several(generated.earlyInstant)
    ],
    refused: [
      ...each("4714-11-23 23:59:59+00 BC|294277-01-01 00:00:00+00|2026-02-29 00:00:00Z"),
      ...each("2026-11-25 25:00:00Z|")
    ]
  },
  {
    type: local,
    sql: "timestamp",
    values: [
      ...each("infinity|-infinity|2026-11-25T08:30:00|2026-11-25 08:30:00.500"),
      ...each("4714-11-24 00:00:00 BC|294276-12-31 23:59:59.999999|0044-03-15T12:00:00 BC"),
      ...several(generated.wall),
      ...several(generated.earlyWall)
    ],
    refused: ["4714-11-23 23:59:59 BC", "294277-01-01 00:00:00", "2026-02-29 00:00:00", ""]
  },
  {
    type: { kind: "interval" },
    sql: "interval",
    values: [
      ...each("PT0S|P1Y2M3DT4H5M6.5S|P-1Y2M|P14M|P1W|P2W3D|PT-0.5S|PT0.000001S"),
      ...each("P1M|P30D|P29DT24H|PT720H|PT2562047788H|P178956970Y|00:00:00|-00:00:01"),
      ...each("1 year 2 mons 3 days 04:05:06.5|-3 days|-1 years -2 mons +3 days -04:05:06|100:00:00"),
      ...several(generated.duration),
      ...several(generated.wordy)
    ],
    refused: ["P", "P1X", "P178956971Y", "PT2562047789H", "1 yonk", ""]
  },
  {
    type: { kind: "interval" },
    sql: "interval",
    values: ["infinity", "-infinity", "P178956970Y", "P-178956970Y"],
    refused: ["eternity"],
    since: 17
  }
]

const strings: ReadonlyArray<Sample> = [
  {
    type: { kind: "bytea" },
    sql: "bytea",
    values: [
      String.raw`\x`,
      String.raw`\x00`,
      String.raw`\xFF`,
      String.raw`\x0000`,
      ...several(generated.bytes)
    ],
    refused: [String.raw`\x0`, String.raw`\xgg`],
    told: (value) => `translate(encode(${value}, 'base64'), chr(10), '')`
  },
  {
    type: { kind: "bit", length: 4, varying: false },
    sql: "bit(4)",
    values: several(generated.bits(4), 16),
    refused: ["101", "10101", "1012", "1 01"]
  },
  {
    type: { kind: "bit", length: 20, varying: true },
    sql: "varbit(20)",
    values: ["", "0", "00", "1", "10", "100000000", "01", ...several(generated.upToBits(20))],
    refused: ["1".repeat(21), "2"]
  },
  {
    type: { kind: "inet" },
    sql: "inet",
    values: [
      ...each("10.1.2.3|10.1.2.3/16|10.1.2.3/32|0.0.0.0/0|255.255.255.255|::|::1|::2|::/0"),
      ...each("::ffff:1.2.3.4|::1.2.3.4|::ffff:0:1.2.3.4|2001:DB8::1/64|2001:db8::/128|1::"),
      ...each("1:0:0:2:0:0:0:3|1:0:0:2:0:0:3:4|::1:2|0:0:0:0:0:0:1:0|::ffff|::ffff:0:0"),
      ...each("1:2:3:4:5:6:7::|::2:3:4:5:6:7:8|1:2:3:4:5:6:1.2.3.4"),
      ...several(generated.four),
      ...several(generated.six)
    ],
    refused: [
      ...each("10.1.2.256|10.1.2.3/33|1:2:3|:::|1::2::3|::1/129|1:2:3:4:5:6:7:8:9|12345::"),
      ...each("1:2:3:4:5:6:7:1.2.3.4|")
    ]
  },
  {
    type: { kind: "cidr" },
    sql: "cidr",
    values: [
      ...each("10.1.0.0/16|10.1.2.3|0.0.0.0/0|192.168.0.0|224.0.0.0|2001:db8::/32|::/0|::1"),
      ...several(generated.fourNetwork),
      ...several(generated.sixNetwork)
    ],
    refused: ["10.1.2.3/16", "10.1.0.0/33", "2001:db8::1/32", ""]
  },
  {
    type: { kind: "macaddr" },
    sql: "macaddr",
    values: [
      ...each("08:00:2b:01:02:03|08-00-2B-01-02-03|08002b:010203|08002b-010203|0800.2b01.0203"),
      ...each("0800-2b01-0203|08002b010203"),
      ...several(generated.hardware(6))
    ],
    refused: ["08:00:2b:01:02", "08:00:2b:01:02:0g", "08002b0102030", ""]
  },
  {
    type: { kind: "macaddr8" },
    sql: "macaddr8",
    values: [
      ...each("08:00:2b:01:02:03|08-00-2b-01-02-03-04-05|08002b:0102030405|08002b-0102030405"),
      ...each("0800.2b01.0203.0405|0800-2b01-0203-0405|08002b01:02030405|08002b0102030405|08002b010203"),
      ...several(generated.hardware(8)),
      ...several(generated.hardware(6))
    ],
    refused: ["08:00:2b:01:02:03:04", "08:00-2b:01:02:03:04:05", ""]
  }
]

const ranges: ReadonlyArray<Sample> = [
  {
    type: { kind: "range", of: { kind: "integer" }, type: "int4range" },
    sql: "int4range",
    values: [
      ...each('empty|EMPTY|(,)|[,]|[1,1]|[1,1)|(1,2)|(1,2]| [1, 3) |["1","3")'),
      ...each("[2147483647,)|(,2147483646]"),
      ...several(generated.range(generated.small))
    ],
    refused: [...each("[3,1]|(,2147483647]|(2147483647,)|[1,2|1,2|[1,2,3]|[1,2)x|[a,b]|{}|")]
  },
  {
    type: { kind: "range", of: { kind: "bigint" }, type: "int8range" },
    sql: "int8range",
    values: ["[9223372036854775806,9223372036854775806]", ...several(generated.range(generated.small))],
    refused: ["[1,9223372036854775807]"]
  },
  {
    type: { kind: "range", of: numeric, type: "numrange" },
    sql: "numrange",
    values: [
      ...each("[1.0,1.00]|[1.0,1.00)|(1.5,2.50]|[-Infinity,Infinity]|[1,NaN]"),
      ...several(generated.range(generated.cents))
    ],
    refused: ["[2,1]", "[NaN,1]"]
  },
  {
    type: { kind: "range", of: { kind: "date" }, type: "daterange" },
    sql: "daterange",
    values: [
      ...each("[2026-11-01,2026-11-30]|(2026-11-01,2026-11-02)|[2026-11-01,infinity]"),
      ...each('(-infinity,2026-11-01]|[0044-03-15 BC,2026-01-01)|["0001-12-31 BC","0001-12-31 BC"]'),
      ...several(generated.range(generated.day))
    ],
    refused: ["[2026-11-02,2026-11-01]", "[2026-02-29,)", "[2026-01-01,5874897-12-31]"]
  },
  {
    type: { kind: "range", of: { kind: "timestamptz" }, type: "tstzrange" },
    sql: "tstzrange",
    values: [
      '["2026-11-25 08:30:00+01","2026-11-25 09:30:00.5+01")',
      "[0044-03-15T12:00:00Z BC,infinity]",
      ...several(generated.range(() => `${generated.second()}Z`))
    ],
    refused: ["[2026-11-25T08:30:00Z,2026-11-25T08:30:00+01]", "[2026-11-25T08:30:00Z"]
  },
  {
    type: { kind: "range", of: local, type: "tsrange" },
    sql: "tsrange",
    values: [
      '["2026-11-25 08:30:00","2026-11-25 09:30:00.5")',
      ...several(generated.range(generated.second))
    ],
    refused: ["[2026-11-25T08:30:00,2026-11-25T08:29:00]"]
  },
  {
    type: { kind: "multirange", of: { kind: "integer" }, type: "int4multirange" },
    sql: "int4multirange",
    values: [
      ...each("{}|{ }|{empty}|{[1,3),[5,7)}|{[5,7), [1,3)}|{[1,3),[3,5)}|{(,1],[5,)}"),
      ...each("{(,),[1,2]}| { [1,2] , empty } "),
      ...several(generated.ranges(generated.small))
    ],
    refused: ["{", "{[1,2)", "[1,2)", "{[1,2)}x", "{[1,2),}", "{,}", "{[2,1]}", ""]
  },
  {
    type: { kind: "multirange", of: numeric, type: "nummultirange" },
    sql: "nummultirange",
    values: [
      "{(1,3),(3,5)}",
      "{(1,3],(3,5)}",
      "{[3.0,3.00],(3,5)}",
      ...several(generated.ranges(generated.cents))
    ],
    refused: ["{[2,1]}"]
  }
]

const lists: ReadonlyArray<Sample> = [
  {
    type: { kind: "array", of: { kind: "integer" } },
    sql: "integer[]",
    values: [
      ...each("[]|[null]|[1,2,3]|[[1,2],[3,4]]|[[[[[[1]]]]]]|[[1,2,3]]|[[1],[2],[3]]"),
      ...several(generated.list),
      ...several(generated.grid)
    ],
    refused: ["[[1],[2,3]]", "[[1],2]", "[1,[2]]", "[[1],null]", "[[[[[[[1]]]]]]]", '["a"]', "1"]
  },
  {
    type: { kind: "array", of: numeric },
    sql: "numeric[]",
    values: ["[1.0]", "[1.00]", "[null,1.5]", "[[1.0],[null]]", ...several(generated.list)],
    refused: ["[[1.5],[]]"]
  }
]

const arrays = lists.map((sample): Sample => ({
  ...sample,
  input: (text: string) => text.replaceAll("[", "{").replaceAll("]", "}"),
  told: (value: string) => `to_json(${value})::text`
}))

export const samples: ReadonlyArray<Sample> = [
  ...texts,
  ...numbers,
  ...times,
  ...strings,
  ...ranges,
  ...arrays
]
