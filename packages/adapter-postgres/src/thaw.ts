// @effect-diagnostics globalDate:off globalTimers:off
/** A sandbox that was frozen finds its socket dead: let the bad news in before the first query goes out. */
import type { Duplex } from "node:stream"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Pool } from "pg"
import { checkout, send } from "./pool.ts"
import type { Lent } from "./PooledClient.ts"

const quietMillis = 5000
const pingAfterMillis = 60_000
const turnsAtMost = 50

/** Goes before each use of the pool; between busy requests it costs a comparison. */
export const makeThaw = (pool: Pool) => {
  const sockets = socketsOf(pool)
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
      const news = idle < pingAfterMillis ? allNews(sockets) : Effect.andThen(allNews(sockets), ping(pool))
      return Effect.andThen(Effect.andThen(news, used), use)
    })
}

/**
 * Each turn of the loop reads from a socket once: a warning, the end, and the closing come one after the other. So it
 * goes on until two turns showed nothing new (the first may not have looked at the sockets at all) and none is closing.
 */
const allNews = (sockets: ReadonlySet<Duplex>): Effect.Effect<void> =>
  Effect.callback((resume) => {
    let quiet = 0
    let before = ""
    const turn = (turns: number) => {
      const now = Array.from(sockets, sight).join()
      quiet = now === before && !now.includes("closing") ? quiet + 1 : 0
      before = now
      if (quiet === 2 || turns === turnsAtMost) return resume(Effect.void)
      setImmediate(turn, turns + 1)
    }
    turn(0)
  })

function sight(socket: Duplex): string {
  if (socket.closed) return "closed"
  return socket.readableEnded || socket.destroyed ? "closing" : String(Reflect.get(socket, "bytesRead"))
}

/** The sockets of the connections that a pool has, idle or lent. */
function socketsOf(pool: Pool): ReadonlySet<Duplex> {
  const sockets = new Set<Duplex>()
  pool.on("connect", ({ connection }) => sockets.add(connection.stream))
  pool.on("remove", ({ connection }) => sockets.delete(connection.stream))
  return sockets
}

/** After a long freeze the FIN may never have come: ask, and drop a connection that does not answer within a second. */
const ping = (pool: Pool): Effect.Effect<void> =>
  Effect.acquireUseRelease(checkout(pool), answer, (client, exit) =>
    Effect.sync(() => client.release(Exit.isFailure(exit)))
  ).pipe(Effect.ignore)

function answer(client: Lent) {
  return Effect.timeout(send(client, { name: null, text: "select 1", values: [] }), "1 second")
}
