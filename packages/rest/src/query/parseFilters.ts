/** All filters of a query string, and what they may not be together. */
import { Predicate, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { type Filtered, invalidFilter } from "./Filtered.ts"
import { parseFilter } from "./parseFilter.ts"
import type { Limits } from "../RestOptions.ts"

/** Joined by AND; a pattern too many is told of the parameter that brings it. */
export const parseFilters = (
  resource: Resource.Resource,
  limits: Limits,
  pairs: ReadonlyArray<readonly [name: string, value: string]>
): Filtered => {
  const filters: Array<Predicate.Predicate> = []
  let patterns = 0
  for (const pair of pairs) {
    const filter = parseFilter(resource, limits, pair)
    if (Result.isFailure(filter)) return filter
    patterns += patternsIn(filter.success)
    if (patterns > limits.patterns)
      return invalidFilter(
        pair[0].slice(0, 100),
        "too-many",
        `brings the patterns of like and ilike to more than ${limits.patterns}`
      )
    filters.push(filter.success)
  }
  // However it is written, it is one shape of statement.
  return Result.succeed(Predicate.compact(Predicate.and(...filters)))
}

function patternsIn(predicate: Predicate.Predicate): number {
  switch (predicate._tag) {
    case "Like":
      return 1
    case "And":
    case "Or":
      return predicate.predicates.reduce((sum, part) => sum + patternsIn(part), 0)
    case "Quantified":
      return predicate.operator === "like" || predicate.operator === "ilike" ? predicate.values.length : 0
    case "Not":
      return patternsIn(predicate.predicate)
    case "Constant":
    case "Compare":
    case "Is":
      return 0
  }
}
