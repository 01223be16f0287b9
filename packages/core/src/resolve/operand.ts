/** What stands behind an operator, as values of a column's type. */
import * as Result from "effect/Result"
import type { Operator, Predicate } from "../query/Predicate.ts"
import type { QueryFault } from "../query/QueryFault.ts"
import type { ConditionSyntax, OperandSyntax } from "../query/QuerySyntax.ts"
import type { Term } from "../query/Term.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Meaning } from "./located.ts"

/** What a condition brings beside its field and operator. */
export type Asked = Pick<ConditionSyntax, "modifier" | "operand">

/** What an operator means for a column. */
export type Reader = (column: Term, asked: Asked) => Meaning<Predicate>

/** An operator on a column, which takes a list as well. */
interface Listing {
  readonly column: Term
  readonly operator: Operator
  readonly read: (text: string) => Meaning<Cell>
  /** The condition on one value. */
  readonly on: (value: Cell) => Predicate
}

/** The condition on one value, or on each of a list behind `any` or `all`. */
export const conditionOf = (
  { column, on, operator, read }: Listing,
  { modifier, operand }: Asked
): Meaning<Predicate> => {
  if (modifier === null) return Result.map(read(textOf(operand)), on)
  const texts = textsOf(operand)
  if (texts === null) return invalid(column, textOf(operand), "must be a list such as {a,b}")
  const quantifier = modifier === "all" ? "all" : "any"
  return Result.map(each(texts, read), (values) => ({
    _tag: "Quantified",
    quantifier,
    operator,
    column,
    values
  }))
}

/** Every text as a value, or the first fault. */
export const each = (
  texts: ReadonlyArray<string>,
  read: (text: string) => Meaning<Cell>
): Meaning<ReadonlyArray<Cell>> => {
  const values: Array<Cell> = []
  for (const text of texts) {
    const value = read(text)
    if (Result.isFailure(value)) return Result.fail(value.failure)
    values.push(value.success)
  }
  return Result.succeed(values)
}

/** A value of the column's type; no operator compares what has none. */
export const cellOf = (column: Term, operator: string, text: string): Meaning<Cell> => {
  if (column.cell.parse === null) return Result.fail(unfit(column, operator))
  return Result.mapError(column.cell.parse(text), (rule) => faultOf(column, text, rule))
}

/** The whole operand as one text. */
export const textOf = (operand: OperandSyntax): string => {
  switch (operand._tag) {
    case "Text":
      return operand.text
    case "Pattern":
      return operand.pattern
    case "List":
      return `(${operand.texts.join()})`
    case "Patterns":
      return `{${operand.patterns.join()}}`
  }
}

export const invalid = (column: Term, operand: string, rule: string): Result.Result<never, QueryFault> =>
  Result.fail(faultOf(column, operand, rule))

export const faultOf = ({ name, type }: Term, operand: string, rule: string): QueryFault => ({
  _tag: "OperandInvalid",
  field: name,
  type,
  operand,
  rule
})

export const unfit = ({ name, type }: Term, operator: string): QueryFault => ({
  _tag: "OperatorUnfit",
  field: name,
  operator,
  type
})

function textsOf(operand: OperandSyntax): ReadonlyArray<string> | null {
  switch (operand._tag) {
    case "List":
      return operand.texts
    case "Patterns":
      return operand.patterns
    case "Text":
    case "Pattern":
      return null
  }
}
