/** All filters of a query string, and what they may not be together. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { invalidFilter, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { parseFilter } from "./parseFilter.ts"

/** In the order of the query; a pattern too many is told of the parameter that brings it. */
export const parseFilters = (
  limits: Limits,
  pairs: ReadonlyArray<readonly [name: string, value: string]>
): Result.Result<ReadonlyArray<QuerySyntax.Filtering>, RequestFailure> => {
  const filters: Array<QuerySyntax.Filtering> = []
  let patterns = 0
  for (const pair of pairs) {
    const filter = parseFilter(limits, pair)
    if (Result.isFailure(filter)) return Result.fail(filter.failure)
    const parameter = pair[0].slice(0, 100)
    patterns += patternsIn(filter.success)
    if (patterns > limits.patterns)
      return invalidFilter(
        parameter,
        "too-many",
        `brings the patterns of like and ilike to more than ${limits.patterns}`
      )
    filters.push({ parameter, filter: filter.success })
  }
  return Result.succeed(filters)
}

function patternsIn(syntax: QuerySyntax.FilterSyntax): number {
  return syntax._tag === "Condition"
    ? Number(syntax.operand._tag === "Pattern")
    : syntax.parts.reduce((sum, part) => sum + patternsIn(part), 0)
}
