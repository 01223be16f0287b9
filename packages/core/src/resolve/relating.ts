/** How a column's value stands to another one of its type: it holds it, shares something with it, lies beside it, or is another. */
import * as Result from "effect/Result"
import type { Relating } from "../query/Predicate.ts"
import type { Term } from "../query/Term.ts"
import type { Cell } from "../value/ColumnType.ts"
import { cellType } from "../value/CellType.ts"
import { splitMultirange, splitRange } from "../value/rangeText.ts"
import type { Meaning } from "./located.ts"
import { cellOf, type Reader, textOf, unfit } from "./operand.ts"

/** Of a type that knows the operator. */
export const relation =
  (operator: Relating): Reader =>
  (column, { operand }) => {
    if (operator !== "isdistinct" && column.cell.relations[operator] === undefined)
      return Result.fail(unfit(column, operator))
    const text = textOf(operand)
    const value = operator === "cs" ? contained(column, text) : cellOf(column, operator, text)
    return Result.map(value, (value) => ({ _tag: "Relate", column, operator, value }))
  }

/** A range holds a value of its bounds' type as it holds the range of that value alone. */
function contained(column: Term, text: string): Meaning<Cell> {
  const { type } = column
  if (type.kind !== "range" && type.kind !== "multirange") return cellOf(column, "cs", text)
  const isRange = (type.kind === "range" ? splitRange(text) : splitMultirange(text)) !== null
  const bound = isRange ? null : (cellType(type.of).parse?.(text) ?? null)
  if (bound === null || Result.isFailure(bound)) return cellOf(column, "cs", text)
  const quoted = `"${text.replace(/["\\]/gu, "$&$&")}"`
  const alone = `[${quoted},${quoted}]`
  return cellOf(column, "cs", type.kind === "range" ? alone : `{${alone}}`)
}
