/** What each operator of a filter means for a column: one table, in the words of PostgREST's grammar. */
import * as Result from "effect/Result"
import type { Comparison, Predicate } from "../query/Predicate.ts"
import type { QueryFault } from "../query/QueryFault.ts"
import type { ConditionSyntax, OperandSyntax } from "../query/QuerySyntax.ts"
import type { Term } from "../query/Term.ts"
import type { Cell, ColumnType } from "../value/ColumnType.ts"
import { isLikePattern } from "../value/text.ts"
import type { Meaning } from "./located.ts"

type Reader = (column: Term, operand: OperandSyntax) => Meaning<Predicate>

/** By the word that stands before the operand. */
const operators = {
  eq: comparison("eq"),
  neq: comparison("neq"),
  lt: comparison("lt"),
  lte: comparison("lte"),
  gt: comparison("gt"),
  gte: comparison("gte"),
  like: pattern(false),
  ilike: pattern(true),
  in: anyOf,
  is: identity
} as const satisfies Readonly<Record<string, Reader>>

type OperatorWord = keyof typeof operators

/** Every word, as a client is told them. */
export const operatorWords: ReadonlyArray<string> = Object.keys(operators)

/** A condition on a column, or why there is no such. */
export const meaningOf = (
  column: Term,
  { operand, operator }: Pick<ConditionSyntax, "operand" | "operator">
): Meaning<Predicate> =>
  operator !== null && isOperator(operator)
    ? operators[operator](column, operand)
    : Result.fail({ _tag: "OperatorUnknown", field: column.name, operator })

function isOperator(word: string): word is OperatorWord {
  return Object.hasOwn(operators, word)
}

function comparison(operator: Comparison): Reader {
  return (column, operand) =>
    Result.map(cellOf(column, operator, textOf(operand)), (value) => ({
      _tag: "Compare",
      column,
      operator,
      value
    }))
}

const texts: ReadonlySet<ColumnType["kind"]> = new Set(["text", "char", "citext"])

function pattern(insensitive: boolean): Reader {
  const operator = insensitive ? "ilike" : "like"
  return (column, operand) => {
    const { type } = column
    // PostgreSQL has no like for an enum type of its own, and columns are never cast.
    const isText = texts.has(type.kind) || (type.kind === "enum" && type.type === null)
    if (!isText) return Result.fail(unfit(column, operator))
    const text = textOf(operand)
    return isLikePattern(text)
      ? Result.succeed({ _tag: "Like", column, pattern: text, insensitive })
      : invalid(column, text, "must not end in a lone backslash")
  }
}

function anyOf(column: Term, operand: OperandSyntax): Meaning<Predicate> {
  // Also of an empty list: there is no SQL for it.
  if (column.cell.parse === null) return Result.fail(unfit(column, "in"))
  const values: Array<Cell> = []
  for (const text of operand._tag === "List" ? operand.texts : [textOf(operand)]) {
    const value = cellOf(column, "in", text)
    if (Result.isFailure(value)) return Result.fail(value.failure)
    values.push(value.success)
  }
  return Result.succeed({ _tag: "Quantified", quantifier: "any", operator: "eq", column, values })
}

function identity(column: Term, operand: OperandSyntax): Meaning<Predicate> {
  const word = textOf(operand).toLowerCase()
  const is = (value: boolean | null): Predicate => ({ _tag: "Is", column, value })
  if (word === "null") return Result.succeed(is(null))
  if (word === "not_null") return Result.succeed({ _tag: "Not", predicate: is(null) })
  if (column.type.kind === "boolean" && word === "unknown") return Result.succeed(is(null))
  if (column.type.kind === "boolean" && (word === "true" || word === "false"))
    return Result.succeed(is(word === "true"))
  return invalid(column, word, "must be is.null or is.not_null, for a boolean also true, false or unknown")
}

function cellOf(column: Term, operator: string, text: string): Result.Result<Cell, QueryFault> {
  if (column.cell.parse === null) return Result.fail(unfit(column, operator))
  return Result.mapError(column.cell.parse(text), (rule) => faultOf(column, text, rule))
}

function textOf(operand: OperandSyntax): string {
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

function invalid(column: Term, operand: string, rule: string): Result.Result<never, QueryFault> {
  return Result.fail(faultOf(column, operand, rule))
}

function faultOf({ name, type }: Term, operand: string, rule: string): QueryFault {
  return { _tag: "OperandInvalid", field: name, type, operand, rule }
}

function unfit({ name, type }: Term, operator: string): QueryFault {
  return { _tag: "OperatorUnfit", field: name, operator, type }
}
