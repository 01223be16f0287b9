// @effect-diagnostics asyncFunction:off
/** Puts the seed into a database that has the library's tables and `audit.change`. */
import { seed } from "./generate.ts"
import { insertStatement, tables } from "./statements.ts"

/** What loading needs of a connection, in the shape of a `pg` client (a pool would spread the transaction). */
export interface SeedClient {
  query(text: string, values?: Array<unknown>): Promise<{ readonly rows: ReadonlyArray<unknown> }>
}

const rowsPerStatement = 2_000

/** Inserts all records with their changes, in one transaction, and tells how many; 0 if there are authors already. */
export const loadSeed = async (client: SeedClient): Promise<number> => {
  await client.query("begin")
  try {
    // Two loaders at once: the second waits here, then finds the authors of the first.
    await client.query("lock table library.authors in share row exclusive mode")
    const present = await client.query("select from library.authors limit 1")
    const count = present.rows.length > 0 ? 0 : await insertAll(client)
    await client.query("commit")
    return count
  } catch (cause) {
    await client.query("rollback")
    throw cause
  }
}

const insertAll = async (client: SeedClient): Promise<number> => {
  const all = seed()
  let count = 0
  for (const table of tables) {
    const statement = insertStatement(table)
    for (const rows of batches(all[table.name])) {
      await client.query(statement, [JSON.stringify(rows)])
      count += rows.length
    }
  }
  return count
}

const batches = (rows: ReadonlyArray<unknown>): ReadonlyArray<ReadonlyArray<unknown>> =>
  Array.from({ length: Math.ceil(rows.length / rowsPerStatement) }, (_, index) =>
    rows.slice(index * rowsPerStatement, (index + 1) * rowsPerStatement)
  )
