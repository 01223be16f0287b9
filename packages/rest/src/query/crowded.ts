/** How much one query asks for in all, as every condition and every step into JSON is a value that the database gets. */
import type { QuerySyntax } from "@pgcrest/core"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { isLike, isMatch } from "./operation.ts"

type Whole = QuerySyntax.AskedSyntax & QuerySyntax.ShowingSyntax

/** What is too much is told of the parameter that brings it; null where it is not. */
export const crowded = ({ related, select, ...asked }: Whole, limits: Limits): RequestFailure | null => {
  const sum: Sum = { terms: termsShown(select ?? []), patterns: 0, limits }
  const excess = excessOf(sum, "select") ?? crowdedAt(sum, asked, "order")
  return related.reduce((found, place) => found ?? crowdedAt(sum, place, place.parameter), excess)
}

/** What was counted so far. */
interface Sum {
  terms: number
  patterns: number
  readonly limits: Limits
}

function crowdedAt(
  sum: Sum,
  { filters, order }: QuerySyntax.AskedSyntax,
  parameter: string
): RequestFailure | null {
  for (const filtering of filters) {
    count(sum, filtering.filter)
    const excess = excessOf(sum, filtering.parameter)
    if (excess !== null) return excess
  }
  for (const { field } of order) sum.terms += termsIn(field)
  return excessOf(sum, parameter)
}

function excessOf({ limits, patterns, terms }: Sum, parameter: string): RequestFailure | null {
  const excess = (what: string, most: number) =>
    queryInvalid(parameter, "too-many", `brings the ${what} of a query to more than ${most}`)
  if (patterns > limits.patterns) return excess("patterns of like, ilike, match and imatch", limits.patterns)
  return terms > limits.terms ? excess("conditions and fields", limits.terms) : null
}

/** A field, and each step into it. */
function termsIn({ path }: QuerySyntax.FieldSyntax): number {
  return 1 + path.length
}

function termsShown(items: ReadonlyArray<QuerySyntax.ItemSyntax>): number {
  return items.reduce((sum, item) => sum + termsOf(item), 0)
}

function termsOf(item: QuerySyntax.ItemSyntax): number {
  switch (item._tag) {
    case "All":
      return 1
    case "Field":
      return termsIn(item.field)
    case "Aggregate":
      return item.field === null ? 1 : termsIn(item.field)
    case "Relation":
      return 1 + termsShown(item.items)
  }
}

function count(sum: Sum, filter: QuerySyntax.FilterSyntax): void {
  if (filter._tag !== "Condition") {
    for (const part of filter.parts) count(sum, part)
    return
  }
  sum.terms += termsIn(filter.field)
  sum.patterns += patternsIn(filter)
}

function patternsIn(condition: QuerySyntax.ConditionSyntax): number {
  if (!isLike(condition) && !isMatch(condition)) return 0
  const { operand } = condition
  switch (operand._tag) {
    case "Text":
    case "Pattern":
      return 1
    case "List":
      return operand.texts.length
    case "Patterns":
      return operand.patterns.length
  }
}
