// @effect-diagnostics asyncFunction:off
/** PostgreSQL answers what the page says. */
import { ddl, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { assert, inject, test } from "vitest"
import { page, sendTo } from "./collections.ts"
import { played } from "./played.ts"
import { Shelf } from "./shelf.ts"

const templates = [inject("postgres"), inject("postgresOnPath")].filter((template) => template !== "")

test("docs/collections.md has the answers of PostgreSQL", async () => {
  for (const template of templates) {
    const url = await PostgresServer.createDatabase(template)
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query(ddl(Shelf))
    await client.end()
    assert.strictEqual(await played(page, sendTo(ResourceStorePostgres.layer({ url })), null), page)
  }
})
