// @effect-diagnostics asyncFunction:off
/** What the sandbox's session takes of PostgreSQL's memory, from /proc. */
import { readFile } from "node:fs/promises"
import type { Client } from "pg"

/** The session's own megabytes, without what all sessions share; NaN where they cannot be read. */
export const sessionMemory = async (client: Client): Promise<number> => {
  const { rows } = await client.query<{ readonly pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and application_name = 'pgcrest'"
  )
  const status = await readFile(`/proc/${rows[0]?.pid}/status`, "utf8").catch(() => "")
  return Number(/RssAnon:\s+(\d+)/u.exec(status)?.[1]) / 1024
}
