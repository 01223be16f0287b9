/** What parts of a filter come to, and where they stand. */
import type { Predicate, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"

export type Filtered = Result.Result<Predicate.Predicate, RequestFailure>

export interface Place {
  readonly resource: Resource.Resource
  readonly limits: Limits
  /** The parameter that a failure names. */
  readonly parameter: string
}

/** A filter that breaks a rule. */
export const invalidFilter = (
  parameter: string,
  code: string,
  detail: string,
  hint?: string
): Result.Result<never, RequestFailure> => Result.fail(queryInvalid(parameter, code, detail, hint))
