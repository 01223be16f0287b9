/** What is remembered of a pool's sessions: the statements that they keep by name, and who waits for an answer. */
import type { ClientBase, Connection, Pool } from "pg"
import { type Waiting, weigh } from "./answerSize.ts"
import { type Lru, makeLru } from "./lru.ts"
import { type Done, type QueryText, TextQuery } from "./TextQuery.ts"

interface Session {
  readonly connection: Connection
  /** The names that it keeps statements under. */
  readonly names: Lru<true>
  /** Shared by a pool's sessions: a pooler that mixes up those of one client mixes up all. */
  readonly pool: { named: boolean }
  readonly waiting: Array<Waiting>
}

// A backend takes 40 to 110 bytes for each of a prepared text: 50 MB at most.
const namesAtMost = 1000
const namedTextAtMost = 400_000

const sessions = new WeakMap<ClientBase, Session>()

/** Remembers every session that the pool opens. */
export const watchSessions = (pool: Pool): void => {
  const shared = { named: true }
  pool.on("connect", (client) => {
    const names = makeLru<true>(namesAtMost, namedTextAtMost)
    const session = { connection: client.connection, names, pool: shared, waiting: [] }
    sessions.set(client, session)
    weigh(client.connection, session.waiting)
  })
}

/**
 * Sends one query; `done` is called once, with an error or with all rows. Once a session lacked the statement that it was
 * asked to prepare, or had it already, a pooler stands between: from then on the pool's statements go without names.
 */
export const ask = (client: ClientBase, { name, text, values }: QueryText, done: Done): void => {
  const session = sessions.get(client)
  const sent = { name: session?.pool.named === true ? name : null, text, values }
  if (session !== undefined && sent.name !== null) makeRoom(session, sent.name, text)
  const query = new TextQuery(sent, (cause, rows) => {
    session?.waiting.shift()
    if (session !== undefined && isMixedUp(cause)) session.pool.named = false
    done(cause, rows)
  })
  session?.waiting.push({ query, bytes: 0 })
  client.query(query)
}

/** Before a statement is prepared, those that were used least recently are closed in this session, on both sides of the wire. */
function makeRoom({ connection, names }: Session, name: string, text: string): void {
  if (names.get(name) === true) return
  for (const oldest of names.add(name, true, text.length)) {
    connection.close({ type: "S", name: oldest }, true)
    const parsed: unknown = Reflect.get(connection, "parsedStatements")
    if (typeof parsed === "object" && parsed !== null) Reflect.deleteProperty(parsed, oldest)
  }
}

function isMixedUp(cause: unknown): boolean {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : null
  return code === "26000" || code === "42P05"
}
