// @effect-diagnostics asyncFunction:off
/** What `pgcrest init` writes compiles, agrees with its database, and serves each of its tables. */
import type { Api } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { assert, beforeAll, describe, test } from "vitest"
import { run } from "../src/run.ts"
import { databaseOf, manners, schemaOf } from "./database.ts"
import { complaints, makeFolder } from "./folder.ts"
import { servedOf } from "./serving.ts"

const audit = readFileSync(
  createRequire(import.meta.url).resolve("@pgcrest/adapter-postgres/sql/audit.sql"),
  "utf8"
)

let folder = ""
const urls = new Map<string, string>()

const pathOf = (manner: string): string => join(folder, manner, "api.ts")

beforeAll(async () => {
  folder = await makeFolder("served")
  for (const manner of manners) {
    const url = await databaseOf(audit + schemaOf(manner))
    const words = ["init", "--from-database", url, "--out", join(folder, manner), "--access", "everyone"]
    assert.strictEqual((await Effect.runPromise(run(words))).code, 0)
    urls.set(manner, url)
  }
}, 60_000)

test("compiles under the strictest options", { timeout: 120_000 }, async () => {
  assert.deepEqual(await complaints(folder), [])
})

describe.each(manners)("a schema in the manner of %s", (manner) => {
  test("passes the check at once", async () => {
    const words = ["check", pathOf(manner), "--database", urls.get(manner) ?? "", "--json"]
    const { code, out, notes } = await Effect.runPromise(run(words))
    const found: ReadonlyArray<{ readonly severity: string; readonly message: string }> = JSON.parse(out)
    assert.deepEqual(
      found.filter(({ severity }) => severity === "error").map(({ message }) => message),
      []
    )
    assert.deepEqual([code, notes], [0, []])
  })

  test("lists, creates, gets, patches each table, and tells its history", async () => {
    const { api }: { readonly api: Api.Api } = await import(pathToFileURL(pathOf(manner)).href)
    const told = await servedOf(api, urls.get(manner) ?? "")
    assert.deepEqual(
      [...told].filter(([, problem]) => problem !== "served"),
      []
    )
    assert.isAbove(told.size, 5)
  })
})
