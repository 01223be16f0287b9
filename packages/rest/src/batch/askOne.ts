/** One request of a batch on its way, as if it was sent alone. */
import { type Caller, handleCommand, type ResourceStore, type Rows, type UserDirectory } from "@pgcrest/core"
import * as Clock from "effect/Clock"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { orWeakEtag } from "../outcome.ts"
import { planOf } from "../plan.ts"
import type { Failure, HookFailure } from "../problem/problem.ts"
import type { DecodedRequest } from "../Request.ts"
import type { Response } from "../Response.ts"
import type { Exchange } from "../response/Exchange.ts"
import { withPeople } from "../response/people/withPeople.ts"
import { toResponse } from "../response/toResponse.ts"
import type { Settings } from "../Settings.ts"

/** A response, and what the log wants to know beside it; null for nothing. */
export interface Asked {
  readonly response: Response
  readonly cause: unknown
}

/** Its response; fails with what the request alone would be refused for. */
export const askOne = <E extends HookFailure, S>(
  settings: Settings<E, S>,
  request: DecodedRequest,
  caller: Caller.Caller
): Effect.Effect<Asked, Failure, ResourceStore | SecureRandom.SecureRandom | UserDirectory | S> => {
  const { step } = planOf(settings, request, caller)
  if (Result.isFailure(step)) return Effect.fail(step.failure)
  const plan = step.success
  return plan._tag === "Exchange"
    ? Effect.mapError(answered(settings, plan), (failure) => orWeakEtag(failure, plan.headers))
    : Effect.succeed({ response: plan.response, cause: null })
}

const answered = Effect.fnUntraced(function* <E extends HookFailure, S>(
  { api }: Settings<E, S>,
  exchange: Exchange
): Effect.fn.Return<Asked, Failure, ResourceStore | SecureRandom.SecureRandom | UserDirectory | S> {
  const { caller, command, expansion, strict } = exchange
  const rows = yield* handleCommand(api, command, caller, { strict })
  const millis = yield* Clock.currentTimeMillis
  const answer = (rows: Rows.Rows, expanded: string | null) =>
    Effect.fromResult(toResponse(rows, exchange, { expanded, millis }))
  if (expansion === null) return { response: yield* answer(rows, null), cause: null }
  const told = yield* withPeople(rows, expansion)
  return { response: yield* answer(told.rows, told.applied), cause: told.cause }
})
