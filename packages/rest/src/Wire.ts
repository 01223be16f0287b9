/** What a gateway's adapter asks of a wire: some way of speaking HTTP about records. */
import type { Caller } from "@pgcrest/core"
import type * as Effect from "effect/Effect"
import type { EdgeFailure } from "./problem/EdgeFailure.ts"
import type { Request, RequestHead } from "./Request.ts"
import type { Response } from "./Response.ts"

/** A response, and what a log wants to know beside it. */
export interface Outcome {
  readonly response: Response
  /** The route's template, such as `/books/{uid}`; null where there is none. */
  readonly route: string | null
  /** Why a 5xx was answered, or what else somebody should look at; null for all else, and for a 501 that a client's method earns. */
  readonly cause: unknown
  /**
   * A shorter answer to the same request, where there is one: the longest of those that it tries which is carried. Null
   * where none is.
   */
  readonly shorter?: (isCarried: (response: Response) => boolean) => Response | null
}

/**
 * A way of speaking HTTP about records; `R` is what it needs of its surroundings, such as the store. HEAD is answered as GET,
 * body and all: whether a gateway would carry the one says what the other is told, and the adapter leaves the body out.
 */
export interface Wire<out R = never> {
  /** Never fails: every failure is an answer, and a defect one that says nothing. */
  readonly answer: (request: Request, caller: Caller.Caller) => Effect.Effect<Outcome, never, R>
  /** The answer to what did not come as far as a request, or not to an end. */
  readonly refuse: (head: RequestHead, requestId: string, failure: EdgeFailure) => Response
  /** What is answered instead of a response that no gateway would carry. */
  readonly cut: (request: Request, requestId: string, response: Response) => Response
  /** The groups that rules name: where a gateway joins a caller's groups, these are told apart. */
  readonly groups: ReadonlySet<string>
}
