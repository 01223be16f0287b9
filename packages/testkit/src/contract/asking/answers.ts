/** The answers of stores to one question, side by side. */
import { ResourceStore, type Rows, type Undone } from "@pgcrest/core"
import * as Cause from "effect/Cause"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { canonical, print } from "./canonical.ts"
import { atMillis, factOf } from "./cases.ts"

type Store = ResourceStore["Service"]
/** One, or several that are asked the same. */
export type Stores = readonly [Store, ...ReadonlyArray<Store>]

/** The first step that stores answer unlike, or one otherwise than it must, and both answers. */
export interface Difference {
  readonly step: number | string
  readonly left: string
  readonly right: string
}

/** Which step of a sequence, and when it is; all sides draw the same uids. */
export interface Moment {
  readonly step: number | string
  readonly millis: number
}

/** What a request is answered: one answer, or as many as it has parts. */
export type Answer = Rows.Rows | Undone

/** A request. */
export type Asked = Effect.Effect<ReadonlyArray<Answer>, object, ResourceStore | SecureRandom.SecureRandom>

/** What all stores answer, where it is the same; nothing where they refuse. */
export const answerOf = Effect.fnUntraced(function* (
  [first, ...others]: Stores,
  { step, millis }: Moment,
  asked: Asked
) {
  const random = () => {
    // Rows of one body are records of their own.
    let drawn = 0
    return SecureRandom.make((size) => new Uint8Array(size).fill(Number(step)).fill(drawn++, size - 1))
  }
  const on = (store: Store) =>
    asked.pipe(
      Effect.provideService(ResourceStore, store),
      Effect.provideServiceEffect(SecureRandom.SecureRandom, Effect.sync(random)),
      atMillis(millis),
      Effect.exit
    )
  const exit = yield* on(first)
  const left = told(exit)
  for (const other of others) {
    const right = told(yield* on(other))
    const difference: Difference = { step, left, right }
    if (left !== right) return yield* Effect.fail(difference)
  }
  return Exit.isSuccess(exit) ? exit.value : []
})

/** Everything that is answered, as text: failures by tag and data. */
function told(exit: Exit.Exit<ReadonlyArray<Answer>, object>): string {
  if (Exit.isSuccess(exit)) return exit.value.toSorted(byRecord).map(answerText).join("\n")
  const [reason] = exit.cause.reasons
  return reason?._tag === "Fail" ? print(factOf(reason.error)) : Cause.pretty(exit.cause)
}

/** In which order one statement wrote its records, and so in which they are taken back, is a store's own business. */
function byRecord(left: Answer, right: Answer): number {
  const record = (answer: Answer) => ("_tag" in answer ? "" : `${answer.resource} ${answer.uid}`)
  return record(left) < record(right) ? -1 : Number(record(left) > record(right))
}

/** Records by json() and by values(). */
function answerText(answer: Answer): string {
  if (!("_tag" in answer)) return print(answer)
  const { keys, json, values, ...facts } = answer
  const met = "met" in facts ? { met: facts.met.map((one) => ({ ...one, ...comparable(one) })) } : {}
  // What could be seen is a store's own word.
  const past = "past" in facts ? { past: facts.past?.at ?? null } : {}
  const told = print({ ...facts, ...met, ...past, keys: keys().map(comparable) })
  return `${told}\n${canonical(`[${json()}]`)}\n${print(values())}`
}

/** Versions are equal on every store; what identifies a row whose table counts none is a store's own. */
function comparable({ uid, version }: Rows.RowKey): Rows.RowKey {
  return { uid, version: version === null || /^\d+$/u.test(version) ? version : "a tag" }
}
