/** The hand-written handler's PostgreSQL: a client, or a pool where several requests run at once. */
import pg from "pg"

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => `${text.slice(0, 10)}T${text.slice(11, -3)}Z`)

/** A client that is connecting already, and how a transaction gets one for itself. */
export const connect = (applicationName: string) => {
  const options = {
    connectionString: process.env["DATABASE_URL"],
    application_name: applicationName,
    keepAlive: true
  }
  const max = Number(process.env["PGCREST_POOL"] ?? "1")
  return max === 1 ? single(options) : pooled({ ...options, max, idleTimeoutMillis: 0 })
}

/** What one of both gives. */
export type Database = ReturnType<typeof connect>

function single(options: pg.ClientConfig) {
  const client = new pg.Client(options)
  client.on("error", () => {})
  const connected = client.connect()
  connected.catch(() => {})
  return { client, connected, lend: () => Promise.resolve({ client, release: () => {} }) }
}

function pooled(options: pg.PoolConfig) {
  const pool = new pg.Pool(options)
  pool.on("error", () => {})
  const lend = () => pool.connect().then((client) => ({ client, release: () => client.release() }))
  return { client: pool, connected: Promise.resolve(), lend }
}
