// @effect-diagnostics asyncFunction:off
/** `pgcrest init` on databases that others made, and on what is no database. */
import * as Effect from "effect/Effect"
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, test } from "vitest"
import type { Outcome } from "../src/commands/Outcome.ts"
import { run } from "../src/run.ts"
import { databaseOf, execute, manners, schemaOf, servers } from "./database.ts"
import { makeFolder } from "./folder.ts"

const init = (url: string, out: string, ...more: ReadonlyArray<string>): Promise<Outcome> =>
  Effect.runPromise(run(["init", "--from-database", url, "--out", out, ...more]))

test.each(manners)("writes a schema in the manner of %s once, and finds no change after", async (manner) => {
  const out = await makeFolder(manner)
  for (const [at, server] of servers().entries()) {
    const url = await databaseOf(schemaOf(manner), server)
    const first = await init(url, out)
    assert.strictEqual(first.code, 0)
    // Another server tells the same.
    assert.match(first.out, at === 0 ? whole : /^$/u)
    assert.deepEqual(await init(url, out), { code: 0, out: "", notes: ["Nothing has changed."] })
  }
})

const whole = /^(?:written: resources\/\w+\.ts\n)+written: api\.ts\nwritten: main\.ts\n$/u

const notes = `create table notes (id bigint generated always as identity primary key, text varchar(80) not null)`

test("shows what has changed, writes nothing, and keeps the rules", async () => {
  const [url, out] = [await databaseOf(notes), await makeFolder("changed")]
  await init(url, out)
  const path = join(out, "resources/notes.ts")
  const decided = (await readFile(path, "utf8")).replace("access: {}", "access: { list: Access.everyone }")
  await writeFile(path, decided.replace("{ Field,", "{ Access, Field,"))
  assert.deepEqual(await init(url, out), { code: 0, out: "", notes: ["Nothing has changed."] })

  await execute(
    url,
    "alter table notes add pinned boolean not null default false; create table more (id uuid primary key)"
  )
  const before = await readFile(path, "utf8")
  const outcome = await init(url, out)
  assert.strictEqual(outcome.code, 1)
  assert.include(outcome.out, "new: resources/more.ts\nchanged: resources/notes.ts\n")
  assert.include(outcome.out, "  -     text: Field.varchar(80)\n  +     text: Field.varchar(80),\n")
  assert.include(outcome.out, "  +     pinned: Field.databaseDefault(Field.boolean, false)\n")
  assert.strictEqual(await readFile(path, "utf8"), before)

  const added = await init(url, out, "--add")
  assert.include(added.out, "written: resources/more.ts\nchanged: resources/notes.ts\n")
  const all = await init(url, out, "--overwrite")
  assert.deepEqual([all.code, all.out], [0, "written: resources/notes.ts\nwritten: api.ts\n"])
  assert.include(await readFile(path, "utf8"), "access: { list: Access.everyone }")
  assert.deepEqual(await init(url, out), { code: 0, out: "", notes: ["Nothing has changed."] })
})

test("tells of a table that has gone, and leaves its file", async () => {
  const [url, out] = [
    await databaseOf(`${notes}; create table more (id uuid primary key)`),
    await makeFolder("gone")
  ]
  await init(url, out)
  await execute(url, "drop table more")
  const outcome = await init(url, out, "--overwrite")
  assert.strictEqual(outcome.code, 1)
  assert.include(outcome.out, "gone: resources/more.ts (its table is not there any more)\n")
  const mine = "What is gone is yours to delete; of a renamed table, move the rules to its new file."
  assert.deepEqual([outcome.notes, (await init(url, out)).notes], [[mine], [mine]])
  assert.include(await readFile(join(out, "resources/more.ts"), "utf8"), "Resource.make")
})

test("tells since when it is adopted where versions are counted, and keeps that instant", async () => {
  const sql =
    "create table a (id uuid primary key, version integer not null); create table b (id uuid primary key)"
  const [url, out] = [await databaseOf(sql), await makeFolder("adopted")]
  await init(url, out)
  const [path, other] = [join(out, "resources/a.ts"), join(out, "resources/b.ts")]
  const written = (await readFile(path, "utf8")).replace(
    /adopted: "[^"]+"/u,
    'adopted: "2020-01-01T00:00:00Z"'
  )
  assert.include(written, 'adopted: "2020-01-01T00:00:00Z"')
  assert.notInclude(await readFile(other, "utf8"), "adopted")
  await writeFile(path, written)
  assert.deepEqual((await init(url, out)).notes, ["Nothing has changed."])
})

test("gives every verb the rule that is asked for, with a warning", async () => {
  const [url, out] = [await databaseOf(notes), await makeFolder("rules")]
  const outcome = await init(url, out, "--access", "signedIn")
  assert.match(outcome.notes[1] ?? "", /^Next: /u)
  assert.strictEqual(outcome.notes[0], "Warning: whoever is signed in may do everything in the new files.")
  assert.include(
    await readFile(join(out, "resources/notes.ts"), "utf8"),
    "    history: Access.signedIn\n  }\n"
  )
})

test("writes names and comments that hold anything", async () => {
  const longest = `a "b" 'c' \`d\` \${e} */ ${"x".repeat(41)}`
  const quoted = `"${longest.replaceAll('"', '""')}"`
  assert.strictEqual(longest.length, 63)
  const sql = `create table ${quoted} (id uuid primary key, ${quoted} text);
    comment on table ${quoted} is E'It''s "so" */ \`\${x}\`\\n\\\\ // and \\u2028 on';
    comment on column ${quoted}.id is E'*/ \\n'`
  const [url, out] = [await databaseOf(sql), await makeFolder("names")]
  const outcome = await init(url, out)
  assert.strictEqual(outcome.code, 0)
  const [path = ""] = /resources\/\S+/u.exec(outcome.out) ?? []
  const text = await readFile(join(out, path), "utf8")
  assert.include(text, `table: { schema: "public", name: "a \\"b\\" 'c' \`d\` \${e} */ ${"x".repeat(41)}" }`)
  assert.include(text, String.raw`description: 'It\'s "so" */ `)
  assert.include(text, String.raw`\n\\ // and \u2028 on',`)
})

test("declares tables that refer to each other, and to themselves", async () => {
  const sql = `create table a (id uuid primary key, b_id uuid, a_id uuid references a); create table b (id uuid primary key, a_id uuid references a);
    alter table a add foreign key (b_id) references b`
  const [url, out] = [await databaseOf(sql), await makeFolder("cycles")]
  await init(url, out)
  const text = await readFile(join(out, "resources/a.ts"), "utf8")
  assert.include(
    text,
    `  relations: {
    a: Relation.one("a", "a_id"),
    b: Relation.one("b", "b_id"),
    a_by_a: Relation.many("a", "a_id"),
    b_by_a: Relation.many("b", "a_id")
  },`
  )
})

test("declares what a role may not read, and says so", async () => {
  const url = await databaseOf(
    `${notes}; do $$ begin create role stranger login password 'x'; exception when duplicate_object then null; end $$`
  )
  const stranger = Object.assign(new URL(url), { username: "stranger", password: "x" }).href
  const outcome = await init(stranger, await makeFolder("stranger"))
  assert.strictEqual(outcome.code, 0)
  assert.strictEqual(outcome.notes[0], "This role may not read public.notes; it is declared all the same.")
})

test("reads from a database that takes no writes", async () => {
  const url = await databaseOf(notes)
  await execute(
    url,
    `alter database "${new URL(url).pathname.slice(1)}" set default_transaction_read_only = on`
  )
  assert.strictEqual((await init(url, await makeFolder("read-only"))).code, 0)
})

const refusal = async (url: string, ...more: ReadonlyArray<string>) => {
  const outcome = await init(url, await makeFolder("refused"), ...more)
  assert.deepEqual([outcome.code, outcome.out, outcome.notes.length], [2, "", 1])
  assert.notInclude(outcome.notes.join(), "\n")
  return outcome.notes.join()
}

test("says in one sentence why it could not", async () => {
  const url = await databaseOf("")
  const changed = (change: Partial<URL>) => Object.assign(new URL(url), change).href
  assert.match(await refusal(url), /^The database \S+ has no table to declare\.$/u)
  assert.match(await refusal(url, "--schema", "a", "b"), /^The database \S+ has no schema "a", "b"\.$/u)
  assert.match(await refusal(changed({ port: "1" })), /^The database cannot be reached: .*ECONNREFUSED/u)
  assert.match(
    await refusal(changed({ hostname: "no.invalid" })),
    /^The database cannot be reached: .*no\.invalid/u
  )
  assert.match(await refusal(changed({ pathname: "/nowhere" })), /^There is no such database: .*"nowhere"/u)
  assert.match(await refusal(changed({ username: "nobody_knows" })), /^The database refuses the login: /u)
  assert.match(await refusal("nonsense"), /./u)
})

test("writes nothing where a folder cannot be one", async () => {
  const [url, out] = [await databaseOf(notes), await makeFolder("blocked")]
  await writeFile(join(out, "resources"), "")
  const outcome = await init(url, out)
  assert.deepEqual([outcome.code, outcome.out], [2, ""])
  assert.match(outcome.notes.join(), /^\S+ cannot be read: ENOTDIR.*\.$/u)
})

test("overwrites no file whose rules it cannot find", async () => {
  const [url, out] = [await databaseOf(notes), await makeFolder("unread")]
  await init(url, out)
  const path = join(out, "resources/notes.ts")
  const decided = (await readFile(path, "utf8")).replace("access: {}", "...rules")
  await writeFile(path, decided)
  const outcome = await init(url, out, "--overwrite", "--access", "everyone")
  assert.deepEqual([outcome.code, await readFile(path, "utf8")], [1, decided])
  assert.include(
    outcome.notes,
    "Left as it is: resources/notes.ts, in which no access rules are found that could be kept."
  )
})

test("takes no file of the reader's own for one whose table has gone", async () => {
  const [url, out] = [await databaseOf(notes), await makeFolder("own")]
  await init(url, out)
  await writeFile(join(out, "resources/rules.ts"), "export const rules = {}\n")
  assert.deepEqual(await init(url, out), { code: 0, out: "", notes: ["Nothing has changed."] })
})

test("leaves nothing beside what it cannot write", async () => {
  const [url, out] = [await databaseOf(notes), await makeFolder("in-the-way")]
  await mkdir(join(out, "resources/notes.ts"), { recursive: true })
  const { code, notes: told } = await init(url, out)
  assert.strictEqual(code, 2)
  assert.match(told.join(), /cannot be written: EISDIR/u)
  assert.deepEqual(
    (await readdir(join(out, "resources"))).filter((name) => name.endsWith(".new")),
    []
  )
})

test("keeps the name and the rules of a table, whatever comes beside it", async () => {
  const [url, out] = [
    await databaseOf(`create schema s; ${notes.replace("notes", "s.notes")}`),
    await makeFolder("kept")
  ]
  await init(url, out)
  const path = join(out, "resources/notes.ts")
  const decided = (await readFile(path, "utf8")).replace("access: {}", "access: { list: rules }")
  await writeFile(path, decided.replace(/^import/mu, 'import { rules } from "../rules.ts"\nimport'))
  await execute(url, `create schema a; ${notes.replace("notes", "a.notes")}`)
  const outcome = await init(url, out, "--overwrite", "--access", "everyone")
  assert.include(outcome.out, "written: resources/a_notes.ts\n")
  assert.include(await readFile(path, "utf8"), 'table: "s.notes"')
  assert.include(await readFile(path, "utf8"), "access: { list: rules }")
  assert.include(await readFile(path, "utf8"), 'import { rules } from "../rules.ts"\n')
  await rename(path, join(out, "resources/remarks.ts"))
  assert.include((await init(url, out)).out, "changed: resources/remarks.ts\n")
})

test.runIf(process.platform === "linux")(
  "says in a sentence where no folder can be made, and ends",
  async () => {
    const folder = await makeFolder("places")
    await writeFile(join(folder, "file"), "")
    const url = await databaseOf(notes)
    for (const place of ["/proc/none/here", join(folder, "file"), join(folder, "file", "in"), "/dev/null"]) {
      const { code, notes: told } = await init(url, place)
      assert.strictEqual(code, 2)
      assert.match(told.join("\n"), new RegExp(`^${place} cannot be (?:read|written): [^\n]+\\.$`, "u"))
    }
    assert.deepEqual(await readdir(folder), ["file"])
  }
)
