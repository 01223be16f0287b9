// @effect-diagnostics asyncFunction:off
/** What a database has kept of a storm, past PGCrest. */
import { Client } from "pg"
import type { Change } from "./judgeWrites.ts"

/** Each change of a client's, in the order of its record's versions. */
export const changesIn = async (url: string): Promise<ReadonlyArray<Change>> => {
  const rows = await ask(
    url,
    "select request_id, resource, uid, version from audit.change where request_id <> 'seed' order by version"
  )
  return rows.map(([requestId, resource, uid, version]) => ({
    requestId: String(requestId),
    resource: String(resource),
    uid: String(uid),
    version: Number(version)
  }))
}

/** The records whose versions do not count from 1 on, each once. */
export const uncounted = (url: string) =>
  ask(
    url,
    "select resource, uid from audit.change group by 1, 2 having min(version) <> 1 or max(version) <> count(*)"
  )

/** The keys under which an answer is kept. */
export const keysIn = async (url: string): Promise<ReadonlyArray<string>> =>
  (await ask(url, "select key from audit.idempotency")).map(([key]) => String(key))

async function ask(url: string, text: string): Promise<ReadonlyArray<ReadonlyArray<unknown>>> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return (await client.query({ text, rowMode: "array" }).finally(() => client.end())).rows
}
