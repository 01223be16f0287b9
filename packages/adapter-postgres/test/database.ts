// @effect-diagnostics asyncFunction:off
/** A clone of the test database with the shelf's tables, a store over it, and a way past the store. */
import { type AuditedCommand, ResourceStore, type Rows, type StoreFailure } from "@pgcrest/core"
import { type PostgresOptions, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { readFile } from "node:fs/promises"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import { Client } from "pg"
import { inject } from "vitest"
import { shelfSchema } from "./shelf.ts"

/** The text of one of the package's SQL files. */
export const sqlFile = (name: string): Promise<string> =>
  readFile(new URL(`../sql/${name}`, import.meta.url), "utf8")

export interface Direct {
  /** Rows as arrays of PostgreSQL's text. */
  readonly query: (
    text: string,
    values?: ReadonlyArray<unknown>
  ) => Promise<ReadonlyArray<ReadonlyArray<string | null>>>
  readonly close: () => Promise<void>
}

/** A connection of the test's own. */
export const connect = async (url: string): Promise<Direct> => {
  const client = new Client({ connectionString: url })
  client.on("error", () => {})
  await client.connect()
  const types = { getTypeParser: () => (text: string) => text }
  return {
    query: async (text, values = []) => {
      const simple = values.length === 0 && text.includes(";")
      if (simple) return client.query(text).then(() => [])
      return (await client.query({ text, values: [...values], rowMode: "array", types })).rows
    },
    close: () => client.end()
  }
}

/** The servers of this run by name: the embedded one, and another of this machine where there is one. */
export const servers = (): ReadonlyArray<readonly [name: string, template: string]> => {
  const other = inject("postgresOnPath")
  return [
    ["PostgreSQL", inject("postgres")],
    ...(other === "" ? [] : [["another PostgreSQL", other] as const])
  ]
}

/** A fresh database with the shelf and the audit trail, and its URL. */
export const makeDatabase = async (template: string = inject("postgres")): Promise<string> => {
  const url = await PostgresServer.createDatabase(template)
  const direct = await connect(url)
  await direct.query(await sqlFile("audit.sql"))
  await direct.query(shelfSchema)
  await direct.close()
  return url
}

export type Answer = Result.Result<Rows.Rows, StoreFailure>

export interface Opened {
  readonly store: ResourceStore["Service"]
  readonly run: (command: AuditedCommand) => Promise<Answer>
  /** What a unit of the store comes to. */
  readonly attempt: (unit: Effect.Effect<Rows.Rows, StoreFailure>) => Promise<Answer>
  readonly close: () => Promise<void>
}

/** A store in a runtime of its own; `environment` replaces the process's. */
export const openStore = async (
  options: PostgresOptions,
  environment: Readonly<Record<string, string>> = {}
): Promise<Opened> => {
  const provider = ConfigProvider.layer(ConfigProvider.fromUnknown(environment))
  const runtime = ManagedRuntime.make(ResourceStorePostgres.layer(options).pipe(Layer.provide(provider)))
  const store = await runtime.runPromise(ResourceStore)
  return {
    store,
    run: (command) => Effect.runPromise(Effect.result(store.run(command))),
    attempt: (unit) => Effect.runPromise(Effect.result(unit)),
    close: () => runtime.dispose()
  }
}

/** `done`, or the tag of the failure. */
export const outcome = (answer: Answer): string => (Result.isSuccess(answer) ? "done" : answer.failure._tag)

/** The records of an answer as JSON tells them. */
export const json = (answer: Answer): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  JSON.parse(`[${Result.getOrThrow(answer).json()}]`)

/** Until PostgreSQL says that this many sessions wait for a lock. */
export const untilWaiting = async (direct: Direct, sessions = 1): Promise<void> => {
  const text =
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
  for (let tries = 0; tries < 2000; tries++) {
    const [[count] = []] = await direct.query(text)
    if (Number(count) >= sessions) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error("no session came to wait for a lock")
}

/** Until no session of the store runs anything any more. */
export const untilIdle = async (direct: Direct): Promise<void> => {
  const text =
    "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'pgcrest' and state <> 'idle'"
  for (let tries = 0; tries < 2000; tries++) {
    const [[count] = []] = await direct.query(text)
    if (Number(count) === 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error("a session of the store is still at work")
}

/** Ends the sessions of the store, as an administrator or a failover does. */
export const terminate = (direct: Direct) =>
  direct.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'pgcrest'"
  )
