/** One call of an operation: a transaction around it, or, where it is safe, its reads one by one. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import { type Caller, doing } from "../access/Caller.ts"
import { type Moment, Records } from "../hooks/Records.ts"
import { recordsOf } from "../hooks/recordsOf.ts"
import { lendRun } from "../store/lendRun.ts"
import { ResourceStore, type Run } from "../store/ResourceStore.ts"
import { fromMillis } from "../value/instant.ts"
import { refusing } from "./refusing.ts"

/** What is run, and how its answer is written. */
export interface Running<O, E, S> {
  readonly name: string
  readonly safe: boolean
  readonly run: (moment: Moment) => Effect.Effect<O, E, S>
  readonly print: (output: O) => Effect.Effect<string>
}

/** The answer is written before the transaction ends, as what cannot be answered must not have happened. */
export const runOperation = Effect.fnUntraced(function* <O, E, S>(
  { name, print, run, safe }: Running<O, E, S>,
  caller: Caller
) {
  const at = fromMillis(yield* Clock.currentTimeMillis)
  const random = yield* SecureRandom.SecureRandom
  const store = yield* ResourceStore
  const body = (lent: Run) => {
    const records = recordsOf({ caller: doing(`rpc/${name}`, caller), at, run: lent, random, lock: !safe })
    return Effect.flatMap(Effect.provideService(refusing(name, run({ caller, at })), Records, records), print)
  }
  return yield* safe ? lendRun(readingOnly(name, store.run), body) : store.unit(body)
})

function readingOnly(name: string, run: Run): Run {
  return (command) =>
    command.stamp.operation === null
      ? run(command)
      : Effect.die(
          new Error(
            `The operation "${name}" is safe, and would write ${command.command.permit.resource.name}.`
          )
        )
}
