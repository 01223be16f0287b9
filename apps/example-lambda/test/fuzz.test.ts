// @effect-diagnostics asyncFunction:off
/** Any query, over memory. */
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { assert, test } from "vitest"
import { neverBreaks, queries } from "./hostile/neverBreaks.ts"
import { askOver } from "./hostile/shelves.ts"

test(`no query of ${queries} breaks anything`, { timeout: Math.max(60_000, queries * 20) }, async () => {
  const statuses = await neverBreaks(askOver(ResourceStoreMemory.layer), { count: queries, searches: false })
  if (queries > 6000) console.log(statuses)
  assert.isAbove(statuses.get(200) ?? 0, queries / 20)
})
