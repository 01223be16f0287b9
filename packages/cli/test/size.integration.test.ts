// @effect-diagnostics asyncFunction:off
/** `pgcrest init` on databases of size; bounds are loose, so that a busy machine meets them. */
import * as Effect from "effect/Effect"
import { assert, test } from "vitest"
import { run } from "../src/run.ts"
import { databaseOf } from "./database.ts"
import { makeFolder } from "./folder.ts"
import { manyTables, wideTable } from "./tables.ts"

test.each([
  [300, 5000],
  [2000, 30_000]
])("describes and writes %i tables in less than %i ms", { timeout: 120_000 }, async (tables, millis) => {
  const url = await databaseOf(manyTables(tables))
  const out = await makeFolder(`size-${tables}`)
  const began = performance.now()
  const outcome = await Effect.runPromise(run(["init", "--from-database", url, "--out", out]))
  const took = performance.now() - began
  process.stderr.write(`init of ${tables} tables: ${Math.round(took)} ms\n`)
  assert.strictEqual(outcome.out.split("\n").length - 1, tables + 2)
  assert.isBelow(took, millis)
})

test("describes a table of 1,590 columns", async () => {
  const url = await databaseOf(wideTable(1590))
  const outcome = await Effect.runPromise(
    run(["init", "--from-database", url, "--out", await makeFolder("wide")])
  )
  assert.strictEqual(outcome.code, 0)
  assert.strictEqual(outcome.out, "written: resources/wide.ts\nwritten: api.ts\nwritten: main.ts\n")
})
