// @effect-diagnostics globalDate:off globalTimers:off
/** How the pool lends connections: one that nobody used for long is asked first whether anybody is still there. */
import type { Pool } from "pg"
import { type Lent, PooledClient } from "./PooledClient.ts"
import { TextQuery } from "./TextQuery.ts"

// After a freeze the end of a connection may never have come, and routers forget connections that are silent.
const askAfterMillis = 60_000
const answerWithinMillis = 1000

type Release = (drop?: boolean) => void
type Then = (failed: unknown, client: Lent | undefined, release: Release) => void

/** As `pool.connect`, but a connection that does not answer is dropped, and another one lent. */
export const connect = (pool: Pool, then: Then): void =>
  pool.connect((failed, client, release) => {
    if (!(client instanceof PooledClient)) return then(failed, undefined, release)
    if (client.lend(Date.now()) < askAfterMillis) return then(undefined, client, release)
    // Those that nobody waits for were silent as long: all are asked at once, not one after the other by one request.
    for (let others = pool.idleCount - pool.waitingCount; others > 0; others--) askAnother(pool)
    return isAlive(client, (answers) => {
      if (answers) return then(undefined, client, release)
      release(true)
      return connect(pool, then)
    })
  })

function askAnother(pool: Pool): void {
  pool.connect((_, client, release) => {
    if (!(client instanceof PooledClient)) return
    if (client.lend(Date.now()) < askAfterMillis) release()
    else isAlive(client, (answers) => release(!answers))
  })
}

/** Tells whether it answers within a second. */
function isAlive(client: PooledClient, then: (answers: boolean) => void): void {
  let waiting = true
  const answer = (answers: boolean) => {
    clearTimeout(timer)
    if (!waiting) return
    waiting = false
    then(answers)
  }
  const timer = setTimeout(answer, answerWithinMillis, false)
  client.query(new TextQuery({ name: null, text: "select 1", values: [] }, (cause) => answer(cause === null)))
}
