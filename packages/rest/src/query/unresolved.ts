/** A query that was looked up, with its fault in the words of this wire. */
import type { Refused, Unresolved } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import { queryFailure } from "./queryFailure.ts"

/** One that leads where its caller may not go is refused as a request for it would be. */
export const unresolved = <A>(
  resolved: Result.Result<A, Unresolved>
): Result.Result<A, RequestFailure | Refused> =>
  Result.mapError(resolved, (failure) => ("fault" in failure ? queryFailure(failure) : failure))
