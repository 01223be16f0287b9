/** Mutants about what is computed of records together, and about the groups that they make. */
import { mutantsOf } from "./Mutant.ts"

export const groups = [
  ...mutantsOf("core/src/row/aggregated.ts", {
    "counts nulls": [".filter((cell) => cell !== null)", ""],
    "counts no records": [
      "if (column === null) return BigInt(rows.length)",
      "if (column === null) return 0n"
    ],
    "sums nothing to zero": ["if (cells.length === 0) return null", 'if (cells.length === 0) return "0"'],
    "takes the last of equal values for the least": [
      "column.cell.compare(cell, least) < 0",
      "column.cell.compare(cell, least) <= 0"
    ],
    "compares the greatest by texts": ["column.cell.compare(cell, most) > 0", "String(cell) > String(most)"],
    "adds doubles as they come": [
      "return numberOf(type, sumDecimals(cells.map(digitsOf(column))))",
      "return numberOf(type, cells.map(digitsOf(column)).reduce((sum, one) => String(Number(sum) + Number(one))))"
    ],
    "averages over nulls too": [", cells.length))", ", rows.length))"],
    "keeps 64 bits of a sum of 32": ["return Math.fround(Number(digits))", "return Number(digits)"]
  }),
  ...mutantsOf("core/src/value/decimalSum.ts", {
    "divides to sixteen places": ["leastDigits - weight * perGroup", "leastDigits"],
    "cuts quotients short": ["(2n * above + below) / (2n * below)", "above / below"],
    "adds up infinities to one": ['endless.size > 1 || endless.has("NaN")', 'endless.has("NaN")'],
    "sums to the places of the last": ["Math.max(most, one.scale)", "one.scale"]
  }),
  ...mutantsOf("core/src/row/groups.ts", {
    "groups no record of none": [
      "if (keys.length === 0) return [rows]",
      "if (keys.length === 0) return rows.length === 0 ? [] : [rows]"
    ],
    "tells a group by the last of its records": [
      "const first = rows.slice(0, 1)",
      "const first = rows.slice(-1)"
    ],
    "tells a group by the record that was written first": [
      "const inOrder = rows.toSorted(compareRows(resource, []))",
      "const inOrder = rows"
    ],
    "makes a group of each record": ["comparePlaces(sorting, last.place, place) === 0", "false"],
    "groups by what stands beside alone": [
      "const [other] = relatedRows(first, row, rowsOf)",
      "const [other] = first.link.resource.name === '' ? [row] : []"
    ]
  }),
  ...mutantsOf("core/src/query/grouping.ts", {
    "sorts groups by their own order alone": ["return at === null ? [] : [{", "return true ? [] : [{"],
    "sorts groups by what is asked alone": [
      "return [...asked, ...others]",
      "return asked.length > 0 ? asked : others"
    ],
    "sorts the rest of the way up": [
      '=== "desc" ? descending : ascending',
      '=== "desc" ? ascending : ascending'
    ]
  }),
  ...mutantsOf("core/src/row/find.ts", {
    "groups whatever the filter": ["Predicate.and(see, using, query.filter)", "Predicate.and(see, using)"],
    "groups what is out of sight": [
      "Predicate.and(see, using, query.filter)",
      "Predicate.and(using, query.filter)"
    ],
    "counts records for groups": ["totalOf(groups.length, query.count)", "totalOf(rows.length, query.count)"]
  }),
  ...mutantsOf("adapter-memory/src/read.ts", {
    "names a record by a group": [
      "rows.map(() => Rows.groupKey)",
      'rows.map(() => ({ uid: "1", version: "1" }))'
    ]
  })
]
