/** The answers of two stores to one question, side by side. */
import { ResourceStore, type Rows } from "@pgcrest/core"
import * as Cause from "effect/Cause"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Answering } from "./ask.ts"
import { canonical, print } from "./canonical.ts"
import { atMillis, factOf, uidOf } from "./cases.ts"

type Store = ResourceStore["Service"]
export type Stores = readonly [left: Store, right: Store]

/** The first step that the stores answer unlike, and both answers. */
export interface Difference {
  readonly step: number | string
  readonly left: string
  readonly right: string
}

/** Which step of a sequence, and when it is; both sides draw the same uids. */
export interface Moment {
  readonly step: number | string
  readonly millis: number
}

/** Both stores' answer, where it is the same. */
export const answerOf = Effect.fnUntraced(function* (
  [left, right]: Stores,
  { step, millis }: Moment,
  asked: Answering<never, never>
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
      Effect.exit,
      Effect.map(told)
    )
  const [one, other] = [yield* on(left), yield* on(right)]
  if (one.text === other.text) return one
  const difference: Difference = { step, left: one.text, right: other.text }
  return yield* Effect.fail(difference)
})

/** Everything that an answer says, as text: failures by tag and data, records by json() and by values(). */
function told(exit: Exit.Exit<Rows.Rows, object>): { readonly text: string; readonly uid: string } {
  if (Exit.isSuccess(exit)) {
    const { keys, json, values, ...facts } = exit.value
    const met = "met" in facts ? { met: facts.met.map((one) => ({ ...one, ...comparable(one) })) } : {}
    const told = print({ ...facts, ...met, keys: keys().map(comparable) })
    const records = `${canonical(`[${json()}]`)}\n${print(values())}`
    return { text: `${told}\n${records}`, uid: uidOf(exit.value) }
  }
  const [reason] = exit.cause.reasons
  return { text: reason?._tag === "Fail" ? print(factOf(reason.error)) : Cause.pretty(exit.cause), uid: "" }
}

/** Versions are equal on every store; what identifies a row whose table counts none is a store's own. */
function comparable({ uid, version }: Rows.RowKey): Rows.RowKey {
  return { uid, version: version === null || /^\d+$/u.test(version) ? version : "a tag" }
}
