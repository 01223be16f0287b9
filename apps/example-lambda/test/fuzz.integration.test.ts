// @effect-diagnostics asyncFunction:off
/** Any query, over PostgreSQL. */
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { assert, test } from "vitest"
import { neverBreaks, queries } from "./hostile/neverBreaks.ts"
import { newStorage } from "./hostile/recording.ts"
import { askOver } from "./hostile/shelves.ts"

const count = Math.ceil(queries / 3)

test(`no query of ${count} breaks anything`, { timeout: Math.max(60_000, count * 40) }, async () => {
  const ask = askOver(ResourceStorePostgres.layer({ url: await newStorage() }))
  const statuses = await neverBreaks(ask, { count, searches: true })
  if (queries > 6000) console.log(statuses)
  assert.isAbove(statuses.get(200) ?? 0, count / 20)
})
