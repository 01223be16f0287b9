// @effect-diagnostics asyncFunction:off
/** `pgcrest verify`, over a module that is written to a folder. */
import * as Effect from "effect/Effect"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, beforeAll, test } from "vitest"
import { run } from "../src/run.ts"
import { databaseOf, execute } from "./database.ts"
import { makeFolder } from "./folder.ts"

const declared = `import { Access, Api, Field, Resource } from "@pgcrest/core"

const of = (name: string) =>
  Resource.make(name, {
    table: "notebook." + name,
    fields: { text: Field.text },
    access: { list: Access.everyone, create: Access.signedIn }
  })

export const api = Api.make("notebook", { resources: [of("notes"), of("marks")] })
`

let module = ""
beforeAll(async () => {
  module = join(await makeFolder("verify"), "api.ts")
  await writeFile(module, declared)
})

const pgcrest = (...words: ReadonlyArray<string>) => Effect.runPromise(run(words))
const notebook = async (more: string) => {
  const url = await databaseOf((await pgcrest("ddl", module)).out)
  await execute(url, more)
  return url
}
const uid = "0198a000-0000-7000-8000-000000000001"
const written = (table: string, count = 1) =>
  `insert into notebook.${table} select case when n = 1 then '${uid}' else gen_random_uuid() end, 'by hand', 1, now(), now(), null, null from generate_series(1, ${count}) n;`

test("says so where records and trail agree", async () => {
  const url = await notebook("select 1")
  assert.deepEqual(await pgcrest("verify", module, "--database", url), {
    code: 0,
    out: "Records and trail agree.\n",
    notes: []
  })
})

test("tells in a sentence, and as JSON, what does not agree, of all resources or of those that are named", async () => {
  const url = await notebook(written("notes"))
  const sentence = `notes ${uid} has no change: it was written past PGCrest, or its history was removed`
  const told = { code: 1, out: `${sentence}\n`, notes: [] } as const
  assert.deepEqual(await pgcrest("verify", module, "--database", url), told)
  assert.deepEqual(await pgcrest("verify", module, "--database", url, "--resource", "marks", "notes"), told)
  assert.strictEqual((await pgcrest("verify", module, "--database", url, "--resource", "marks")).code, 0)
  const { code, out } = await pgcrest("verify", module, "--database", url, "--json")
  assert.strictEqual(code, 1)
  assert.deepEqual(JSON.parse(out), [
    { _tag: "RowUnrecorded", resource: "notes", uid, severity: "error", message: sentence }
  ])
})

test("lets notes pass", async () => {
  const url = await notebook(`insert into audit.life values ('notes', '${uid}', 4, now());`)
  const { code, out } = await pgcrest("verify", module, "--database", url)
  assert.strictEqual(code, 0)
  assert.match(out, /^Note: notes .* was deleted \(version 4\) and has no change any more/u)
})

test("tells the first thousand of many, and how many more there are", async () => {
  const url = await notebook(written("marks", 1200))
  const { code, out, notes } = await pgcrest("verify", module, "--database", url)
  assert.deepEqual([code, out.split("\n").length - 1], [1, 1000])
  assert.deepEqual(notes, ["And 200 more: these are the first 1000."])
})

test("says in a sentence why it could not", async () => {
  const url = await notebook("select 1")
  const refusal = async (...words: ReadonlyArray<string>) => {
    const { code, out, notes } = await pgcrest("verify", ...words)
    assert.deepEqual([code, out], [2, ""])
    return notes.join()
  }
  assert.strictEqual(
    await refusal(module, "--database", url, "--resource", "books"),
    'The api has no resource "books".'
  )
  assert.match(
    await refusal(module, "--database", Object.assign(new URL(url), { port: "1" }).href),
    /^The database cannot be asked: .*ECONNREFUSED/u
  )
  await execute(url, "drop table notebook.marks")
  assert.match(await refusal(module, "--database", url), /notebook\.marks/u)
})
