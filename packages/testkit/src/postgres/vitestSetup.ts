// @effect-diagnostics asyncFunction:off
/** A globalSetup for vitest: one server for the run, and a second one where another PostgreSQL is installed. */
import type { TestProject } from "vitest/node"
import * as PostgresServer from "./PostgresServer.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** The template database, for `PostgresServer.createDatabase`. */
    readonly postgres: string
    /** The same on this machine's other PostgreSQL, or "" where there is none. */
    readonly postgresOnPath: string
  }
}

/** The function to export by default from a globalSetup file; each test file then clones the template. */
export const vitestSetup =
  (schema: string) =>
  async (project: TestProject): Promise<() => Promise<void>> => {
    const server = await PostgresServer.start({ schema })
    project.provide("postgres", server.url)
    const other = await startOnPath(schema)
    project.provide("postgresOnPath", other?.url ?? "")
    return async () => {
      await Promise.all([server.stop(), other?.stop()])
    }
  }

async function startOnPath(schema: string): Promise<PostgresServer.PostgresServer | undefined> {
  const reason = reasonForOne()
  if (reason === undefined)
    return PostgresServer.start({ schema, kind: "path" }).catch((cause: unknown) => tell(String(cause)))
  return tell(reason)
}

function reasonForOne(): string | undefined {
  if (process.env["PGCREST_TEST_POSTGRES"] === "path") return "it is the first one already"
  return PostgresServer.findOnPath() === null ? "no pg_ctl on the PATH or in /usr/lib/postgresql" : undefined
}

function tell(reason: string): undefined {
  process.stderr.write(`Tests run on one PostgreSQL only, without another of this machine: ${reason}\n`)
}
