// @effect-diagnostics asyncFunction:off
import { verifySchema } from "@pgcrest/adapter-postgres"
import { Api } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { afterEach, assert, beforeEach, describe, test, vi } from "vitest"
import { create, get, instant, list } from "../commands.ts"
import { connect, type Direct, json, makeDatabase, type Opened, openStore, outcome } from "../database.ts"
import { Books } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const shelf = Api.make("shelf", { resources: [Books] })
const emma = { title: "Emma" }
let url: string
let database: string
let direct: Direct
let opened: Opened

beforeEach(async () => {
  url = await makeDatabase()
  database = new URL(url).pathname.slice(1)
  direct = await connect(url)
})
afterEach(() => Promise.all([opened?.close(), direct.close()]))

const openUnder = async (setting: string, value: string) => {
  await direct.query(`alter database "${database}" set ${setting} = ${value};`)
  opened = await openStore({ url })
}
const heal = () => direct.query(`alter database "${database}" reset all;`)

/** What the log is told. */
const defect = (run: Promise<unknown>) =>
  run.then(
    () => "no defect",
    (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
  )

const falsifying = [
  ["extra_float_digits", "0", "0", "1"],
  ["extra_float_digits", "-15", "-15", "1"],
  ["array_nulls", "off", "off", "on"],
  ["standard_conforming_strings", "off", "off", "on"]
] as const

describe.each(falsifying)("a session whose %s is %s", (name, set, value, right) => {
  test("is refused in a sentence that says how to mend it, and writes nothing", async () => {
    await openUnder(name, set)
    const sentence = new RegExp(
      `^The session has ${name} "${value}", .*: alter role postgres in database .*${database}.* set ${name} = '${right}'$`,
      "u"
    )
    assert.match(await defect(opened.run(create(Books, emma))), sentence)
    const unit = opened.store.unit((run) => run(create(Books, emma)))
    assert.match(await defect(Effect.runPromise(unit)), sentence)
    assert.deepStrictEqual(await direct.query("select count(*) from audit.change"), [["0"]])
  })

  test("is not kept: the next request after the setting is right succeeds", async () => {
    await openUnder(name, set)
    await defect(opened.run(list(Books)))
    await heal()
    assert.strictEqual(outcome(await opened.run(create(Books, emma))), "done")
  })

  test("is told by verifySchema, among what else is wrong", async () => {
    await openUnder(name, set)
    await direct.query("alter table shelf.books drop column secret;")
    const found = await Effect.runPromise(verifySchema(shelf, { url }))
    assert.include(found[0]?.message, `The session has ${name} "${value}", `)
    assert.include(found[1]?.message, 'lacks the column "secret"')
  })
})

test("a session with several such settings is told all of them", async () => {
  await openUnder("array_nulls", "off")
  await direct.query(`alter database "${database}" set extra_float_digits = 0;`)
  const told = await defect(opened.run(list(Books)))
  assert.include(told, 'array_nulls "off"')
  assert.include(told, 'extra_float_digits "0"')
})

test.each(["German", "SQL, DMY"])("dates are ISO where the database's DateStyle is %s", async (style) => {
  await openUnder("DateStyle", `'${style}'`)
  assert.strictEqual(outcome(await opened.run(create(Books, emma, uid))), "done")
  assert.deepInclude(json(await opened.run(get(Books, uid)))[0], { created_at: instant })
  assert.deepStrictEqual(await Effect.runPromise(verifySchema(shelf, { url })), [])
})

test.each(["3", "1"])("a session whose extra_float_digits is %s is fine", async (digits) => {
  await openUnder("extra_float_digits", digits)
  assert.strictEqual(outcome(await opened.run(create(Books, emma))), "done")
})

test("a setting of the role gives way to PGOPTIONS", async () => {
  vi.stubEnv("PGOPTIONS", "-c extra_float_digits=1")
  await openUnder("extra_float_digits", "0")
  assert.strictEqual(outcome(await opened.run(create(Books, emma))), "done")
  vi.unstubAllEnvs()
})
