// @effect-diagnostics asyncFunction:off
/** Databases of the tests' server, filled with SQL. */
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { readFileSync } from "node:fs"
import { Client } from "pg"
import { inject } from "vitest"

/** The schemas under `schemas/`, each in the manner of a tool, and what is odd. */
export const manners = [
  "rails",
  "django",
  "prisma",
  "typeorm",
  "drizzle",
  "supabase",
  "hibernate",
  "handwritten",
  "odd"
] as const

export const schemaOf = (manner: string): string =>
  readFileSync(new URL(`./schemas/${manner}.sql`, import.meta.url), "utf8")

/** The servers of this run: the embedded one, and another of this machine where there is one. */
export const servers = (): ReadonlyArray<string> =>
  [inject("postgres"), inject("postgresOnPath")].filter((url) => url !== "")

/** Runs SQL of any number of statements. */
export const execute = async (url: string, sql: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  client.on("error", () => {})
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

/** The URL of a database of its own that holds what the SQL makes, each text in a transaction of its own. */
export const databaseOf = async (
  sql: string | ReadonlyArray<string>,
  template: string = inject("postgres")
): Promise<string> => {
  const url = await PostgresServer.createDatabase(template)
  for (const text of [sql].flat()) if (text !== "") await execute(url, text)
  return url
}
