/** Faults with the parameter that holds them. */
import * as Result from "effect/Result"
import type { Located, QueryFault } from "../query/QueryFault.ts"

/** What a part of a query means, or why it means nothing. */
export type Meaning<A> = Result.Result<A, QueryFault>

/** The same, told of a parameter. */
export const located = <A>(parameter: string, meaning: Meaning<A>): Result.Result<A, Located> =>
  Result.mapError(meaning, (fault) => ({ parameter, fault }))
