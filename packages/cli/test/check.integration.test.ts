// @effect-diagnostics asyncFunction:off
/** `pgcrest ddl` and `pgcrest check`, over modules that are written to a folder. */
import * as Effect from "effect/Effect"
import { execFile } from "node:child_process"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { assert, beforeAll, test } from "vitest"
import { run } from "../src/run.ts"
import { databaseOf, execute } from "./database.ts"
import { makeFolder } from "./folder.ts"

const declared = `import { Access, Api, Field, Resource } from "@pgcrest/core"

const Notes = Resource.make("notes", {
  table: "notebook.notes",
  fields: { text: Field.text },
  access: { list: Access.everyone, create: Access.signedIn }
})

export const api = Api.make("notebook", { resources: [Notes] })
export const Notebook = api
`

let folder = ""
beforeAll(async () => {
  folder = await makeFolder("check")
  await writeFile(join(folder, "api.ts"), declared)
  await writeFile(join(folder, "wrong.ts"), declared.replace("Field.text", "Field.numeric(0, 5)"))
})

const pgcrest = (...words: ReadonlyArray<string>) => Effect.runPromise(run(words))
const module = (name: string) => join(folder, name)

test("prints SQL that makes a database fit, and says nothing of one that fits", async () => {
  const printed = await pgcrest("ddl", module("api.ts"))
  assert.deepEqual([printed.code, printed.notes], [0, []])
  const url = await databaseOf(printed.out)
  assert.deepEqual(await pgcrest("check", module("api.ts"), "--database", url), {
    code: 0,
    out: "The database has everything that the api declares.\n",
    notes: []
  })
})

test("prints the trail alone for tables that exist", async () => {
  const printed = await pgcrest("ddl", module("api.ts"), "--audit-only", "--role", "app")
  assert.include(printed.out, "audit.change")
  assert.include(printed.out, "grant select, insert on notebook.notes to app;")
  assert.notInclude(printed.out, "create table if not exists notebook")
})

test("prints triggers that record what others write, where that is asked for", async () => {
  const printed = await pgcrest("ddl", module("api.ts"), "--out-of-band")
  assert.include((await pgcrest("ddl", module("api.ts"), "--out-of-band", "notes")).out, "on notebook.notes")
  assert.notInclude((await pgcrest("ddl", module("api.ts"))).out, "create or replace trigger")
  const url = await databaseOf(printed.out)
  await execute(url, "insert into notebook.notes (uid, text) values (gen_random_uuid(), 'by hand')")
  await execute(
    url,
    "do $$ begin if (select count(*) from audit.change where actor like 'db:%') <> 1 then raise 'none'; end if; end $$"
  )
  assert.deepEqual((await pgcrest("check", module("api.ts"), "--database", url)).code, 0)
  assert.deepEqual(await pgcrest("ddl", module("api.ts"), "--out-of-band", "books", "notes"), {
    code: 2,
    out: "",
    notes: ['The api has no resource "books".']
  })
})

test("prints what a role may do, which is enough for it", async () => {
  const printed = await pgcrest("ddl", module("api.ts"), "--export", "Notebook", "--role", "note taker")
  const role = `do $$ begin create role "note taker" login password 'x'; exception when duplicate_object then null; end $$;`
  const url = await databaseOf(role + printed.out)
  const taker = Object.assign(new URL(url), { username: "note taker", password: "x" }).href
  const { code, notes } = await pgcrest("check", module("api.ts"), "--database", taker)
  assert.deepEqual([code, notes], [0, []])
})

test("tells what a role may not do", async () => {
  const role = `do $$ begin create role outsider login password 'x'; exception when duplicate_object then null; end $$;`
  const url = await databaseOf(role + (await pgcrest("ddl", module("api.ts"))).out)
  const outsider = Object.assign(new URL(url), { username: "outsider", password: "x" }).href
  const { code, out, notes } = await pgcrest("check", module("api.ts"), "--database", outsider)
  assert.deepEqual([code, notes], [1, []])
  assert.match(out, /^The role .*may not .*notebook/mu)
  assert.match(out, /^The role .*may not .*audit/mu)
})

test("tells what is missing, and as JSON what each is", async () => {
  const url = await databaseOf((await pgcrest("ddl", module("api.ts"))).out)
  await execute(
    url,
    "alter table notebook.notes drop column text; alter table notebook.notes alter column creator_uid set not null"
  )
  const told = await pgcrest("check", module("api.ts"), "--database", url)
  assert.strictEqual(told.code, 1)
  assert.include(told.out, 'notebook.notes lacks the column "text" that resource "notes" declares as text\n')
  const { code, out } = await pgcrest("check", module("api.ts"), "--database", url, "--json")
  assert.strictEqual(code, 1)
  assert.deepEqual(
    JSON.parse(out).map((one: { readonly _tag: string; readonly severity: string }) => [
      one._tag,
      one.severity
    ]),
    [
      ["ColumnMissing", "error"],
      ["AnonymousRefused", "note"]
    ]
  )
})

test("names what nobody has decided on", async () => {
  await writeFile(join(folder, "undecided.ts"), declared.replace(/ {2}access: .*$/mu, "  access: {}"))
  const url = await databaseOf((await pgcrest("ddl", module("undecided.ts"))).out)
  const { code, notes } = await pgcrest("check", module("undecided.ts"), "--database", url)
  assert.deepEqual([code, notes], [0, ["Without access rules, and so not served: notes."]])
})

test("lets notes pass", async () => {
  const url = await databaseOf((await pgcrest("ddl", module("api.ts"))).out)
  await execute(url, "alter table notebook.notes alter column creator_uid set not null")
  const { code, out } = await pgcrest("check", module("api.ts"), "--database", url)
  assert.strictEqual(code, 0)
  assert.match(out, /^Note: /u)
})

test("is a program with an exit code", async () => {
  const program = fileURLToPath(new URL("../src/bin.ts", import.meta.url))
  const ended = await promisify(execFile)(process.execPath, [
    "--no-warnings",
    program,
    "ddl",
    "nothing.ts"
  ]).catch((cause: unknown) => cause)
  assert.deepInclude(ended, { code: 2, stdout: "", stderr: "There is no file nothing.ts.\n" })
})

test("says in a sentence why it could not", async () => {
  const refusal = async (...words: ReadonlyArray<string>) => {
    const { code, out, notes } = await pgcrest(...words)
    assert.deepEqual([code, out], [2, ""])
    assert.notMatch(notes.join(), /\n\s+at /u)
    return notes.join()
  }
  assert.match(
    await refusal("ddl", module("api.ts"), "--export", "books"),
    /exports no api under the name "books"\.$/u
  )
  assert.match(
    await refusal("ddl", module("wrong.ts")),
    /cannot be loaded: Resource "notes": .*numeric\(0, 5\)/u
  )
  const url = await databaseOf("")
  const elsewhere = (change: Partial<URL>) => Object.assign(new URL(url), change).href
  const check = (database: string) => refusal("check", module("api.ts"), "--database", database)
  assert.match(await check(elsewhere({ port: "1" })), /^The database cannot be asked: .*ECONNREFUSED/u)
  assert.match(await check(elsewhere({ pathname: "/nowhere" })), /"nowhere" does not exist/u)
  assert.match(await check(elsewhere({ username: "nobody_knows" })), /nobody_knows/u)
})
