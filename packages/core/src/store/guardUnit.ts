/** What every store's unit promises of the steps inside it: one at a time, none after its end, none forgotten that failed. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Semaphore from "effect/Semaphore"
import { type StoreFailure, StoreTimeout } from "../failures.ts"
import { lendRun } from "./lendRun.ts"
import type { JudgeDeferred, Run } from "./ResourceStore.ts"

/**
 * Runs a unit's body over `run`. After a constraint's or the store's own failure, each further command fails with it,
 * and so does a body that caught it or died of it: PostgreSQL has ended the transaction by then, and every other store does
 * as it does. So it is after a step that was interrupted, as by a timeout: a write may have happened, and nobody has seen it.
 * A store that judges all at once has nothing to judge as deferred.
 */
export const guardUnit = <A, E, R>(
  run: Run,
  body: (run: Run, judgeDeferred: JudgeDeferred) => Effect.Effect<A, E, R>,
  judgeDeferred: JudgeDeferred = Effect.void
): Effect.Effect<A, E | StoreFailure, R> =>
  Effect.suspend(() => {
    let broken: Cause.Cause<StoreFailure> | null = null
    // One connection takes one command at a time, however many fibers a hook has.
    const turn = Semaphore.makeUnsafe(1)
    const guarded = <A>(step: () => Effect.Effect<A, StoreFailure>) =>
      broken === null
        ? Effect.onExit(step(), (exit) =>
            Effect.sync(() => {
              broken ??= Exit.isFailure(exit) ? breakOf(exit.cause) : null
            })
          )
        : Effect.failCause(broken)
    const step: Run = (command) => guarded(() => run(command))
    const judge = turn.withPermit(Effect.suspend(() => guarded(() => judgeDeferred)))
    const ended = Effect.exit(
      lendRun(step, (lent) => body((command) => turn.withPermit(lent(command)), judge))
    )
    // A step that a fork began in time belongs to the unit: its turn must be over before the unit is.
    return Effect.flatMap(ended, (exit) =>
      Effect.flatMap(turn.withPermit(Effect.void), (): Effect.Effect<A, E | StoreFailure> => {
        const end = broken !== null && !isOwnWord(exit) ? Effect.failCause(broken) : exit
        broken ??= over
        return end
      })
    )
  })

// Verdicts leave a transaction as it was; after anything else it can only be rolled back.
const isVerdict: Readonly<Record<StoreFailure["_tag"], boolean>> = {
  RecordNotFound: true,
  NotPermitted: true,
  NewValuesRefused: true,
  TooManyAffected: true,
  VersionMismatch: true,
  FieldImmutable: true,
  KeyReused: true,
  Conflict: false,
  ReferenceMissing: false,
  StillReferenced: false,
  ConstraintViolated: false,
  ValueRefused: false,
  OperandRefused: false,
  MomentOutOfReach: true,
  SearchUnsupported: false,
  WriteRaised: false,
  RowSecured: false,
  WriteSuppressed: false,
  StoreBusy: false,
  StoreTimeout: false,
  StoreUnavailable: false,
  AnswerTooLarge: false
}

/** Whether the body made a failure of its own of what broke the unit, or was itself interrupted. */
function isOwnWord(exit: Exit.Exit<unknown, unknown>): boolean {
  return Exit.isFailure(exit) && (Cause.hasFails(exit.cause) || Cause.hasInterrupts(exit.cause))
}

/** What the unit ends in after this step; null where it may go on. */
function breakOf(cause: Cause.Cause<StoreFailure>): Cause.Cause<StoreFailure> | null {
  if (Cause.hasInterrupts(cause)) return Cause.fail(interrupted)
  const failure = Option.getOrNull(Cause.findErrorOption(cause))
  return failure !== null && isVerdict[failure._tag] ? null : cause
}

// Judged later, it would be another's transaction that is judged.
const over = Cause.die(new Error("A unit was asked to judge what is deferred after it was over."))

const interrupted = new StoreTimeout({
  cause: "A step was interrupted before its unit knew whether it had happened."
})
