// @effect-diagnostics asyncFunction:off
/** What befalls a server under lists, and the pooler before it. */
import type { PgBouncer, PostgresServer } from "@pgcrest/testkit/postgres"
import { setTimeout } from "node:timers/promises"
import { Client } from "pg"
import { integer, type Random } from "../../seed/random.ts"
import type { After } from "./mishaps.ts"

interface Befallen {
  readonly faults: PostgresServer.Faults
  readonly pooler: PgBouncer.Pooler | null
  readonly url: string
}

/** Each kind in turn. */
export const misfortunes = (
  random: Random,
  { faults, pooler, url }: Befallen
): ((after: After) => Promise<void>) => {
  // While all stands still, requests go on to be answered, as their time is over.
  const frozen = async (after: After, pid: number | undefined, [some, many]: readonly [number, number]) => {
    const thaw = await faults.freeze(pid)
    await after(integer(random, some, many))
    thaw()
  }
  const kinds: ReadonlyArray<(after: After) => Promise<void>> = [
    async () => {
      await faults.kill()
      await faults.recover()
    },
    (after) => frozen(after, undefined, [8, 48]),
    // The answers to what the server goes on to do are lost.
    async (after) => {
      for (let killed = 0; killed < 5; killed++) {
        pooler?.kill()
        await after(40)
      }
    },
    async () => {
      faults.killSession(await anySession(random, url))
      await anySession(random, url)
    },
    // It may hold locks that others wait for.
    async (after) => frozen(after, await anySession(random, url), [20, 100])
  ]
  let befallen = 0
  return async (after) => kinds[befallen++ % kinds.length]?.(after)
}

/** One that runs something, if there is one; for a while after a crash there is nobody to ask. */
async function anySession(random: Random, url: string): Promise<number> {
  const pids = await sessionsIn(url).catch(() => [])
  const chosen = pids[integer(random, 0, Math.min(5, pids.length - 1))]
  if (chosen !== undefined) return chosen
  await setTimeout(20)
  return anySession(random, url)
}

async function sessionsIn(url: string): Promise<ReadonlyArray<number>> {
  const client = new Client({ connectionString: url })
  client.on("error", () => {})
  await client.connect()
  const text =
    "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by state = 'idle', pid"
  const { rows } = await client.query<{ readonly pid: number }>(text).finally(() => client.end())
  return rows.map(({ pid }) => pid)
}
