// @effect-diagnostics asyncFunction:off
/** One throw-away PostgreSQL, with the example's tables or with others. */
import { readFile } from "node:fs/promises"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"

export interface Tables {
  readonly url: string
  readonly version: string
  /** For questions beside the measurement. */
  readonly client: Client
  readonly stop: () => Promise<void>
}

/** Starts a server with the example's empty tables. */
export const startTables = async (): Promise<Tables> =>
  startServer(
    (await file("../../packages/adapter-postgres/sql/audit.sql")) +
      (await file("../../apps/example-lambda/sql/library.sql"))
  )

/** Starts a server, and runs this on it. */
export const startServer = async (sql: string): Promise<Tables> => {
  const server = await PostgresServer.start({ kind: "embedded" })
  const client = new Client({ connectionString: server.url })
  client.on("error", () => {})
  await client.connect()
  await client.query(sql)
  return { url: server.url, version: server.version, client, stop: () => client.end().finally(server.stop) }
}

function file(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8")
}
