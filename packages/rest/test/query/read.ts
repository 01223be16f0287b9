/** A query string as core's query: parsed, then looked up, as `toCommand` does. */
import { type Query, type QuerySyntax, resolve } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../../src/problem/RequestFailure.ts"
import { parameterOf } from "../../src/query/Parameter.ts"
import { parseFilter } from "../../src/query/parseFilter.ts"
import { parseQuery } from "../../src/query/parseQuery.ts"
import { queryFailure } from "../../src/query/queryFailure.ts"
import { Books, limits, reach } from "../samples.ts"

export type Pairs = ReadonlyArray<readonly [name: string, value: string]>

export const read = (
  pairs: Pairs,
  count: Query.Count | null = null
): Result.Result<Query.Query, RequestFailure> =>
  Result.flatMap(parseQuery(pairs, limits, count), (syntax) =>
    Result.mapError(resolve(Books, syntax, reach), (failure) =>
      "fault" in failure ? queryFailure(failure) : { _tag: "RouteNotFound", detail: failure._tag }
    )
  )

/** One parameter that filters, as syntax. */
export const filterOf = (
  name: string,
  text: string
): Result.Result<QuerySyntax.FilterSyntax, RequestFailure> => {
  const asks = parameterOf(name, limits)?.asks
  return asks === undefined || asks._tag === "Word"
    ? Result.fail({ _tag: "RouteNotFound", detail: "This filters nothing." })
    : parseFilter({ parameter: name, text, asks }, limits)
}
