// @effect-diagnostics asyncFunction:off
/** The databases of a test server: one template that the schema fills, and its clones. */
import { randomUUID } from "node:crypto"
import { Client, escapeIdentifier, escapeLiteral } from "pg"

/** Makes a database that collates C, fills it, closes it to connections, and returns its URL. */
export const createTemplate = async (server: string, schema: string): Promise<string> => {
  const name = `pgcrest_${random()}`
  const url = withName(server, name)
  await query(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`)
  await query(url, schema).catch(async (cause: unknown) => {
    await dropTemplate(url)
    throw new Error(`The schema for the tests does not load: ${String(cause)}`, { cause })
  })
  // PostgreSQL refuses to clone a database that somebody is connected to.
  await query(server, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  return url
}

/** Clones a template and returns the URL of the clone. */
export const clone = async (url: string, template: string): Promise<string> => {
  const name = `${template}_${random()}`
  await query(
    withName(url, "postgres"),
    `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)}`
  )
  return withName(url, name)
}

/** Drops a template and all its clones, also those that are in use. */
export const dropTemplate = async (url: string): Promise<void> => {
  const server = withName(url, "postgres")
  const family = `starts_with(datname, ${escapeLiteral(nameIn(url))})`
  const names = await query(server, `SELECT datname AS name FROM pg_database WHERE ${family}`)
  for (const name of names)
    await query(server, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`)
}

/** The server's version as it tells it: "18.4". */
export const version = async (url: string): Promise<string> => {
  const [name = ""] = await query(url, "SELECT split_part(current_setting('server_version'), ' ', 1) AS name")
  return name
}

/** The name of the database in a URL. */
export const nameIn = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))

async function query(connectionString: string, text: string): Promise<ReadonlyArray<string>> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000 })
  // Without a listener a server that goes away would end the process.
  client.on("error", () => {})
  await client.connect()
  const result = await client.query<{ readonly name: string }>(text).finally(() => client.end())
  return (result.rows ?? []).map((row) => row.name)
}

function withName(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

function random(): string {
  return randomUUID().replaceAll("-", "").slice(0, 12)
}
