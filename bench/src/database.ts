// @effect-diagnostics asyncFunction:off
/** One throw-away PostgreSQL with the example's tables and seed, for both sides. */
import { readFile } from "node:fs/promises"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { loadSeed } from "@pgcrest/example-lambda/seed"
import { author, type Known } from "./events.ts"

export interface Library {
  readonly url: string
  readonly version: string
  /** For questions beside the measurement. */
  readonly client: Client
  readonly books: Known["books"]
  /** Two sets of authors, one for each side to change. */
  readonly authors: readonly [ours: Known["authors"], handwritten: Known["authors"]]
  readonly stop: () => Promise<void>
}

const authorsOfEach = 200
const file = (path: string) => readFile(new URL(path, import.meta.url), "utf8")

/** Starts a server with the tables alone. */
export const startTables = async (): Promise<Pick<Library, "url" | "version" | "client" | "stop">> => {
  const server = await PostgresServer.start({ kind: "embedded" })
  const client = new Client({ connectionString: server.url })
  client.on("error", () => {})
  await client.connect()
  await client.query(await file("../../packages/adapter-postgres/sql/audit.sql"))
  await client.query(await file("../../apps/example-lambda/sql/library.sql"))
  return { url: server.url, version: server.version, client, stop: () => client.end().finally(server.stop) }
}

/** Starts a server and fills it. */
export const startLibrary = async (): Promise<Library> => {
  const tables = await startTables()
  const { client } = tables
  await loadSeed(client)
  const authors = await addAuthors(client, 2 * authorsOfEach)
  await client.query("vacuum analyze")
  const books = await uids(client, "select uid from library.books order by uid")
  return { ...tables, books, authors: [authors.slice(0, authorsOfEach), authors.slice(authorsOfEach)] }
}

function addAuthors(client: Client, count: number): Promise<ReadonlyArray<string>> {
  const insert = `insert into library.authors (uid, version, created_at, last_updated_at, name, born, died, country, biography)
    select gen_random_uuid(), 1, now(), now(), $2, $3, $4, $5, $6 from generate_series(1, $1) returning uid`
  return uids(client, insert, [
    count,
    author.name,
    author.born,
    author.died,
    author.country,
    author.biography
  ])
}

async function uids(
  client: Client,
  text: string,
  values: ReadonlyArray<unknown> = []
): Promise<ReadonlyArray<string>> {
  const { rows } = await client.query<{ readonly uid: string }>(text, [...values])
  return rows.map(({ uid }) => uid)
}
