/** A request's way to its response on PostgREST's wire: plan, command, rows. The first failure answers. */
import { type Caller, handleCommand, type ResourceStore } from "@pgcrest/core"
import { type HookFailure, type Outcome, type Request, type Response, shorter } from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Ending, endingOf } from "./ending.ts"
import { planOf } from "./plan.ts"
import { unsent } from "./problem/Problem.ts"
import type { Reading, Writing } from "./askTable.ts"
import { toReadAnswer } from "./response/toReadAnswer.ts"
import { runWrite } from "./runWrite.ts"
import type { Settings } from "./Settings.ts"

type Answered<S> = Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom | S>

/** Never fails: every failure is a problem, and a defect one that says nothing. */
export const handleRequest = <E extends HookFailure, S>(
  settings: Settings<E, S>,
  request: Request,
  caller: Caller.Caller
): Answered<S> => {
  const { route, step, table } = planOf(settings, request, caller)
  const resource = table?.resource ?? null
  const plan = Result.getOrNull(step)
  const sent = plan?._tag === "Writing" ? plan.write.sent : unsent
  const ending = endingOf(settings, {
    head: request,
    caller,
    route,
    about: { resource, sent }
  })
  // Before the store is asked every failure is the client's.
  if (Result.isFailure(step)) return Effect.succeed(ending.fail(step.failure, null))
  switch (step.success._tag) {
    case "Ready":
      return Effect.succeed(ending.answer(step.success.response))
    case "Reading":
      return read(settings, caller, step.success, ending)
    case "Writing":
      return write(settings, step.success, ending)
  }
}

function read<E extends HookFailure, S>(
  { api }: Settings<E, S>,
  caller: Caller.Caller,
  reading: Reading,
  { answer, fail, failCause }: Ending
): Answered<S> {
  const { command } = reading
  return Effect.matchCause(handleCommand(api, command, caller, { strict: false }), {
    onFailure: failCause,
    onSuccess: (rows) => {
      const told = toReadAnswer(rows, reading)
      if (Result.isFailure(told)) return fail(told.failure, null)
      const again = (rows: Parameters<typeof toReadAnswer>[0]) =>
        Result.map(toReadAnswer(rows, reading), (one) => answer(one).response)
      return {
        ...answer(told.success),
        shorter: (isCarried: (response: Response) => boolean) => shorter(rows, command, again, isCarried)
      }
    }
  })
}

function write<E extends HookFailure, S>(
  { api }: Settings<E, S>,
  { caller, write, ...asking }: Writing,
  { answer, failCause }: Ending
): Answered<S> {
  const strict = asking.preferences.handling === "strict"
  return Effect.matchCause(runWrite({ api, caller, strict }, write, asking), {
    onFailure: failCause,
    onSuccess: answer
  })
}
