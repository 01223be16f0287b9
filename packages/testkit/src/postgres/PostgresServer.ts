// @effect-diagnostics asyncFunction:off
/** A PostgreSQL for tests and local development: binaries from npm, from the machine, a container, or a URL. */
import { embedded, findOnPath } from "./PostgresBinaries.ts"
import * as Cluster from "./PostgresCluster.ts"
import * as Container from "./PostgresContainer.ts"
import { runnable } from "./PostgresCopy.ts"
import * as Database from "./PostgresDatabase.ts"
import type { Faults } from "./PostgresFaults.ts"
import { linked } from "./PostgresLinks.ts"

const kinds = ["embedded", "path", "url", "testcontainers"] as const

/** Where the server comes from; "url" is a server that runs already, named by PGCREST_TEST_DATABASE_URL. */
export type Kind = (typeof kinds)[number]

/** What `start` can be asked for. */
export interface Options {
  /** SQL that fills the template which `createDatabase` clones. */
  readonly schema?: string
  /** Without it "embedded", unless PGCREST_TEST_DATABASE_URL or PGCREST_TEST_POSTGRES say otherwise. */
  readonly kind?: Kind
  /**
   * Keeps the data in this folder; without it they are thrown away at stop. Where root alone may enter, the server's user
   * may not: the folder becomes a link to one in /var/tmp.
   */
  readonly databaseDir?: string
  readonly port?: number
  /** Whether what was acknowledged outlives a crash of the server. Without it only data that are kept do; the others are faster. */
  readonly durable?: boolean
}

/** A running server. */
export interface PostgresServer {
  /** With a schema the template database, which can be cloned but takes no connections; else `postgres`. */
  readonly url: string
  /** As the server tells it: "18.4". */
  readonly version: string
  /** Null where the server runs without us: in a container, behind a URL, or joined. */
  readonly faults: Faults | null
  readonly stop: () => Promise<void>
}

export type { Faults }
export { findOnPath }

/** Starts a server, or joins the one that already runs in `databaseDir`; rejects with a plain sentence. */
export const start = async (options: Options = {}): Promise<PostgresServer> => {
  const server = await launch(options.kind ?? kindAskedFor(options), options)
  return prepare(server, options.schema).catch(async (cause: unknown) => {
    await server.stop()
    throw cause
  })
}

/** Clones the database that the URL names, or `template`, and returns the URL of the clone. */
export const createDatabase = (url: string, template: string = Database.nameIn(url)): Promise<string> =>
  Database.clone(url, template)

async function prepare(server: Cluster.Running, schema: string | undefined): Promise<PostgresServer> {
  const version = await Database.version(server.url)
  const { faults } = server
  if (schema === undefined) return { url: server.url, version, faults, stop: server.stop }
  const url = await Database.createTemplate(server.url, schema)
  const stop = () => Database.dropTemplate(url).finally(server.stop)
  return { url, version, faults, stop: server.keeps ? stop : server.stop }
}

async function launch(kind: Kind, options: Options): Promise<Cluster.Running> {
  if (kind === "embedded") return Cluster.start(await runnable(await linked(embedded())), options)
  if (kind === "testcontainers") return Container.start()
  if (kind === "url") return { url: existingUrl(), keeps: true, faults: null, stop: () => Promise.resolve() }
  const bin = findOnPath()
  if (bin === null)
    throw new Error(
      "No PostgreSQL on this machine: no pg_ctl on the PATH or in /usr/lib/postgresql. " +
        "Unset PGCREST_TEST_POSTGRES to use the embedded one."
    )
  return Cluster.start(bin, options)
}

function existingUrl(): string {
  const url = process.env["PGCREST_TEST_DATABASE_URL"]
  if (url === undefined || url === "") throw new Error("PGCREST_TEST_DATABASE_URL names no server.")
  return url
}

function kindAskedFor({ databaseDir }: Options): Kind {
  const { PGCREST_TEST_DATABASE_URL: url = "", PGCREST_TEST_POSTGRES: name = "" } = process.env
  if (databaseDir !== undefined) return "embedded"
  if (url !== "") return "url"
  const kind = kinds.find((kind) => kind === (name === "" ? "embedded" : name))
  if (kind === undefined)
    throw new Error(`PGCREST_TEST_POSTGRES is "${name}"; it can be ${kinds.join(", ")}.`)
  return kind
}
