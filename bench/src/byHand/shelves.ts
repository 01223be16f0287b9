// @effect-diagnostics asyncFunction:off globalDate:off
/** PATCH of a shelf, which looks at the shelf before it writes: a transaction of four round trips. */
import { type Answer, json, notFound, problem } from "./answers.ts"
import type { Asked } from "./Asked.ts"
import { isUuid, type Values } from "./bodies.ts"
import type { Database } from "./database.ts"
import { assigned, kept, type Named } from "./kept.ts"
import { recorded, shelfColumns, type Yardstick } from "./statements.ts"

type Client = Awaited<ReturnType<Database["lend"]>>["client"]

/** The write of one yardstick. */
export const shelfPatch = (yardstick: Yardstick) => {
  const textFor = kept("update_shelf", (names) => update(yardstick, names))
  return async (database: Database, asked: Asked, uid: string, values: Values): Promise<Answer> => {
    if (!isUuid(uid)) return notFound()
    const { client, release } = await database.lend()
    try {
      await client.query("begin")
      const answer = await patched(client, asked, uid, values, textFor)
      await client.query("commit")
      return answer
    } catch (cause) {
      await client.query("rollback")
      throw cause
    } finally {
      release()
    }
  }

  async function patched(
    client: Client,
    { ifMatch, requestId, subject }: Asked,
    uid: string,
    values: Values,
    statement: (fields: ReadonlyArray<string>) => Named
  ): Promise<Answer> {
    const { rows } = await client.query({ name: "lock_shelf", text: lock, values: [uid] })
    const [shelf] = rows
    if (shelf === undefined) return notFound()
    if (ifMatch !== undefined && ifMatch !== "*" && ifMatch !== `"${shelf.version}"`)
      return problem(412, "version-mismatch")
    const { capacity, holds } = { ...shelf, ...values }
    const written = { ...values, is_full: holds >= capacity }
    const parameters = [uid, new Date().toISOString(), subject, ...Object.values(written)]
    const updated = await client.query({
      ...statement(Object.keys(written)),
      values: yardstick.history ? [...parameters, requestId] : parameters
    })
    const [row] = updated.rows
    return json(200, row, { "cache-control": "no-store", etag: `"${row.version}"` })
  }
}

const lock = `select ${shelfColumns} from bench.shelves where uid = $1 for no key update`

function update(yardstick: Yardstick, names: ReadonlyArray<string>): string {
  return recorded(yardstick, {
    table: "shelves",
    columns: shelfColumns,
    operation: "update",
    text: `update bench.shelves as shelf set ${assigned(names, 4)}, version = shelf.version + 1, last_updated_at = greatest($2::timestamptz, shelf.last_updated_at), last_updater_uid = $3
  where shelf.uid = $1`,
    requestId: 4 + names.length
  })
}
