// @effect-diagnostics globalDate:off globalTimers:off
/** How sessions are lent: one that nobody used for long is asked first whether anybody is still there. */
import type { Pool } from "pg"
import { type Lent, PooledClient } from "./PooledClient.ts"
import { TextQuery } from "./TextQuery.ts"

// After a freeze the end of a connection may never have come, and routers forget connections that are silent.
const askAfterMillis = 60_000
const answerWithinMillis = 1000

type Then = (failed: unknown, client: Lent | undefined) => void

/**
 * Lends a pool's sessions. What comes back stays in hand for the next request while nobody waits for it: the pool would set a
 * timer, move two listeners and let a turn of the loop go by each time, 5 to 10 µs.
 */
export class Lender {
  readonly #pool: Pool
  readonly #inHand: Array<Lent> = []

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** Calls `then` once, with a session of its own, or with what kept it from one. */
  lend(then: Then): void {
    const client = this.#inHand.pop()
    const now = Date.now()
    if (client === undefined) return this.#connect(then)
    if (client.isUsable && client.silent(now) < askAfterMillis) {
      client.lend(now)
      return then(undefined, client)
    }
    client.release(!client.isUsable)
    this.#giveBack()
    return this.#connect(then)
  }

  /** Takes a session back; one that is of no more use, or to be dropped, is closed. */
  release(client: Lent, drop = false): void {
    const isDone = drop || !client.isUsable
    if (isDone || this.#pool.ending || this.#pool.waitingCount > 0) client.release(isDone)
    else this.#inHand.push(client)
  }

  /** Closes all sessions, those that are lent once they come back. */
  end(): Promise<void> {
    this.#giveBack()
    return this.#pool.end()
  }

  #giveBack(): void {
    for (const client of this.#inHand.splice(0)) client.release(!client.isUsable)
  }

  /** As `pool.connect`, but a session that does not answer is dropped, and another one lent. */
  #connect(then: Then): void {
    this.#pool.connect((failed, client, release) => {
      if (!(client instanceof PooledClient)) return then(failed, undefined)
      if (client.lend(Date.now()) < askAfterMillis) return then(undefined, client)
      // Those that nobody waits for were silent as long: all are asked at once, not one after the other by one request.
      for (let others = this.#pool.idleCount - this.#pool.waitingCount; others > 0; others--)
        this.#askAnother()
      return isAlive(client, (answers) => {
        if (answers) return then(undefined, client)
        release(true)
        return this.#connect(then)
      })
    })
  }

  #askAnother(): void {
    this.#pool.connect((_, client, release) => {
      if (!(client instanceof PooledClient)) return
      if (client.lend(Date.now()) < askAfterMillis) release()
      else isAlive(client, (answers) => release(!answers))
    })
  }
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
  client.query(new TextQuery({ text: "select 1", values: [] }, null, (cause) => answer(cause === null)))
}
