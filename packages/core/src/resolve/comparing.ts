/** Comparisons of a column with values of its type, and what it is. */
import * as Result from "effect/Result"
import type { Comparison, Predicate } from "../query/Predicate.ts"
import { cellOf, conditionOf, each, invalid, type Reader, textOf, unfit } from "./operand.ts"

/** Before, behind, or equal in the order of the type. */
export const comparison =
  (operator: Comparison): Reader =>
  (column, asked) =>
    conditionOf(
      {
        column,
        operator,
        read: (text) => cellOf(column, operator, text),
        on: (value) => ({ _tag: "Compare", column, operator, value })
      },
      asked
    )

/** Equal to one of a list. */
export const anyOf: Reader = (column, { operand }) => {
  // Also of an empty list: there is no SQL for it.
  if (column.cell.parse === null) return Result.fail(unfit(column, "in"))
  const texts = operand._tag === "List" ? operand.texts : [textOf(operand)]
  return Result.map(
    each(texts, (text) => cellOf(column, "in", text)),
    (values) => ({ _tag: "Quantified", quantifier: "any", operator: "eq", column, values })
  )
}

/** Null or not; of a boolean also which it is. */
export const identity: Reader = (column, { operand }) => {
  const word = textOf(operand).toLowerCase()
  const is = (value: boolean | null): Predicate => ({ _tag: "Is", column, value })
  if (word === "null") return Result.succeed(is(null))
  if (word === "not_null") return Result.succeed({ _tag: "Not", predicate: is(null) })
  if (column.type.kind === "boolean" && word === "unknown") return Result.succeed(is(null))
  if (column.type.kind === "boolean" && (word === "true" || word === "false"))
    return Result.succeed(is(word === "true"))
  return invalid(column, word, "must be is.null or is.not_null, for a boolean also true, false or unknown")
}
