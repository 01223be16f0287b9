/** One request of a batch on its way, as if it was sent alone. */
import { type Caller, handleCommand, type ResourceStore, type UserDirectory } from "@pgcrest/core"
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

/** Its response; fails with what the request alone would be refused for. */
export const askOne = <E extends HookFailure, S>(
  settings: Settings<E, S>,
  request: DecodedRequest,
  caller: Caller.Caller
): Effect.Effect<Response, Failure, ResourceStore | SecureRandom.SecureRandom | UserDirectory | S> => {
  const { step } = planOf(settings, request, caller)
  if (Result.isFailure(step)) return Effect.fail(step.failure)
  const plan = step.success
  return plan._tag === "Exchange"
    ? Effect.mapError(answered(settings, plan, caller), (failure) => orWeakEtag(failure, plan.headers))
    : Effect.succeed(plan.response)
}

const answered = Effect.fnUntraced(function* <E extends HookFailure, S>(
  { api }: Settings<E, S>,
  exchange: Exchange,
  caller: Caller.Caller
): Effect.fn.Return<Response, Failure, ResourceStore | SecureRandom.SecureRandom | UserDirectory | S> {
  const { command, expansion, strict } = exchange
  const rows = yield* handleCommand(api, command, caller, { strict })
  const millis = yield* Clock.currentTimeMillis
  if (expansion === null)
    return yield* Effect.fromResult(toResponse(rows, exchange, { expanded: null, millis }))
  const told = yield* withPeople(rows, expansion)
  return yield* Effect.fromResult(toResponse(told.rows, exchange, { expanded: told.applied, millis }))
})
