// @effect-diagnostics globalDate:off globalTimers:off
/** A sandbox that was frozen finds its socket dead: let the bad news in before the first query goes out. */
import * as Effect from "effect/Effect"
import type { Pool } from "pg"
import { checkout, send } from "./pool.ts"

const quietMillis = 5000
const pingAfterMillis = 60_000

/** Goes before each use of the pool; between busy requests it costs a comparison. */
export const makeThaw = (pool: Pool) => {
  let lastUse = Date.now()
  return <A, E, R>(use: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.suspend(() => {
      const idle = Date.now() - lastUse
      lastUse = Date.now()
      if (idle < quietMillis) return use
      return Effect.andThen(idle < pingAfterMillis ? twoTurns : Effect.andThen(twoTurns, ping(pool)), use)
    })
}

// Measured: after one turn a FIN that waited in the kernel is not read yet, after two the pool has dropped the client.
const twoTurns = Effect.callback<void>((resume) => {
  setImmediate(() => setImmediate(() => resume(Effect.void)))
})

/** After a long freeze the FIN may never have come: ask, and drop a connection that does not answer within a second. */
const ping = (pool: Pool): Effect.Effect<void> =>
  Effect.flatMap(checkout(pool), (client) =>
    send(client, { name: null, text: "select 1", values: [] }).pipe(
      Effect.timeout("1 second"),
      Effect.matchEffect({
        onSuccess: () => Effect.sync(() => client.release()),
        onFailure: () => Effect.sync(() => client.release(true))
      })
    )
  ).pipe(Effect.ignore)
