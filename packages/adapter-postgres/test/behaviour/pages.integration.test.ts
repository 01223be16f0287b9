// @effect-diagnostics asyncFunction:off
/** A page behind a place is a range of an index, however deep: PostgreSQL's plan of the very statement says so; and counts beyond a bound. */
import { type Query, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { makeCompile } from "../../src/compiling/compile.ts"
import { list, where } from "../commands.ts"
import { connect, type Direct, makeDatabase, type Opened, openStore, servers } from "../database.ts"
import { Books } from "../shelf.ts"

const compile = makeCompile({ named: false })
const by = (
  name: string,
  direction: "asc" | "desc" = "asc",
  nulls: "first" | "last" = direction === "asc" ? "last" : "first"
): Query.Order => ({ column: Resource.columnOf(Books, name), of: null, direction, nulls })

const orders: ReadonlyArray<readonly [string, ReadonlyArray<Query.Order>, ReadonlyArray<string>]> = [
  ["the uid", [], ["books_pkey"]],
  ["an instant downwards", [by("created_at", "desc")], ["by_instant"]],
  ["a number that may be null", [by("price")], ["by_price"]],
  ["the same downwards", [by("price", "desc")], ["by_price"]],
  ["two columns of one direction", [by("copies"), by("title")], ["by_copies"]],
  ["both directions", [by("copies", "desc"), by("title")], ["by_copies_down"]]
]

describe.each(servers())("%s", (_name, template) => {
  let direct: Direct
  let opened: Opened
  beforeAll(async () => {
    const url = await makeDatabase(template)
    direct = await connect(url)
    opened = await openStore({ url })
    await direct.query(
      `insert into shelf.books (uid, title, copies, price, tags, version, created_at, last_updated_at, creator_uid)
        select gen_random_uuid(), 'book ' || n, n % 7, case when n % 5 > 0 then n % 100 end, '{}', 1,
          timestamptz '2026-01-01Z' + n * interval '1 minute', now(), 'ann' from generate_series(1, 6000) n;
      create index by_instant on shelf.books (created_at, uid);
      create index by_price on shelf.books (price, uid);
      create index by_copies on shelf.books (copies, title, uid);
      create index by_copies_down on shelf.books (copies desc, title, uid);
      analyze shelf.books;`
    )
  })
  afterAll(async () => {
    await opened.close()
    await direct.close()
  })

  const plan = async (command: ReturnType<typeof list>): Promise<string> => {
    const { text, values } = compile(command)
    return (await direct.query(`explain ${text}`, values)).flat().join("\n")
  }

  test.each(orders)(
    "reads the page behind a place, and before it, by an index on %s",
    async (_what, order, indexes) => {
      const whole = await opened.run(list(Books, { order, offset: 3000, limit: 1 }))
      const rows = Result.getOrThrow(whole)
      if (rows._tag !== "Found") return assert.fail("no list")
      for (const _tag of ["After", "Before"] as const) {
        const explained = await plan(list(Books, { order, at: { _tag, place: rows.place(0) }, limit: 20 }))
        assert.notMatch(explained, /Seq Scan/u)
        for (const index of indexes) assert.include(explained, index)
      }
    }
  )

  test("counts up to a thousand, and as the plan tells beyond it where that is asked", async () => {
    const told = async (count: Query.Count, copies: number) => {
      const rows = Result.getOrThrow(
        await opened.run(list(Books, { filter: where("copies", "lte", copies), count, limit: 3 }))
      )
      return rows._tag === "Found" ? [rows.count, rows.total, rows.counted] : []
    }
    assert.deepStrictEqual(await told("capped", 0), [3, 857, "exactly"])
    assert.deepStrictEqual(await told("capped", 3), [3, 1000, "more"])
    assert.deepStrictEqual(await told("estimated", 0), [3, 857, "exactly"])
    for (const count of ["estimated", "planned"] as const) {
      const [rows, total, counted] = await told(count, 3)
      assert.deepStrictEqual([rows, counted], [3, "about"])
      // A plan by statistics of just now: 3,429 of 6,000.
      assert.isAtLeast(Number(total), 2500)
      assert.isAtMost(Number(total), 4500)
    }
  })
})
