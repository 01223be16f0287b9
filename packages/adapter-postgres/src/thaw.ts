// @effect-diagnostics globalDate:off globalTimers:off
/** A sandbox that was frozen finds its socket dead: let the bad news in before the first query goes out. */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Pool } from "pg"
import { checkout, send } from "./pool.ts"
import type { Lent } from "./PooledClient.ts"

const quietMillis = 5000
const pingAfterMillis = 60_000

/** Goes before each use of the pool; between busy requests it costs a comparison. */
export const makeThaw = (pool: Pool) => {
  let lastUse = Date.now()
  const used = Effect.sync(() => {
    lastUse = Date.now()
  })
  return <A, E, R>(use: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.suspend(() => {
      const now = Date.now()
      const idle = now - lastUse
      if (idle < quietMillis) {
        lastUse = now
        return use
      }
      // Marked only afterwards: those who come meanwhile wait for the news as well.
      const news = idle < pingAfterMillis ? twoTurns : Effect.andThen(twoTurns, ping(pool))
      return Effect.andThen(Effect.andThen(news, used), use)
    })
}

// Measured: after one turn a FIN that waited in the kernel is not read yet, after two the pool has dropped the client.
const twoTurns = Effect.callback<void>((resume) => {
  setImmediate(() => setImmediate(() => resume(Effect.void)))
})

/** After a long freeze the FIN may never have come: ask, and drop a connection that does not answer within a second. */
const ping = (pool: Pool): Effect.Effect<void> =>
  Effect.acquireUseRelease(checkout(pool), answer, (client, exit) =>
    Effect.sync(() => client.release(Exit.isFailure(exit)))
  ).pipe(Effect.ignore)

function answer(client: Lent) {
  return Effect.timeout(send(client, { name: null, text: "select 1", values: [] }), "1 second")
}
