// @effect-diagnostics asyncFunction:off
/** The database of `npx -y pnpm@12 dev`: an embedded PostgreSQL in `.data`, kept between runs, with tables and seed records. */
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { verifySchema } from "@pgcrest/adapter-postgres"
import type { Database } from "@pgcrest/dev"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import { Client } from "pg"
import { loadSeed } from "./seed/load.ts"
import { Library } from "./src/library.ts"

const file = (path: string) => readFile(new URL(path, import.meta.url), "utf8")

/** Starts or joins the server, and fills it the first time. */
export const database = async ({ print }: { readonly print: (line: string) => void }): Promise<Database> => {
  const server = await PostgresServer.start({
    kind: "embedded",
    databaseDir: process.env["PGCREST_DEV_DATA"] ?? fileURLToPath(new URL("./.data", import.meta.url))
  })
  const client = new Client({ connectionString: server.url })
  await client.connect()
  await client.query(await file("../../packages/adapter-postgres/sql/audit.sql"))
  await client.query(await file("./sql/library.sql"))
  const loaded = await loadSeed(client)
  await client.end()
  print(
    loaded === 0
      ? `PostgreSQL ${server.version} with the records of last time.`
      : `PostgreSQL ${server.version} with ${loaded} records, loaded just now.`
  )
  // What the resources declare and the tables lack is told here, not as a riddle by the first request.
  for (const { message } of await Effect.runPromise(verifySchema(Library, { url: server.url })))
    print(message)
  return server
}
