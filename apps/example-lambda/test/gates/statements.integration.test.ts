// @effect-diagnostics asyncFunction:off
/** No request is N + 1: one statement and one flight, however deep its relations are and however many records it is about. */
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import type { Answer, Call } from "../wire/wire.ts"
import { lendingOver, makeLending, uid } from "./lending.ts"
import { startWireProxy, type WireProxy } from "./wireProxy.ts"

let proxy: WireProxy
let ask: (call: Call) => Promise<Answer>

beforeAll(async () => {
  proxy = await startWireProxy(await makeLending(inject("postgres")))
  ask = lendingOver(proxy.url)
  // The session's own start is over, then.
  await ask({ method: "GET", path: "/writers" })
}, 60_000)
afterAll(() => proxy.stop())

/** The first answer of two: a statement is parsed for it, and never again. */
const counted = async (call: Call): Promise<Answer> => {
  proxy.flights()
  const answer = await successful(call)
  const first = proxy.flights()
  await successful(call)
  assert.deepStrictEqual([first, proxy.flights()], [["Parse Bind Execute Sync"], ["Bind Execute Sync"]])
  return answer
}

const successful = async (call: Call): Promise<Answer> => {
  const answer = await ask(call)
  assert.isBelow(answer.status, 300, answer.body)
  return answer
}

const get = (path: string, select: string, more: Readonly<Record<string, string>> = {}): Call => ({
  method: "GET",
  path,
  query: { select, ...more },
  headers: { prefer: "count=exact" }
})

/** Relations to many, to one, and through others, by turns: each level in the one before it. */
const levels = [
  "*",
  "*,works(*)",
  "*,works(*,issues(*))",
  "*,works(*,issues(*,work(*)))",
  "*,works(*,issues(*,work(*,topics(*))))",
  "*,works(*,issues(*,work(*,topics(*,works(*)))))"
]
const deepest = levels.at(-1) ?? ""

/** What else a query may ask, each beside relations of relations. */
const asked = [
  ["a relation to one, spread at each level", "/issues", "days,...work(title,...writer(writer:name))"],
  ["relations spread into lists", "/writers", "name,...works(titles:title,...issues(days))"],
  ["groups of relations to many", "/writers", "name,works(title,issues(count(),days.sum()))"],
  ["groups by a record that is referred to", "/works", "...writer(name),count(),price.sum()"],
  ["inner relations", "/works", "title,topics!inner(name),issues!inner(days)"],
  ["several relations side by side", "/works", "*,writer(*,works(*,topics(*))),issues(*),topics(*,works(*))"]
] as const

/** Records that a request makes or changes at once. */
const rows = Array.from({ length: 1000 }, (_, at) => ({ name: `New topic ${at}` }))
const many: ReadonlyArray<readonly [string, Call]> = [
  ["POST of 1,000 records", { method: "POST", path: "/topics", body: rows }],
  [
    "POST of 1,000 records that may be there",
    {
      method: "POST",
      path: "/topics",
      body: rows.map((row, at) => ({ ...row, uid: uid(10_000 + at) })),
      headers: { prefer: "resolution=merge-duplicates" }
    }
  ],
  [
    "PATCH of all that a filter finds",
    { method: "PATCH", path: "/topics?name=like.New*", body: { name: "New" } }
  ],
  ["DELETE of all that a filter finds", { method: "DELETE", path: "/topics?name=eq.New" }]
]

describe("one statement answers", () => {
  test.each(levels.map((select, depth) => [depth, select] as const))(
    "a list whose relations are %i deep, with its count",
    async (depth, select) => {
      const answer = await counted(get("/writers", select, { limit: "4" }))
      assert.lengthOf(answer.json, 4)
      assert.strictEqual(answer.header("content-range"), "items 0-3/5")
      assert.strictEqual(answer.body.match(/"topics":\[\{/gu)?.length ?? 0, depth < 4 ? 0 : 48)
    }
  )

  test("the page behind a cursor, as deep and counted", async () => {
    const first = await successful(get("/writers", deepest, { limit: "2" }))
    const cursor = /cursor=([^&>]+)/u.exec(first.header("link") ?? "")?.[1] ?? ""
    const second = await counted(get("/writers", deepest, { limit: "2", cursor }))
    assert.deepStrictEqual(
      second.json.map((writer: { readonly uid: string }) => writer.uid),
      [uid(2), uid(3)]
    )
  })

  test.each(asked)("%s", async (_, path, select) => {
    assert.isNotEmpty((await counted(get(path, select))).json)
  })

  test("a query in a body, its filters and orders among the relations", async () => {
    const body = {
      select: deepest,
      "works.order": "price.desc",
      "works.limit": "3",
      "works.issues.days": "gte.20",
      order: "name.desc"
    }
    const { json } = await counted({ method: "POST", path: "/writers/query", body })
    assert.lengthOf(json[0].works, 3)
  })

  test("one record with all that is below it", async () => {
    const { json } = await counted(get(`/writers/${uid(1)}`, deepest))
    assert.lengthOf(json.works, 4)
  })

  test.each(many)("%s", async (_, call) => {
    await counted(call)
  })

  test("a total that the planner is asked for, by a second one whatever the depth", async () => {
    const call: Call = {
      method: "GET",
      path: "/writers",
      query: { select: deepest, limit: "2" },
      headers: { prefer: "count=planned" }
    }
    await successful(call)
    proxy.flights()
    await successful(call)
    assert.lengthOf(proxy.flights(), 2)
  })

  test("as many flights show what stands beside one record that is made as beside a thousand", async () => {
    const flightsOf = async (body: ReadonlyArray<object>) => {
      const call: Call = { method: "POST", path: "/topics", query: { select: "name,works(*)" }, body }
      await successful(call)
      proxy.flights()
      await successful(call)
      return proxy.flights().length
    }
    // The transaction, its write, what stands beside, and the commit.
    assert.deepStrictEqual([await flightsOf(rows.slice(0, 1)), await flightsOf(rows)], [4, 4])
  })
})
