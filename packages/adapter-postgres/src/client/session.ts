/** What is remembered of a pool's sessions: the statements that they keep by name, and who waits for an answer. */
import type { ClientBase, Connection, Pool } from "pg"
import { type Waiting, weigh } from "./answerSize.ts"
import { type Lru, makeLru } from "./lru.ts"
import { type Done, type NamedStatement, type QueryText, TextQuery } from "./TextQuery.ts"

interface Session {
  readonly connection: Connection
  /** The statements that it keeps, by name. */
  readonly kept: Lru<NamedStatement>
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
    const { connection } = client
    const waiting: Array<Waiting> = []
    sessions.set(client, {
      connection,
      kept: makeLru<NamedStatement>(namesAtMost, namedTextAtMost),
      pool: shared,
      waiting
    })
    connection.on("parseComplete", () => waiting[0]?.query.handleParseComplete())
    weigh(connection, waiting)
  })
}

/**
 * Sends one query; `done` is called once, with an error or with all rows. Once a session lacked the statement that it was
 * asked to prepare, or had it already, a pooler stands between: from then on the pool's statements go without names.
 */
export const ask = (client: ClientBase, asked: QueryText, done: Done): void => {
  const { name, text } = asked
  const session = sessions.get(client)
  if (session === undefined) return void client.query(new TextQuery(asked, null, done))
  const statement = name === null || !session.pool.named ? null : keptBy(session, name, text)
  const query = new TextQuery(asked, statement, (cause, rows) => {
    session.waiting.shift()
    if (isMixedUp(cause)) session.pool.named = false
    done(cause, rows)
  })
  session.waiting.push({ query, bytes: 0 })
  client.query(query)
}

/** The statement of this name. Before one is prepared, those that were used least recently are closed, on both sides of the wire. */
function keptBy({ connection, kept }: Session, name: string, text: string): NamedStatement {
  const known = kept.get(name)
  if (known !== undefined) return known
  const statement = { name, isParsed: false }
  for (const oldest of kept.add(name, statement, text.length)) {
    oldest.isParsed = false
    connection.close({ type: "S", name: oldest.name }, true)
  }
  return statement
}

function isMixedUp(cause: unknown): boolean {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : null
  return code === "26000" || code === "42P05"
}
