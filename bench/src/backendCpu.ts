// @effect-diagnostics asyncFunction:off
/** The CPU that one connection's PostgreSQL process has used, from /proc. */
import { readFile } from "node:fs/promises"
import type { Client } from "pg"

/** Microseconds so far. */
export type BackendCpu = () => Promise<number>

/** The meter of the one connection with this application name; or why there is none. */
export const backendCpu = async (client: Client, applicationName: string): Promise<BackendCpu | string> => {
  const { rows } = await client.query<{ readonly pid: number }>(
    "select pid from pg_stat_activity where application_name = $1",
    [applicationName]
  )
  const [only] = rows
  if (only === undefined || rows.length > 1) return `${rows.length} connections are called ${applicationName}`
  // Nanoseconds on a CPU come first; /proc/<pid>/stat counts in hundredths of a second only.
  const meter = async () =>
    Number((await readFile(`/proc/${only.pid}/schedstat`, "utf8")).split(" ")[0]) / 1000
  return meter().then(
    () => meter,
    () => `there is no /proc/${only.pid}/schedstat here`
  )
}
