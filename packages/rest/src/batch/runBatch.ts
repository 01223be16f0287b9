/** The requests of a batch in turn, all inside one unit: each is judged, hooked, recorded and answered as if sent alone. */
import {
  AnswerTooLarge,
  type Caller,
  type Keeping,
  type ResourceStore,
  together,
  type UserDirectory
} from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { HookFailure } from "../problem/problem.ts"
import type { Rollback } from "../Rollback.ts"
import type { Settings } from "../Settings.ts"
import { bodyOf, printAnswer } from "./Answer.ts"
import { askOne } from "./askOne.ts"
import { BatchRefused } from "./BatchRefused.ts"
import { fill } from "./fill.ts"
import { malformed } from "./readBatch.ts"
import type { Body } from "./reference.ts"
import type { Sketch } from "./Sketch.ts"

/** Who sends a batch, and what stands before our own path outside. */
export interface Sender {
  readonly caller: Caller.Caller
  readonly prefix: string
  /** How the batch is undone where it is tried; null where it stays. */
  readonly trial: Rollback | null
  /** How its answers are kept under its key; null where it has none. */
  readonly keeping: Keeping<Answers> | null
}

type Services<S> = ResourceStore | SecureRandom.SecureRandom | UserDirectory | S

/** The answers as the text of a JSON array, and the first thing that the log wants to know of them. */
export interface Answers {
  /** Null where they were erased since. */
  readonly body: string | null
  readonly cause: unknown
  readonly replayed: boolean
}

/** All of the answers; fails with the first request that is refused, or as the unit does. */
export const runBatch = <E extends HookFailure, S>(
  settings: Settings<E, S>,
  sketches: ReadonlyArray<Sketch>,
  sender: Sender
): Effect.Effect<Answers, BatchRefused, Services<S>> =>
  Effect.mapError(asOne(answersTo(settings, sketches, sender), sender), (failure) =>
    failure instanceof BatchRefused ? failure : new BatchRefused(failure, null, "batch")
  )

function asOne<E, R>(answers: Effect.Effect<Answers, E, R>, { keeping, trial }: Sender) {
  return trial === null ? together(answers, keeping) : trial.undone(answers)
}

/** Begins from the same requests each time that the unit runs. */
const answersTo = Effect.fnUntraced(function* <E extends HookFailure, S>(
  settings: Settings<E, S>,
  sketches: ReadonlyArray<Sketch>,
  { caller, keeping, prefix, trial }: Sender
): Effect.fn.Return<Answers, BatchRefused, Services<S>> {
  const { limits } = settings
  const within = keeping === null ? settings : { ...settings, requireKey: none }
  const bodies: Array<Body> = []
  const room = { characters: limits.body }
  let text = ""
  let first: unknown = null
  for (const [at, sketch] of sketches.entries()) {
    const request = fill(sketch, { at, bodies, prefix, room })
    if (Result.isFailure(request)) return yield* refuse(malformed([request.failure]), at, "batch")
    const { response, cause } = yield* Effect.catch(askOne(within, request.success, caller), (failure) =>
      refuse(failure, at, "request", request.success)
    )
    text += `${at === 0 ? "" : ","}${printAnswer(trial === null ? response : trial.placeless(response))}`
    if (text.length > limits.batchAnswer) return yield* refuse(tooLarge, at, "request")
    bodies.push(bodyOf(response))
    first ??= cause
  }
  return { body: `[${text}]`, cause: first, replayed: false }
})

// The batch has one for all.
const none: ReadonlySet<string> = new Set()

function refuse(...why: ConstructorParameters<typeof BatchRefused>): Effect.Effect<never, BatchRefused> {
  return Effect.fail(new BatchRefused(...why))
}

const tooLarge = new AnswerTooLarge({ resource: "batch", outcomeUnknown: false })
