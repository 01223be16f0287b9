// @effect-diagnostics asyncFunction:off
/** The CPU that the PostgreSQL processes of one side's connections have used, from /proc. */
import { readFile } from "node:fs/promises"
import type { Client } from "pg"
import { sum } from "./statistics.ts"

/** Microseconds so far. */
export type BackendCpu = () => Promise<number>

/** The meter of the connections with this application name, which are open already; or why there is none. */
export const backendCpu = async (client: Client, applicationName: string): Promise<BackendCpu | string> => {
  const { rows } = await client.query<{ readonly pid: number }>(
    "select pid from pg_stat_activity where application_name = $1",
    [applicationName]
  )
  if (rows.length === 0) return `no connection is called ${applicationName}`
  const meter = async () => sum(await Promise.all(rows.map(({ pid }) => microsOf(pid))))
  return meter().then(
    () => meter,
    () => "there is no /proc/<pid>/schedstat here"
  )
}

// Nanoseconds on a CPU come first; /proc/<pid>/stat counts in hundredths of a second only.
async function microsOf(pid: number): Promise<number> {
  return Number((await readFile(`/proc/${pid}/schedstat`, "utf8")).split(" ")[0]) / 1000
}
