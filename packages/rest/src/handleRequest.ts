/** A request's way to its response: route, caller, headers, command, rows. The first failure answers. */
import {
  type Caller,
  handleCommand,
  ready,
  type ResourceStore,
  type Rows,
  type UserDirectory
} from "@pgcrest/core"
import type * as Cause from "effect/Cause"
import type * as Clock from "effect/Clock"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { finish } from "./response/finish.ts"
import { endingOf, failureOf, orWeakEtag } from "./outcome.ts"
import { planOf } from "./plan.ts"
import { type Failure, type HookFailure, problemResponse } from "./problem/problem.ts"
import type { Request, RequestHead } from "./Request.ts"
import type { Response } from "./Response.ts"
import type { Settings } from "./Settings.ts"
import type { Outcome } from "./Wire.ts"
import { shorter } from "./response/shorter.ts"
import { toResponse } from "./response/toResponse.ts"
import { type Peopled, withPeople } from "./response/people/withPeople.ts"

/** Never fails: every failure is a problem, and a defect one that says nothing. */
export const handleRequest = <E extends HookFailure, S>(
  settings: Settings<E, S>,
  request: Request,
  caller: Caller.Caller
): Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom | UserDirectory | S> => {
  const { route, step } = planOf(settings, request, caller)
  const { end, fail } = endingOf(settings, request, { caller, route })
  // Before the store is asked every failure is the client's, the 501 of a method too: no alarm is theirs to ring.
  if (Result.isFailure(step)) return Effect.succeed(fail(step.failure, null))
  const plan = step.success
  if (plan._tag === "Ready") return Effect.succeed(end(plan.response))
  if (plan._tag === "Readiness")
    return Effect.matchCause(readiness(settings, caller), {
      onSuccess: () => end(plan.response),
      onFailure: (cause) => fail(...failureOf(cause, { match: null }))
    })
  const { command, expansion, headers, key, strict, trial } = plan
  const respond = (rows: Rows.Rows, told: Peopled | null, clock: Clock.Clock) => {
    const millis = clock.currentTimeMillisUnsafe()
    const answer = (rows: Rows.Rows) => toResponse(rows, plan, { expanded: told?.applied ?? null, millis })
    const response = answer(rows)
    if (Result.isFailure(response)) return fail(orWeakEtag(response.failure, headers))
    const finished = (rows: Rows.Rows) => Result.map(answer(rows), (one) => end(one).response)
    return {
      ...end(response.success, told?.cause),
      shorter: (isCarried: (response: Response) => boolean) => shorter(rows, command, finished, isCarried)
    }
  }
  const onFailure = (cause: Cause.Cause<Failure>) => fail(...failureOf(cause, headers))
  const asked = handleCommand(settings.api, command, plan.caller, { strict, key })
  const found = trial === null ? asked : trial.undone(asked)
  return Effect.clockWith((clock) => {
    if (expansion === null)
      return Effect.matchCause(found, { onSuccess: (rows) => respond(rows, null, clock), onFailure })
    const told = Effect.flatMap(found, (rows) => withPeople(rows, expansion))
    return Effect.matchCause(told, { onSuccess: (told) => respond(told.rows, told, clock), onFailure })
  })
}

/** Whether the store answers, by the first resource that there is. */
function readiness({ served }: Settings, caller: Caller.Caller): Effect.Effect<void, Failure, ResourceStore> {
  const [first] = served.values()
  return first === undefined ? Effect.void : ready(first.resource, caller)
}

/** The answer to a failure outside of any route: a deadline, a body that is no base64, an answer too large. */
export const refuse = (
  settings: Settings,
  head: RequestHead,
  requestId: string,
  failure: Failure
): Response => {
  return finish(settings, head, requestId, problemResponse(failure, settings, requestId))
}
