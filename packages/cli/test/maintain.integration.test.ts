// @effect-diagnostics asyncFunction:off
/** `pgcrest maintain`, over a trail of its own. */
import * as Effect from "effect/Effect"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, beforeAll, describe, test } from "vitest"
import { run } from "../src/run.ts"
import { databaseOf, execute, servers } from "./database.ts"
import { makeFolder } from "./folder.ts"

const declared = `import { Access, Api, Field, Resource } from "@pgcrest/core"

const Notes = Resource.make("notes", {
  fields: { text: Field.text },
  trail: { keep: "P1Y" },
  access: { list: Access.everyone, create: Access.signedIn }
})
const Files = Resource.make("files", {
  fields: { text: Field.text },
  trail: { keep: "P1Y", refusals: true },
  access: { list: Access.everyone }
})
const Letters = Resource.make("letters", { fields: { text: Field.text }, access: { list: Access.everyone } })

export const api = Api.make("notebook", { resources: [Notes, Files, Letters] })
`

let module = ""
beforeAll(async () => {
  module = join(await makeFolder("maintain"), "api.ts")
  await writeFile(module, declared)
})

const pgcrest = (...words: ReadonlyArray<string>) => Effect.runPromise(run(words))
const maintain = (url: string) => pgcrest("maintain", module, "--database", url)
const trail = async (template?: string) => databaseOf((await pgcrest("ddl", module)).out, template)

describe.each(servers())("over a server of this run (%#), pgcrest maintain", (template) => {
  test("makes the months that come, and then has nothing to do", async () => {
    const url = await trail(template)
    const { code, out, notes } = await maintain(url)
    assert.deepEqual([code, notes], [0, []])
    assert.match(out, /^(?:Made audit\.change_\d{6}\.\n){4}$/u)
    assert.deepEqual(await maintain(url), { code: 0, out: "Nothing was to be done.\n", notes: [] })
    const { code: checked, out: found } = await pgcrest("check", module, "--database", url)
    assert.deepEqual([checked, found], [0, "The database has everything that the api declares.\n"])
  })

  test("removes what is older than a resource keeps it, and merges old months", async () => {
    const url = await trail(template)
    await execute(
      url,
      `select from audit.maintain(0, '2020-01-15Z'); select from audit.maintain(0, '2020-02-15Z');
insert into audit.change (resource, uid, version, op, at, actor, after)
select name, 'a', version, 'update', '2020-01-01Z'::timestamptz + version * interval '10 days', 'ann', '{"text": "x"}'
from unnest(array['notes', 'letters']) as name, generate_series(1, 4) as version;
insert into audit.refusal (resource, kind, at, actor) values ('files', 'NotPermitted', '2020-01-01Z', 'ann'), ('files', 'NotPermitted', now(), 'ann')`
    )
    const { code, out } = await maintain(url)
    assert.strictEqual(code, 0)
    assert.deepEqual(
      out.split("\n").filter((line) => !line.startsWith("Made")),
      [
        'Removed changes of "notes" that are older than P1Y: 3.',
        'Removed changes and refusals of "files" that are older than P1Y: 1.',
        "Merged the months of a year into audit.change_2020.",
        ""
      ]
    )
  })

  test("ends with 1 where something is left that somebody must look at", async () => {
    const url = await trail(template)
    await execute(
      url,
      "insert into audit.change (resource, uid, version, op, at, actor) values ('notes', 'a', 1, 'delete', '2222-01-01Z', 'ann')"
    )
    const { code, out } = await maintain(url)
    assert.strictEqual(code, 1)
    assert.include(out, "\naudit.change_default holds changes of months that have no partition: 1.\n")
    const checked = await pgcrest("check", module, "--database", url)
    assert.strictEqual(checked.code, 0)
    assert.match(checked.out, /^Note: audit\.change_default holds changes of months that have no partition/u)
  })
})

test("pgcrest maintain says in a sentence why it could not", async () => {
  const url = await trail()
  await execute(
    url,
    `do $$ begin create role passer_by login password 'x'; exception when duplicate_object then null; end $$;
grant usage on schema audit to passer_by`
  )
  const passerBy = Object.assign(new URL(url), { username: "passer_by", password: "x" }).href
  const { code, out, notes } = await maintain(passerBy)
  assert.deepEqual([code, out], [2, ""])
  assert.match(notes.join(), /^Only the owner of the trail maintains it: permission denied[^\n]*\.$/u)
  await execute(url, "drop schema audit cascade")
  const without = await maintain(url)
  assert.strictEqual(without.code, 2)
  assert.match(without.notes.join(), /^The database lacks what maintains its trail[^\n]*\.$/u)
})
