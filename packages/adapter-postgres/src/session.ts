/** What is remembered of a pool's sessions: whether their statements go by name. */
import type { ClientBase, Pool } from "pg"
import { type Done, type QueryText, TextQuery } from "./TextQuery.ts"

interface Session {
  /** Shared by a pool's sessions: a pooler that mixes up those of one client mixes up all. */
  readonly pool: { named: boolean }
}

const sessions = new WeakMap<ClientBase, Session>()

/** Remembers every session that the pool opens. */
export const watchSessions = (pool: Pool): void => {
  const shared = { named: true }
  pool.on("connect", (client) => sessions.set(client, { pool: shared }))
}

/**
 * Sends one query; `done` is called once, with an error or with all rows. Once a session lacked the statement that it was
 * asked to prepare, or had it already, a pooler stands between: from then on the pool's statements go without names.
 */
export const ask = (client: ClientBase, { name, text, values }: QueryText, done: Done): void => {
  const pool = sessions.get(client)?.pool
  const query = { name: pool?.named === true ? name : null, text, values }
  client.query(
    new TextQuery(query, (cause, rows) => {
      if (pool !== undefined && isMixedUp(cause)) pool.named = false
      done(cause, rows)
    })
  )
}

function isMixedUp(cause: unknown): boolean {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : null
  return code === "26000" || code === "42P05"
}
