// @effect-diagnostics asyncFunction:off
import { readFileSync } from "node:fs"
import { ddl, verifySchema } from "@pgcrest/adapter-postgres"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import { Client } from "pg"
import { assert, inject, test } from "vitest"
import { Library } from "../src/library.ts"

const librarySql = readFileSync(new URL("../sql/library.sql", import.meta.url), "utf8")

const templates = [inject("postgres"), inject("postgresOnPath")].filter((template) => template !== "")

test.each([
  ["what ddl prints", ddl(Library)],
  ["library.sql", librarySql],
  ["library.sql over what ddl prints", ddl(Library) + librarySql]
])("verifySchema has nothing to say after %s, run twice", async (_, tables) => {
  for (const template of templates) {
    const url = await PostgresServer.createDatabase(template)
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query("drop schema library cascade")
    await client.query(tables)
    await client.query(tables)
    await client.end()
    assert.deepStrictEqual(await Effect.runPromise(verifySchema(Library, { url })), [])
  }
})
