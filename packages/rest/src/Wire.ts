/** What a gateway's adapter asks of a wire: some way of speaking HTTP about records. */
import type { Caller, RefusedRequest } from "@pgcrest/core"
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
  /** What was refused, where a resource records that: `recording` does so before the answer is given. */
  readonly refused?: RefusedRequest
  /**
   * A shorter answer to the same request, where there is one: the longest of those that it tries which is carried. Null
   * where none is.
   */
  readonly shorter?: (isCarried: (response: Response) => boolean) => Response | null
}

/** A part of a body that is told page by page. */
export interface Part<out R = never> {
  readonly text: string
  /** What follows; null behind the last part. */
  readonly following: Following<R> | null
  /** Why the body ends without all of its records; null where it does not. */
  readonly missing: Missing | null
}

/** How a body goes on. */
export interface Following<out R = never> {
  /** Never fails: what goes wrong is a last part. */
  readonly next: Effect.Effect<Part<R>, never, R>
  /** The last part where nobody can wait for the next one. */
  readonly cut: (failure: EdgeFailure) => Part
}

/** That records are missing, for the log; a body whose text does not tell it must be broken off. */
export interface Missing {
  readonly told: boolean
  readonly cause: unknown
}

/** An answer whose body may go on behind the response's own. */
export interface Streamed<out R = never> extends Outcome {
  /** Null where the response is whole. */
  readonly following: Following<R> | null
}

/**
 * A way of speaking HTTP about records; `R` is what it needs of its surroundings, such as the store. HEAD is answered as GET,
 * body and all: whether a gateway would carry the one says what the other is told, and the adapter leaves the body out.
 */
export interface Wire<out R = never> {
  /** Never fails: every failure is an answer, and a defect one that says nothing. */
  readonly answer: (request: Request, caller: Caller.Caller) => Effect.Effect<Outcome, never, R>
  /** The same where the gateway sends a body while it is made; absent where the wire makes none so. */
  readonly stream?: (request: Request, caller: Caller.Caller) => Effect.Effect<Streamed<R>, never, R>
  /** The answer to what did not come as far as a request, or not to an end. */
  readonly refuse: (head: RequestHead, requestId: string, failure: EdgeFailure) => Response
  /** What is answered instead of a response that no gateway would carry. */
  readonly cut: (request: Request, requestId: string, response: Response) => Response
  /** The groups that rules name: where a gateway joins a caller's groups, these are told apart. */
  readonly groups: ReadonlySet<string>
}
