// @effect-diagnostics asyncFunction:off
/** The SQL of the trail, as the adapter ships it. */
import * as Effect from "effect/Effect"
import { readFile } from "node:fs/promises"

/** Its tables, and what the role `app` may do with them. */
export const auditFiles: Effect.Effect<{ readonly audit: string; readonly grants: string }> = Effect.promise(
  async () => {
    const read = (name: string) =>
      readFile(new URL(import.meta.resolve(`@pgcrest/adapter-postgres/sql/${name}`)), "utf8")
    return { audit: await read("audit.sql"), grants: await read("grants.sql") }
  }
)
