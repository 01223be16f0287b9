// @effect-diagnostics asyncFunction:off
/** One throw-away PostgreSQL with the bench's tables and rows, for all sides. */
import { readFile } from "node:fs/promises"
import { auditSchema, ddl } from "@pgcrest/adapter-postgres"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import type { Options } from "./options.ts"
import { Bench } from "./ours/api.ts"

export interface Library {
  readonly url: string
  readonly version: string
  /** For questions beside the measurement. */
  readonly client: Client
  readonly stop: () => Promise<void>
}

// Neither vacuums nor checkpoints come between the blocks.
const settings = ["autovacuum = off", "checkpoint_timeout = '1h'", "max_wal_size = '16GB'", "jit = off"]

/** Starts a server of this version and fills it. */
export const startLibrary = async (postgres: Options["postgres"]): Promise<Library> => {
  const server = await PostgresServer.start({ kind: postgres === "18" ? "embedded" : "path" })
  const client = new Client({ connectionString: server.url })
  client.on("error", () => {})
  const stop = () => client.end().finally(server.stop)
  const { url, version } = server
  return prepare(client, version, postgres).then(
    () => ({ url, version, client, stop }),
    (cause: unknown) => stop().then(() => Promise.reject(cause))
  )
}

async function prepare(client: Client, version: string, asked: string): Promise<void> {
  await client.connect()
  if (!version.startsWith(`${asked}.`))
    throw new Error(`PostgreSQL ${asked} was asked for; this is ${version}.`)
  for (const setting of settings) await client.query(`alter system set ${setting}`)
  await client.query("select pg_reload_conf()")
  await client.query(auditSchema)
  await client.query(ddl(Bench))
  await client.query(await sql("change"))
  await client.query(await sql("rows"))
  await refuseOtherColumns(client)
  await client.query("vacuum analyze")
  await client.query("checkpoint")
}

/** The yardstick's history must have the columns of ours. */
async function refuseOtherColumns(client: Client): Promise<void> {
  const { rows } = await client.query<{ readonly column_name: string }>(
    `select column_name from information_schema.columns where (table_schema, table_name) in (('audit', 'change'), ('bench', 'change'))
group by column_name, data_type, is_nullable having count(*) = 1`
  )
  if (rows.length > 0)
    throw new Error(
      `bench/sql/change.sql and audit.change differ in ${rows.map((row) => row.column_name).join(", ")}.`
    )
}

function sql(name: string): Promise<string> {
  return readFile(new URL(`../sql/${name}.sql`, import.meta.url), "utf8")
}
