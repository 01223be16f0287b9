// @effect-diagnostics asyncFunction:off
/** What audit.retain() removes of the past, and that everything goes on with what it leaves. */
import { Resource } from "@pgcrest/core"
import { afterEach, assert, beforeEach, describe, test } from "vitest"
import { history, remove, replace, update } from "./commands.ts"
import {
  connect,
  type Direct,
  json,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  servers,
  sqlFile
} from "./database.ts"
import { everyone, unaudited } from "./shelf.ts"

const Titles = Resource.make("headings", { table: "shelf.headings", ...everyone })
const Adopted = Resource.make("headings", {
  table: "shelf.headings",
  ...everyone,
  adopted: "2021-06-01T00:00:00Z"
})
const Bare = Resource.make("bare", { table: "shelf.bare", ...everyone, audit: unaudited })

const uid = (n: number) => `0198a000-0000-7000-8000-${String(n).padStart(12, "0")}`
const year = (n: number) => `${n}-06-15T12:00:00Z`

describe.each(servers())("on %s, retention", (_, template) => {
  let direct: Direct
  let opened: Opened
  beforeEach(async () => {
    const url = await makeDatabase(template)
    direct = await connect(url)
    await direct.query("create table shelf.bare (uid uuid primary key, title text not null);")
    opened = await openStore({ url })
  })
  afterEach(() => Promise.all([opened.close(), direct.close()]))

  /** A record that is written in each of these years, and deleted in those that are negative. */
  const live = async (resource: Resource.Resource, id: string, years: ReadonlyArray<number>) => {
    for (const one of years) {
      const at = year(Math.abs(one))
      const command =
        one < 0 ? remove(resource, id, { at }) : replace(resource, id, { title: `of ${one}` }, { at })
      assert.strictEqual(outcome(await opened.run(command)), "done")
    }
  }
  /** Changes from before this instant are too old. */
  const retain = async (name: string, cut: string) =>
    (await direct.query(`call audit.retain($1, now() - $2::timestamptz)`, [name, cut])).flat()
  const versions = async (resource: Resource.Resource, id: string) =>
    (
      await direct.query(
        "select version from audit.change where resource = $1 and uid = $2 order by version",
        [resource.name, id]
      )
    ).flat()

  test.each([Titles, Bare])(
    "of $name keeps what a record held at the cut and all since; nothing of one that was gone",
    async (resource) => {
      await live(resource, uid(1), [2020, 2021, 2022, 2024])
      await live(resource, uid(2), [2020, 2021])
      await live(resource, uid(3), [2020, 2021, -2024])
      await live(resource, uid(4), [2020, 2021, -2022])
      await live(resource, uid(5), [2020, -2021, 2022, 2024])
      await live(resource, uid(6), [2020, -2021, 2024])
      await live(resource, uid(7), [2024, 2025])
      const life = await direct.query("select * from audit.life order by resource, uid")
      assert.deepStrictEqual(await retain("others", "2023-01-01Z"), ["0"])
      assert.deepStrictEqual(await retain(resource.name, "2023-01-01Z"), ["11"])
      const left: Array<ReadonlyArray<string | null>> = []
      for (const n of [1, 2, 3, 4, 5, 6, 7]) left.push(await versions(resource, uid(n)))
      assert.deepStrictEqual(left, [["3", "4"], ["2"], ["2", "3"], [], ["3", "4"], ["3"], ["1", "2"]])
      assert.deepStrictEqual(await direct.query("select * from audit.life order by resource, uid"), life)
      assert.deepStrictEqual(await retain(resource.name, "2023-01-01Z"), ["0"])
    }
  )

  test.each([Titles, Adopted, Bare])(
    "lets every record of $name be read and written, its versions going on",
    async (resource) => {
      await live(resource, uid(1), [2020, 2021, 2022])
      await live(resource, uid(2), [2020, 2021, -2024])
      await live(resource, uid(3), [2020, -2021])
      await retain(resource.name, "2023-01-01Z")
      const told = async (id: string) =>
        json(await opened.run(history(resource, id))).map(({ version, operation }) => [version, operation])
      assert.deepStrictEqual(await told(uid(1)), [[3, "replace"]])
      // Deleted after the cut: what it held last tells who may see that.
      assert.deepStrictEqual(await told(uid(2)), [
        [3, "delete"],
        [2, "replace"]
      ])
      assert.strictEqual(outcome(await opened.run(history(resource, uid(3)))), "RecordNotFound")
      const at = year(2025)
      assert.strictEqual(outcome(await opened.run(update(resource, uid(1), { title: "x" }, { at }))), "done")
      for (const id of [uid(2), uid(3)])
        assert.strictEqual(outcome(await opened.run(replace(resource, id, { title: "x" }, { at }))), "done")
      assert.deepStrictEqual(await told(uid(1)), [
        [4, "update"],
        [3, "replace"]
      ])
      assert.deepStrictEqual((await told(uid(2)))[0], [4, "create"])
      assert.deepStrictEqual(await told(uid(3)), [[3, "create"]])
    }
  )

  test("lets a table that is restored to an earlier state count on from what is left", async () => {
    await live(Titles, uid(1), [2020, 2021, 2022])
    await retain("headings", "2023-01-01Z")
    await direct.query("update shelf.headings set version = 1, last_updated_at = '2020-06-15Z';")
    const restored = await sqlFile("after-restore.sql")
    await direct.query(restored.replaceAll("library", "shelf").replaceAll("books", "headings"))
    const at = year(2025)
    assert.strictEqual(outcome(await opened.run(update(Titles, uid(1), { title: "x" }, { at }))), "done")
    assert.deepStrictEqual(await versions(Titles, uid(1)), ["3", "4"])
  })

  test("takes ten thousand changes at a time, to the last", async () => {
    await direct.query(
      `insert into audit.change (resource, uid, version, op, at, actor, after)
select 'many', 'u' || n, v, 'update', '2020-01-01Z'::timestamptz + v * interval '1 day', 'ann', '{}' from generate_series(1, 8000) n, generate_series(1, 3) v;`
    )
    assert.deepStrictEqual(await retain("many", "2023-01-01Z"), ["16000"])
    assert.deepStrictEqual(await direct.query("select min(version), count(*) from audit.change"), [
      ["3", "8000"]
    ])
  })

  test.each([
    ["call audit.retain('headings', '0 days')", "22023"],
    ["call audit.retain('headings', '-1 year')", "22023"],
    ["call audit.retain('headings', null)", "22023"]
  ])("refuses %s", async (text, code) => {
    await live(Titles, uid(1), [2020, 2021])
    const error: unknown = await direct.query(text).catch((cause: unknown) => cause)
    assert.deepInclude(error, { code })
    assert.lengthOf(await versions(Titles, uid(1)), 2)
  })
})
