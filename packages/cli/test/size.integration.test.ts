// @effect-diagnostics asyncFunction:off
/** `pgcrest init` on databases of size; how long it takes is measured in `bench/`. */
import * as Effect from "effect/Effect"
import { Client } from "pg"
import { assert, test, vi } from "vitest"
import { run } from "../src/run.ts"
import { databaseOf } from "./database.ts"
import { makeFolder } from "./folder.ts"
import { manyTables, wideTable } from "./tables.ts"

test("asks a database of 2,000 tables no more than one of 300", { timeout: 400_000 }, async () => {
  const asked = []
  for (const tables of [300, 2000]) {
    const url = await databaseOf(manyTables(tables))
    const out = await makeFolder(`size-${tables}`)
    const queries = vi.spyOn(Client.prototype, "query")
    const outcome = await Effect.runPromise(run(["init", "--from-database", url, "--out", out]))
    assert.strictEqual(outcome.out.split("\n").length - 1, tables + 2)
    asked.push(queries.mock.calls.length)
    queries.mockRestore()
  }
  assert.isAbove(asked[0] ?? 0, 0)
  assert.strictEqual(asked[1], asked[0])
})

test("describes a table of 1,590 columns", async () => {
  const url = await databaseOf(wideTable(1590))
  const outcome = await Effect.runPromise(
    run(["init", "--from-database", url, "--out", await makeFolder("wide")])
  )
  assert.strictEqual(outcome.code, 0)
  assert.strictEqual(outcome.out, "written: resources/wide.ts\nwritten: api.ts\nwritten: main.ts\n")
})
