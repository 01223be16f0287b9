/** What ranges ask of the type of their bounds. */
import * as Result from "effect/Result"
import { bigint, type Cell, integer, type RangeType } from "./ColumnType.ts"
import { dateParts, daysOfDate } from "./date.ts"
import type { Bounds } from "./range.ts"

interface BoundType {
  readonly parse: ((text: string) => Result.Result<Cell, string>) | null
  readonly compare: Bounds["compare"]
  readonly print: (cell: Cell) => string
}

/** How the bounds of a range are read, compared and written. Only PostgreSQL's own ranges of whole values count in steps. */
export const boundsOf = ({ of, type }: RangeType, { parse, compare, print }: BoundType): Bounds => ({
  parse: parse ?? (() => Result.fail("must be of a type that has an order")),
  compare,
  textOf: (cell) => (typeof cell === "number" && Number.isFinite(cell) ? print(cell) : String(cell)),
  next: counted.test(type) ? nextOf(of.kind) : null
})

const counted = /^(?:pg_catalog\.)?(?:int4|int8|date)(?:multi)?range$/u

function nextOf(kind: RangeType["of"]["kind"]): Bounds["next"] {
  return kind === "integer" ? nextInteger : kind === "bigint" ? nextBigint : kind === "date" ? nextDate : null
}

function nextInteger(cell: Cell): Cell | null {
  return Number(cell) < integer.max ? Number(cell) + 1 : null
}

function nextBigint(cell: Cell): Cell | null {
  return typeof cell === "bigint" && cell < bigint.max ? cell + 1n : null
}

function nextDate(cell: Cell): Cell | null {
  const days = daysOfDate(String(cell))
  if (days === null || !Number.isFinite(days)) return cell
  const next = dateParts(days + 1).join("")
  return daysOfDate(next) === null ? null : next
}
