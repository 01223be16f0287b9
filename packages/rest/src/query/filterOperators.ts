/** What each filter operator makes of its operand, read by the column's type. */
import { type Column, Predicate } from "@pgcrest/core"
import * as Result from "effect/Result"
import { type Filtered, invalidFilter, type Place } from "./Filtered.ts"
import { queryInvalid } from "../problem/RequestFailure.ts"
import { splitList, unquote } from "./splitList.ts"

type Reader = (place: Place, column: Column, operand: string) => Filtered

const compare =
  (operator: Predicate.Comparison): Reader =>
  (place, column, operand) =>
    Result.map(readOperand(place, column, operand), (value) => ({
      _tag: "Compare",
      field: column.name,
      operator,
      value
    }))

const like =
  (insensitive: boolean): Reader =>
  ({ parameter, limits }, { name, type }, operand) => {
    // PostgreSQL has no like for an enum type of its own, and columns are never cast.
    const isText = type.kind === "text" || (type.kind === "enum" && type.type === null)
    if (!isText) return invalidFilter(parameter, "operator", "has like and ilike for text only")
    const pattern = patternOf(operand)
    if (pattern.length > limits.patternLength)
      return invalidFilter(
        parameter,
        "too-long",
        `is a pattern of more than ${limits.patternLength} characters`
      )
    if (wildcardsIn(pattern) > limits.wildcards)
      return invalidFilter(parameter, "too-many", `is a pattern with more than ${limits.wildcards} wildcards`)
    if (!Predicate.isLikePattern(pattern))
      return invalidFilter(parameter, "operand", "must not end in a lone backslash")
    return Result.succeed({ _tag: "Like", field: name, pattern, insensitive })
  }

// A backslash takes what follows literally, also a wildcard.
const wildcardRuns = /\\[^]|%+/gu

/** `*` is written for `%`, which would have to be escaped in a URL; several in a row match what one does. */
function patternOf(operand: string): string {
  return operand.replaceAll("*", "%").replace(wildcardRuns, (run) => (run.startsWith("%") ? "%" : run))
}

function wildcardsIn(pattern: string): number {
  return [...pattern.matchAll(wildcardRuns)].filter(([run]) => run === "%").length
}

/** By the word that stands before the operand. */
export const operators: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["eq", compare("eq")],
  ["neq", compare("neq")],
  ["lt", compare("lt")],
  ["lte", compare("lte")],
  ["gt", compare("gt")],
  ["gte", compare("gte")],
  ["like", like(false)],
  ["ilike", like(true)],
  ["in", readIn],
  ["is", readIs]
])

function readOperand({ parameter }: Place, { cell, type }: Column, operand: string) {
  if (cell.parse === null) return incomparable(parameter, type.kind)
  const hint =
    type.kind === "timestamptz" && / \d\d:?\d\d$/u.test(operand)
      ? "Write the + of an offset as %2B: a plain one is a space."
      : undefined
  return Result.mapError(cell.parse(operand), (rule) => queryInvalid(parameter, "operand", rule, hint))
}

function incomparable(parameter: string, kind: string) {
  return invalidFilter(parameter, "operator", `is of type ${kind}, which has no comparisons`)
}

function readIn(place: Place, column: Column, operand: string): Filtered {
  // Also of an empty list: there is no SQL for it.
  if (column.cell.parse === null) return incomparable(place.parameter, column.type.kind)
  const items = splitList(operand)
  if (items === null)
    return invalidFilter(place.parameter, "syntax", 'must be a list in parentheses, such as in.(1,2,"a,b")')
  if (items.length > place.limits.inList)
    return invalidFilter(place.parameter, "too-many", `lists more than ${place.limits.inList} values`)
  const values = []
  for (const item of items) {
    const value = readOperand(place, column, unquote(item))
    if (Result.isFailure(value)) return Result.fail(value.failure)
    values.push(value.success)
  }
  return Result.succeed({ _tag: "Quantified", quantifier: "any", operator: "eq", field: column.name, values })
}

function readIs({ parameter }: Place, { name, type }: Column, operand: string): Filtered {
  const word = operand.toLowerCase()
  const is = (value: boolean | null): Predicate.Predicate => ({ _tag: "Is", field: name, value })
  if (word === "null") return Result.succeed(is(null))
  if (word === "not_null") return Result.succeed({ _tag: "Not", predicate: is(null) })
  if (type.kind === "boolean" && word === "unknown") return Result.succeed(is(null))
  if (type.kind === "boolean" && (word === "true" || word === "false"))
    return Result.succeed(is(word === "true"))
  return invalidFilter(
    parameter,
    "operand",
    "must be is.null or is.not_null, for a boolean also true, false or unknown"
  )
}
