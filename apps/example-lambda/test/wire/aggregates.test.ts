// @effect-diagnostics asyncFunction:off
/** What a list computes of records, as HTTP tells it. */
import { assert, describe, test } from "vitest"
import { directory } from "./people.ts"
import { ann, bob, expectStatus, problem, uid, wire } from "./wire.ts"

/** Two books of Ann's and one of Bob's. */
const withBooks = async () => {
  const { ask } = wire({ people: { directory: directory() } })
  const books = [
    { title: "Emma", price: "12.50", pages: 400, meta: { colour: "red" } },
    { title: "Ulysses", price: "7.25", pages: 700 },
    { title: "Emma", pages: 410, meta: { colour: "red" } }
  ]
  for (const [at, body] of books.entries())
    expectStatus(await ask("PUT", `/leaflets/${uid(at)}`, { body, as: at === 1 ? bob : ann }), 201)
  return (query: string) => ask("GET", `/leaflets?${query}`, { as: ann })
}

describe("aggregates", () => {
  test("tell one object of all records, and one of each group", async () => {
    const get = await withBooks()
    assert.strictEqual((await get("select=count()")).body, '[{"count":3}]')
    assert.strictEqual((await get("select=count()&title=eq.None")).body, '[{"count":0}]')
    assert.strictEqual(
      (await get("select=title,count(),cheapest:price.min(),pages.avg()::text")).body,
      '[{"title":"Emma","count":2,"cheapest":12.50,"avg":"405.0000000000000000"},{"title":"Ulysses","count":1,"cheapest":7.25,"avg":"700.0000000000000000"}]'
    )
    assert.strictEqual(
      (await get("select=meta->>colour,count()&order=meta->>colour.nullsfirst")).body,
      '[{"colour":null,"count":1},{"colour":"red","count":2}]'
    )
  })

  test("are paged by number, and have neither tag nor date", async () => {
    const get = await withBooks()
    const page = expectStatus(await get("select=title,count()&limit=1"), 200)
    assert.strictEqual(page.header("etag"), null)
    assert.strictEqual(page.header("last-modified"), null)
    assert.strictEqual(page.header("link"), '</leaflets?select=title%2Ccount()&limit=1&offset=1>; rel="next"')
    const last = await get("select=title,count()&limit=1&offset=1")
    assert.strictEqual(last.body, '[{"title":"Ulysses","count":1}]')
    assert.strictEqual(last.header("content-range"), "items 1-1/2")
  })

  test("are a problem of select where they cannot be told", async () => {
    const get = await withBooks()
    const told = async (query: string) => problem(await get(query), 400, "query-invalid").errors[0]
    assert.deepStrictEqual(await told("select=title.sum()"), {
      parameter: "select",
      code: "aggregate",
      detail: 'asks for sum() of "title", which is of type text and has none'
    })
    assert.strictEqual((await told("select=title,count()&order=price")).parameter, "order")
    assert.deepStrictEqual(await told("select=price.sum(),pages.sum()"), {
      parameter: "select",
      code: "repeated",
      detail: 'shows two things as "sum"'
    })
    const { ask } = wire()
    problem(await ask("GET", "/books?select=count()"), 400, "query-invalid")
    problem(await ask("GET", `/leaflets/${uid(1)}?select=count()`), 400, "query-invalid")
  })

  test("stand beside people whom a group has in common", async () => {
    const get = await withBooks()
    const { json } = expectStatus(await get("select=creator_uid,count()&expand=creator"), 200)
    assert.deepStrictEqual(
      json.map((group: { readonly count: number; readonly creator: { readonly uid: string } }) => [
        group.creator.uid,
        group.count
      ]),
      [
        ["ann", 2],
        ["bob", 1]
      ]
    )
    const refused = problem(await get("select=title,count()&expand=creator"), 400, "query-invalid")
    assert.strictEqual(refused.errors[0].parameter, "expand")
  })
})
