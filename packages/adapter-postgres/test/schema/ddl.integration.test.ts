// @effect-diagnostics asyncFunction:off
/** What `ddl` prints, on a real server: it runs, it can run again, and `verifySchema` finds nothing to say. */
import { ddl, verifySchema } from "@pgcrest/adapter-postgres"
import type { Api } from "@pgcrest/core"
import { contractApi } from "@pgcrest/testkit"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { connect, type Direct, json, openStore, servers } from "../database.ts"
import { create } from "../commands.ts"
import { Defaults, oddities } from "./oddities.ts"

describe.each(servers())("on %s", (_, template) => {
  let url: string
  let direct: Direct
  beforeAll(async () => {
    url = await PostgresServer.createDatabase(template)
    direct = await connect(url)
    await direct.query("drop schema contract cascade;")
  })
  afterAll(() => direct.close())

  const madeTwice = async (api: Api.Api) => {
    await direct.query(ddl(api))
    await direct.query(ddl(api))
    return (await Effect.runPromise(verifySchema(api, { url }))).map(({ message }) => message)
  }

  test("nothing is amiss with the tables of the contract, made twice", async () => {
    assert.deepStrictEqual(await madeTwice(contractApi), [])
  })

  test("nothing is amiss with odd tables but what is noted: one resource of a table lets another's column be null", async () => {
    assert.deepStrictEqual(await madeTwice(oddities), [
      'Note: post has the unique or excluding index "post_seal_key", which resource "letters" does not declare: a conflict with it names no field',
      'Note: post.seal may be null, but resource "parcels" declares that it never is'
    ])
  })

  test("a column's default is the declared one, of each kind", async () => {
    const opened = await openStore({ url })
    const [record] = json(await opened.run(create(Defaults, { one: "x" })))
    await opened.close()
    assert.deepInclude(record, {
      text: "it's \\",
      uuid: "00000000-0000-0000-0000-000000000000",
      truth: true,
      small: -7,
      exact: -5,
      real: 1e21,
      day: "2026-11-25",
      moment: "2026-11-25T07:30:00Z",
      mood: "low",
      words: ["a,b", '"', "\\", "it's", "NULL"],
      none: [],
      numbers: [-1, 2],
      doc: { a: ["it's", null] },
      nothing: null
    })
    const [[big, exact] = []] = await direct.query(
      `select big, exact from ${Defaults.table.schema}.${Defaults.table.name}`
    )
    assert.deepStrictEqual([big, exact], ["9007199254740993", "-5.00"])
  })

  test("names that are too long do not hide one another", async () => {
    const indexes = await direct.query(
      "select indexrelid::regclass::text from pg_index where indrelid = $1::regclass and not indisunique order by 1",
      [`${Defaults.table.schema}.${Defaults.table.name}`]
    )
    assert.lengthOf(indexes, 2)
  })
})
