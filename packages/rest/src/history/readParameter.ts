/** A condition that is of no field: `resource=in.(books,loans)`, `owner=eq.ann`. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Pairs } from "../query/Parameter.ts"
import { parseFilter } from "../query/parseFilter.ts"
import type { Limits } from "../RestOptions.ts"

export const readParameter = (
  [name, text]: Pairs[number],
  limits: Limits
): Result.Result<QuerySyntax.ConditionSyntax, RequestFailure> => {
  const asks = { _tag: "Condition", field: { name, path: [], asText: false } } as const
  return Result.flatMap(parseFilter({ parameter: name, asks, text }, limits), (filter) =>
    filter._tag === "Condition"
      ? Result.succeed(filter)
      : Result.fail(queryInvalid(name, "syntax", "must be operator.value"))
  )
}
