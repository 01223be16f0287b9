/** A query string as core's query: parsed, then looked up, as `toCommand` does. */
import { type Query, resolve } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../../src/problem/RequestFailure.ts"
import { parseQuery } from "../../src/query/parseQuery.ts"
import { queryFailure } from "../../src/query/queryFailure.ts"
import { Books, limits } from "../samples.ts"

export type Pairs = ReadonlyArray<readonly [name: string, value: string]>

export const read = (pairs: Pairs, count = false): Result.Result<Query.Query, RequestFailure> =>
  Result.flatMap(parseQuery(pairs, limits, count), (syntax) =>
    Result.mapError(resolve(Books, syntax), queryFailure)
  )
