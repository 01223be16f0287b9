// @effect-diagnostics asyncFunction:off
/** PostgreSQL is asked and answers what the pages say. */
import { ResourceStorePostgres, SqlFunctionsPostgres } from "@pgcrest/adapter-postgres"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Layer from "effect/Layer"
import { Client } from "pg"
import { assert, expect, inject, test } from "vitest"
import { type Page, sendTo } from "./Page.ts"
import { pages } from "./pages.ts"
import { played } from "./played.ts"
import { recorded } from "./recorded.ts"

const onPostgres = async (page: Page, template: string): Promise<string> => {
  const url = await PostgresServer.createDatabase(template)
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(page.schema).finally(() => client.end())
  const told: Array<string> = []
  const stores = Layer.merge(ResourceStorePostgres.layerNoDeps(), SqlFunctionsPostgres.layerNoDeps())
  return played(page.text, sendTo(page, stores.pipe(Layer.provide(recorded(url, told)))), told)
}

test.each(pages)(
  "the page $name has the answers and the SQL of its requests; `vitest run pages.integration -u` renews them",
  async (page) => {
    const renewed = await onPostgres(page, inject("postgres"))
    await expect(renewed).toMatchFileSnapshot(page.path)
    const another = inject("postgresOnPath")
    if (another !== "") assert.strictEqual(await onPostgres(page, another), renewed)
  }
)
