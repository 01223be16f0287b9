// @effect-diagnostics globalDate:off globalTimers:off
/** A sandbox that was frozen finds its socket dead: let the bad news in before the first query goes out. */
import type { Duplex } from "node:stream"
import * as Effect from "effect/Effect"
import type { Pool } from "pg"

const quietMillis = 5000
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
      if (now - lastUse < quietMillis) {
        lastUse = now
        return use
      }
      // Marked only afterwards: those who come meanwhile wait for the news as well.
      return Effect.andThen(Effect.andThen(allNews(sockets), used), use)
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
