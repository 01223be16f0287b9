/** Mutants about the order of a list. */
import { mutantsOf } from "./Mutant.ts"

export const orders = [
  ...mutantsOf("core/src/row/compareRows.ts", {
    "orders by the first field alone": ["if (by !== 0) return by", "return by"],
    "leaves records where they are that have no value": [
      "if (by !== 0) return by",
      "if (by !== 0 || (left[at] ?? null) === null) return by"
    ],
    "has nulls last whatever is asked": ['nulls === "first" ? -1 : 1', "1"],
    "has nulls where they are not asked for": ['nulls === "first" ? -1 : 1', 'nulls === "last" ? -1 : 1'],
    "turns the nulls round with the direction": [
      'nulls === "first" ? -1 : 1',
      '(nulls === "first") === (direction === "asc") ? -1 : 1'
    ],
    "takes a place without a value for no place": ["return a === b ? 0 :", "return a === b ? 1 :"],
    "orders upwards alone": ['direction === "asc" ? ', "true ? "],
    "orders by texts": ["? column.cell.compare(a, b)", "? (String(a) < String(b) ? -1 : 1)"],
    "orders by what is written, and not by what it means": [
      "? column.cell.compare(a, b)",
      "? (column.cell.print(a) < column.cell.print(b) ? -1 : Number(column.cell.print(a) > column.cell.print(b)))"
    ],
    "orders by related records that are out of sight": [
      "evaluate(of.wanted, cellsOf(one), rowsOf) === true",
      "true"
    ],
    "orders by a field of the record itself where a related one's is asked for": [
      "if (of === null) return",
      "if (of === null || of !== null) return"
    ],
    "leaves records where they are that refer to none": [
      "return other === undefined ? null :",
      'return other === undefined ? "" :'
    ]
  }),
  ...mutantsOf("core/src/query/wholeOrder.ts", {
    "leaves equal records where they are": ["...rest.map(", "...[].map("],
    "orders equal records by uid, backwards": [
      "      direction,\n",
      '      direction: direction === "asc" ? "desc" : "asc",\n'
    ],
    "orders equal records upwards alone": ['order.at(-1)?.direction ?? "asc"', '"asc"'],
    "orders equal records in the direction of the first field": ["order.at(-1)", "order.at(0)"],
    "orders equal records by the first column of their key": [
      "key.columns.filter(",
      "key.columns.slice(0, 1).filter("
    ],
    "takes a related record's key for its own": ["(of === null ? [column] : [])", "[column]"]
  })
]
