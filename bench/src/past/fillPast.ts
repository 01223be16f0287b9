// @effect-diagnostics asyncFunction:off
/** Records and their changes by SQL, over the months of a year: a trail as it is after one. */
import type { Client } from "pg"

/** Days ago: when all were made, when each had its last change but one, and when those that changed since did. */
export const days = { made: 350, settled: 10, moment: 2, changed: 1 } as const
/** Records of each table that changed since the moment. */
export const changedSince = 100
/** Records on each shelf. */
export const onShelf = 25
/** Of each length of history. */
export const alike = 20
/** How many changes a record has by the moment; each has one more since. */
export const lengths = [1, 10, 100, 1000] as const
/** How many versions the record has whose history is paged. */
export const longest = 10_000

/** The uid of the n-th record of a table. */
export const uidOf = (n: number): string => `019b0000-0000-7000-8000-${String(n).padStart(12, "0")}`

const uid = (n: string) => `('019b0000-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
const ago = (amount: number | string) => `current.at - (${amount}) * interval '1 day'`

/** Fills tables of these sizes, and the one of long histories. */
export const fillPast = async (client: Client, sizes: Readonly<Record<string, number>>): Promise<void> => {
  await client.query("select audit.maintain(13, now() - interval '12 months')")
  for (const [table, count] of Object.entries(sizes)) await fillTable(client, table, count)
  for (const [at, length] of lengths.entries())
    await fillLives(client, { from: 1000 * (at + 1), count: alike, length })
  await fillLives(client, { from: 9000, count: 1, length: longest - 1 })
  for (const table of [...Object.keys(sizes), "lives"]) {
    await client.query(
      `create index on bench.${table} (last_updated_at); create index on bench.${table} (shelf)`
    )
  }
  // What docs/time-travel.md tells of.
  await client.query("create index on audit.life (resource, at)")
  await client.query("vacuum (freeze, analyze)")
  await client.query("checkpoint")
}

/** Each was written once, and a hundred of them, spread over all, once more since the moment. */
async function fillTable(client: Client, table: string, count: number): Promise<void> {
  const isChanged = `n % ${Math.max(1, Math.floor(count / changedSince))} = 0`
  await client.query(
    rowsOf(table, {
      n: `generate_series(1, ${count})`,
      shelf: `n % ${Math.ceil(count / onShelf)}`,
      versions: `case when ${isChanged} then 2 else 1 end`,
      updated: ago(`case when ${isChanged} then ${days.changed} else ${days.made} end`)
    })
  )
  await client.query(changesOf(table, "true", "1", ago(days.made)))
  await client.query(changesOf(table, "record.version = 2", "2", ago(days.changed)))
}

interface Lives {
  readonly from: number
  readonly count: number
  readonly length: number
}

/** Records with so many changes until they settled, and one since the moment. */
async function fillLives(client: Client, { count, from, length }: Lives): Promise<void> {
  const settled = ago(days.changed)
  await client.query(
    rowsOf("lives", {
      n: `generate_series(${from + 1}, ${from + count})`,
      shelf: String(from),
      versions: String(length + 1),
      updated: settled
    })
  )
  const isOne = `record.shelf = ${from}`
  const at = ago(`${days.made} - (version.n - 1) * ${(days.made - days.settled) / length}`)
  const each = `cross join lateral (select n from generate_series(1, ${length}) as n) as version`
  await client.query(changesOf("lives", isOne, "version.n", at, each))
  await client.query(changesOf("lives", isOne, String(length + 1), settled))
}

interface Made {
  readonly n: string
  readonly shelf: string
  readonly versions: string
  readonly updated: string
}

function rowsOf(table: string, { n, shelf, updated, versions }: Made): string {
  return `
  insert into bench.${table} (uid, title, shelf, pages, price, blurb, version, created_at, last_updated_at, creator_uid, last_updater_uid)
    select ${uid("n")}, 'Book ' || n || ' of many', ${shelf}, 100 + n % 400, 12.5, 'It stands for all others of its kind, and nobody reads it twice.',
      ${versions}, ${ago(days.made)}, ${updated}, 'librarian-ines', 'librarian-ines'
    from ${n} as n cross join (select date_trunc('second', now()) as at) as current`
}

function changesOf(table: string, which: string, version: string, at: string, each = ""): string {
  return `
  insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
    select '${table}', record.uid::text, ${version}, case when ${version} = 1 then 'create' else 'update' end, ${at}, 'librarian-ines', 'request',
      to_jsonb(record) || jsonb_build_object('version', ${version}, 'last_updated_at', ${at}, 'pages', ${version})
    from bench.${table} as record cross join (select date_trunc('second', now()) as at) as current ${each}
    where ${which}`
}
