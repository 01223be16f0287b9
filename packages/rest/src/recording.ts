/** Answers that refuse are given once that is recorded. */
import {
  type Api,
  type Caller,
  recordRefusal,
  type ResourceStore,
  type StoreUnavailable
} from "@pgcrest/core"
import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type { Request } from "./Request.ts"
import type { Outcome } from "./Wire.ts"

type Answer<O, R> = (request: Request, caller: Caller.Caller) => Effect.Effect<O, never, R>

/** An answer whose refusal could not be recorded, and why. */
export interface Unrecorded {
  readonly route: string | null
  readonly cause: Cause.Cause<StoreUnavailable>
}

/**
 * The same answers, each refusal in them recorded before: by a statement of its own, as whatever was refused is undone by
 * then, and once for a request, whatever it was made of. What could not be recorded is answered `instead`, as a failure: silence
 * would be taken for peace. Where no resource asks for it the answers are those that were given.
 */
export const recording = <O extends Outcome, R>(
  { resources }: Pick<Api.Api<unknown, unknown>, "resources">,
  answer: Answer<O, R>,
  instead: (request: Request, caller: Caller.Caller, unrecorded: Unrecorded) => O
): Answer<O, R | ResourceStore> =>
  [...resources.values()].some(({ trail }) => trail.refusals)
    ? (request, caller) =>
        Effect.flatMap(answer(request, caller), (outcome): Effect.Effect<O, never, ResourceStore> => {
          const { refused, route } = outcome
          if (refused === undefined) return Effect.succeed(outcome)
          return Effect.matchCause(recordRefusal(refused), {
            onFailure: (cause) => instead(request, caller, { route, cause }),
            onSuccess: () => outcome
          })
        })
    : answer
