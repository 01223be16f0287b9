/** What is remembered of a pool's sessions: the statements that they keep by name, and how much of an answer has arrived. */
import type { ClientBase, Connection, Pool, PoolClient } from "pg"
import { type Lru, makeLru } from "./lru.ts"
import { type Done, type QueryText, TextQuery } from "./TextQuery.ts"

interface Session {
  readonly connection: Connection
  /** The names that it keeps statements under. */
  readonly names: Lru<true>
  /** Shared by a pool's sessions: a pooler that mixes up those of one client mixes up all. */
  readonly pool: { named: boolean }
  /** Without an answer so far, in the order of their answers: what arrives is the first one's. */
  readonly waiting: Array<{ readonly query: TextQuery; bytes: number }>
}

// A backend takes 40 to 110 bytes for each of a prepared text: 50 MB at most.
const namesAtMost = 1000
const namedTextAtMost = 400_000

// Lambda lets six megabytes of JSON out, and JSON is hardly shorter than the cells it is made of.
const answerBytesAtMost = 8 * 1024 * 1024

const sessions = new WeakMap<ClientBase, Session>()

/** Remembers every session that the pool opens. */
export const watchSessions = (pool: Pool): void => {
  const shared = { named: true }
  pool.on("connect", (client) => {
    const names = makeLru<true>(namesAtMost, namedTextAtMost)
    const session = { connection: client.connection, names, pool: shared, waiting: [] }
    sessions.set(client, session)
    weigh(client, session)
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

/**
 * Counts what arrives before `pg` puts it together, so that neither many rows nor one row fill the memory: beyond the bound
 * the query has failed, and the session is gone, which ends the statement on the server.
 */
function weigh({ connection: { stream } }: PoolClient, { waiting }: Session): void {
  stream.prependListener("data", (chunk: Uint8Array) => {
    const [first] = waiting
    if (first === undefined) return
    first.bytes += chunk.length
    if (first.bytes <= answerBytesAtMost) return
    first.query.handleError({
      code: "OVERSIZE",
      message: `an answer of more than ${answerBytesAtMost} bytes`
    })
    stream.destroy()
  })
}

function isMixedUp(cause: unknown): boolean {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : null
  return code === "26000" || code === "42P05"
}
