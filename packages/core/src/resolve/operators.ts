/** What each operator of a filter means for a column: one table, in the words of PostgREST's grammar. */
import * as Result from "effect/Result"
import type { Predicate } from "../query/Predicate.ts"
import type { ConditionSyntax } from "../query/QuerySyntax.ts"
import type { Term } from "../query/Term.ts"
import { anyOf, comparison, identity } from "./comparing.ts"
import type { Meaning } from "./located.ts"
import { matching } from "./matching.ts"
import type { Reader } from "./operand.ts"
import { relation } from "./relating.ts"
import { search } from "./searching.ts"

/** By the word that stands before the operand. */
const operators = {
  eq: comparison("eq"),
  neq: comparison("neq"),
  lt: comparison("lt"),
  lte: comparison("lte"),
  gt: comparison("gt"),
  gte: comparison("gte"),
  like: matching("like"),
  ilike: matching("ilike"),
  match: matching("match"),
  imatch: matching("imatch"),
  in: anyOf,
  is: identity,
  isdistinct: relation("isdistinct"),
  cs: relation("cs"),
  cd: relation("cd"),
  ov: relation("ov"),
  sl: relation("sl"),
  sr: relation("sr"),
  nxr: relation("nxr"),
  nxl: relation("nxl"),
  adj: relation("adj"),
  fts: search("fts"),
  plfts: search("plfts"),
  phfts: search("phfts"),
  wfts: search("wfts")
} as const satisfies Readonly<Record<string, Reader>>

type OperatorWord = keyof typeof operators

/** Every word, as a client is told them. */
export const operatorWords: ReadonlyArray<string> = Object.keys(operators)

/** What takes a list behind `any` or `all`, and a language. */
const listed: ReadonlySet<string> = new Set([
  "eq",
  "lt",
  "lte",
  "gt",
  "gte",
  "like",
  "ilike",
  "match",
  "imatch"
] satisfies ReadonlyArray<OperatorWord>)
const spoken: ReadonlySet<string> = new Set([
  "fts",
  "plfts",
  "phfts",
  "wfts"
] satisfies ReadonlyArray<OperatorWord>)

/** A condition on a column, or why there is no such. */
export const meaningOf = (
  column: Term,
  { modifier, operand, operator }: Pick<ConditionSyntax, "modifier" | "operand" | "operator">
): Meaning<Predicate> => {
  const field = column.name
  if (operator === null || !isOperator(operator))
    return Result.fail({ _tag: "OperatorUnknown", field, operator })
  if (modifier !== null && !spoken.has(operator) && !isQuantifier(operator, modifier))
    return Result.fail({ _tag: "ModifierUnfit", field, operator, modifier })
  return operators[operator](column, { modifier, operand })
}

function isOperator(word: string): word is OperatorWord {
  return Object.hasOwn(operators, word)
}

function isQuantifier(operator: OperatorWord, modifier: string): boolean {
  return listed.has(operator) && (modifier === "any" || modifier === "all")
}
