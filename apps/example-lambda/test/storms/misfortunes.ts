// @effect-diagnostics asyncFunction:off
/** What befalls a server under lists: killed, frozen whole, or one session of it frozen, which may hold locks. */
import type { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { integer, type Random } from "../../seed/random.ts"
import type { After } from "./mishaps.ts"

const kinds = ["killed", "frozen", "session frozen"] as const

/** Each kind in turn. */
export const misfortunes = (
  random: Random,
  { faults, url }: { readonly faults: PostgresServer.Faults; readonly url: string }
): ((after: After) => Promise<void>) => {
  let befallen = 0
  return async (after) => {
    const kind = kinds[befallen++ % kinds.length]
    if (kind === "killed") {
      await faults.kill()
      return faults.recover()
    }
    const thaw = await faults.freeze(kind === "frozen" ? undefined : await anySession(random, url))
    // While all stands still, requests go on to be answered, as their time is over.
    await after(kind === "frozen" ? integer(random, 8, 48) : integer(random, 20, 100))
    return thaw()
  }
}

/** One that runs something, if there is one. */
async function anySession(random: Random, url: string): Promise<number | undefined> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const text =
    "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by state = 'idle', pid"
  const { rows } = await client.query<{ readonly pid: number }>(text).finally(() => client.end())
  return rows[integer(random, 0, Math.min(5, rows.length - 1))]?.pid
}
