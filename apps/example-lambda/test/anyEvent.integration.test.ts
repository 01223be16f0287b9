// @effect-diagnostics asyncFunction:off
/** Whatever comes in, over PostgreSQL. */
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { inject, test } from "vitest"
import { everywhere, neverBreaks } from "./events/neverBreaks.ts"

const count = Number(process.env["PGCREST_EVENTS_COUNT"] ?? 3000)

test(
  "any request gets a valid result: never a throw, never a 5xx, each refusal a problem",
  { timeout: 120_000 },
  async () => {
    const url = await PostgresServer.createDatabase(inject("postgres"))
    everywhere(await neverBreaks(ResourceStorePostgres.layer({ url }), count))
  }
)
