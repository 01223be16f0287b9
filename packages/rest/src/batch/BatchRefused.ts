/** What a batch ends in instead of its answers. */
import type { Failure } from "../problem/problem.ts"
import type { Request } from "../Request.ts"

/** A request of the batch was refused, or all of them: nothing of the batch remains. */
export class BatchRefused {
  readonly _tag = "BatchRefused"
  readonly failure: Failure
  /** Which request it was; null where nobody knows. */
  readonly at: number | null
  /** Of which body the failure's pointers are: the request's own, or the batch's. */
  readonly places: "request" | "batch"
  /** The request that it was; null where that came to none. */
  readonly request: Request | null
  constructor(
    failure: Failure,
    at: number | null,
    places: BatchRefused["places"],
    request: Request | null = null
  ) {
    this.failure = failure
    this.at = at
    this.places = places
    this.request = request
  }
}
