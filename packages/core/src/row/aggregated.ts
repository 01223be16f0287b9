/** What an aggregate computes of rows that a store has at hand, as PostgreSQL would. */
import { cellsOf } from "../query/evaluate.ts"
import type { AggregateItem } from "../query/Query.ts"
import { type Term, valueOf } from "../query/Term.ts"
import type { Cell, ColumnType, Values } from "../value/ColumnType.ts"
import { divideDecimal, sumDecimals } from "../value/decimalSum.ts"

/** One value of all rows; of values that are equal and written in several ways the first one. */
export const aggregated = ({ aggregate, column, type }: AggregateItem, rows: ReadonlyArray<Values>): Cell => {
  if (column === null) return BigInt(rows.length)
  const cells = rows.map((row) => valueOf(column, cellsOf(row))).filter((cell) => cell !== null)
  if (aggregate === "count") return BigInt(cells.length)
  if (cells.length === 0) return null
  switch (aggregate) {
    case "sum":
      return numberOf(type, sumDecimals(cells.map(digitsOf(column))))
    case "avg":
      return numberOf(type, divideDecimal(sumDecimals(cells.map(digitsOf(column))), cells.length))
    case "min":
      return cells.reduce((least, cell) => (column.cell.compare(cell, least) < 0 ? cell : least))
    case "max":
      return cells.reduce((most, cell) => (column.cell.compare(cell, most) > 0 ? cell : most))
  }
}

/** All digits of a number, as JSON or a string has them. */
function digitsOf({ cell: { print } }: Term): (cell: Cell) => string {
  return (cell) => print(cell).replaceAll('"', "")
}

function numberOf({ kind }: ColumnType, digits: string): Cell {
  switch (kind) {
    case "bigint":
      return BigInt(digits)
    case "real":
      return Math.fround(Number(digits))
    case "float":
      return Number(digits)
    default:
      return digits
  }
}
