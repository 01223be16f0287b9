// @effect-diagnostics asyncFunction:off
/** Whatever comes in, over memory. */
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { test } from "vitest"
import { everywhere, neverBreaks } from "./events/neverBreaks.ts"

const count = Number(process.env["PGCREST_EVENTS_COUNT"] ?? 3000)

test(
  "any request gets a valid result: never a throw, never a 5xx, each refusal a problem",
  { timeout: 60_000 },
  async () => {
    everywhere(await neverBreaks(ResourceStoreMemory.layer, count))
  }
)
