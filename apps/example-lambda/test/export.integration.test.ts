// @effect-diagnostics asyncFunction:off processEnv:off
/**
 * A list to its end out of PostgreSQL, in memory that does not grow with it. Of 20,000 records; of as many as
 * PGCREST_EXPORT_RECORDS says, such as a million.
 */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { assert, beforeAll, describe, inject, test } from "vitest"
import type { Exported } from "./exportProgram.ts"

const records = Number(process.env["PGCREST_EXPORT_RECORDS"] ?? 20_000)
// What V8 keeps of pages that are gone until it collects them.
const grownAtMost = 40
const program = fileURLToPath(new URL("exportProgram.ts", import.meta.url))
let url = ""

const uids = "('019b0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid"
const content = `
  insert into library.authors (uid, version, created_at, last_updated_at, name)
    select ${uids}, 1, '2026-01-01Z', '2026-01-01Z', 'Author ' || n from generate_series(1, ${records}) n`

beforeAll(async () => {
  url = await PostgresServer.createDatabase(inject("postgres"))
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(content)
  await client.query("vacuum (analyze) library.authors").finally(() => client.end())
}, 300_000)

const exported = async (path: string, accept: string): Promise<Exported> => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", program, path, accept], {
    env: { ...process.env, DATABASE_URL: url }
  })
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "")
}

describe(`a list of ${records} records`, () => {
  test.for([
    ["application/x-ndjson", records],
    ["text/csv", records + 1]
  ] as const)(
    "goes out as %s in memory that stays as it is",
    { timeout: 900_000 },
    async ([accept, lines]) => {
      const { failed, resident, ...told } = await exported("/authors?select=uid,name,version", accept)
      assert.isNull(failed)
      assert.strictEqual(told.lines, lines)
      const [first = 0, last = 0] = [resident[1], resident.at(-1)]
      if (records > 20_000) process.stdout.write(`${JSON.stringify({ accept, ...told, resident })}\n`)
      assert.isBelow(last - first, grownAtMost, `megabytes after each tenth: ${resident.join(", ")}`)
    }
  )

  // Without an index of it each page sorts all that is left.
  test.skipIf(records > 20_000)("goes on by an order of the client's, too", { timeout: 60_000 }, async () => {
    const { failed, lines } = await exported("/authors?select=name&order=name.desc&limit=997", "text/csv")
    assert.isNull(failed)
    assert.strictEqual(lines, records + 1)
  })
})
