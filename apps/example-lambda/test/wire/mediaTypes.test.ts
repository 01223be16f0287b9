// @effect-diagnostics asyncFunction:off
/** What answers are written as, and bodies of rows read from. */
import { assert, describe, test } from "vitest"
import { ann, bob, expectStatus, problem, uid, wire } from "./wire.ts"

const object = "application/vnd.pgrst.object+json"
const accept = (type: string) => ({ headers: { accept: type } })

const withTwo = async (options: Parameters<typeof wire>[0] = {}) => {
  const made = wire(options)
  await made.ask("PUT", `/leaflets/${uid(1)}`, {
    body: { title: "A", price: 12.5, meta: { a: null, b: [null, { c: null }] } }
  })
  await made.ask("PUT", `/leaflets/${uid(2)}`, { body: { title: "B", pages: 7 } })
  return made
}

describe("one record alone", () => {
  test("is an object where the list holds one", async () => {
    const { ask } = await withTwo()
    const answer = expectStatus(await ask("GET", "/leaflets?title=eq.B&select=title", accept(object)), 200)
    assert.strictEqual(answer.header("content-type"), `${object}; charset=utf-8`)
    assert.deepStrictEqual(answer.json, { title: "B" })
  })

  test("answers 406 with how many there are where the list holds none, or several", async () => {
    const { ask } = await withTwo()
    const several = problem(await ask("GET", "/leaflets", accept(object)), 406, "not-acceptable")
    assert.include(several.detail, "2 records")
    const none = problem(await ask("GET", "/leaflets?title=eq.C", accept(object)), 406)
    assert.include(none.detail, "0 records")
    const counted = { headers: { accept: object, prefer: "count=exact" } }
    assert.include(problem(await ask("GET", "/leaflets?offset=5", counted), 406).detail, "2 records")
    expectStatus(await ask("GET", "/leaflets?limit=1", accept(object)), 200)
  })

  test("is what a record's own address has, and a write of one", async () => {
    const { ask } = await withTwo()
    assert.strictEqual((await ask("GET", `/leaflets/${uid(2)}`, accept(object))).json.title, "B")
    const made = expectStatus(
      await ask("POST", "/leaflets", { body: { title: "C" }, ...accept(object) }),
      201
    )
    assert.strictEqual(made.json.title, "C")
  })

  test("is refused of a write of many and of a history before anything is done", async () => {
    const { ask } = await withTwo()
    problem(await ask("POST", "/leaflets", { body: [{ title: "C" }], ...accept(object) }), 406)
    problem(await ask("PATCH", "/leaflets?title=eq.A", { body: { pages: 1 }, ...accept(object) }), 406)
    assert.lengthOf((await ask("GET", "/leaflets?or=(title.eq.C,pages.eq.1)")).json, 0)
    const made = expectStatus(await ask("POST", "/books", { body: { title: "A" }, as: ann }), 201)
    problem(await ask("GET", `/books/${made.json.uid}/history`, { ...accept(object), as: bob }), 406)
  })
})

describe("an array", () => {
  test("is of one record too", async () => {
    const { ask } = await withTwo()
    const type = "application/vnd.pgrst.array+json"
    const answer = expectStatus(await ask("GET", `/leaflets/${uid(2)}?select=title`, accept(type)), 200)
    assert.deepStrictEqual(answer.json, [{ title: "B" }])
    assert.lengthOf((await ask("GET", "/leaflets", accept(type))).json, 2)
  })
})

describe("nulls=stripped", () => {
  test.each(["application/json", "application/vnd.pgrst.array+json"])(
    "leaves null members out of %s at any depth, and keeps elements",
    async (type) => {
      const { ask } = await withTwo()
      const query = "/leaflets?select=title,price,pages,meta&order=title"
      const answer = expectStatus(await ask("GET", query, accept(`${type};nulls=stripped`)), 200)
      assert.strictEqual(answer.header("content-type"), `${type}; nulls=stripped; charset=utf-8`)
      assert.deepStrictEqual(answer.json, [
        { title: "A", price: 12.5, meta: { b: [null, {}] } },
        { title: "B", pages: 7 }
      ])
    }
  )

  test("is of one record alone too", async () => {
    const { ask } = await withTwo()
    const { json } = await ask(
      "GET",
      "/leaflets?title=eq.B&select=price,pages",
      accept(`${object};nulls=stripped`)
    )
    assert.deepStrictEqual(json, { pages: 7 })
  })
})

describe("ETag", () => {
  test("tells one way of writing a record from another, and is of the same version", async () => {
    const { ask } = await withTwo()
    const path = `/leaflets/${uid(2)}`
    const types = ["application/json", object, "application/json;nulls=stripped"]
    const tags = await Promise.all(
      types.map(async (type) => (await ask("GET", path, accept(type))).header("etag"))
    )
    assert.strictEqual(new Set(tags).size, types.length)
    for (const tag of tags) assert.match(tag ?? "", /^"1-/u)
    const known = { accept: object, "if-none-match": tags[1] ?? "" }
    expectStatus(await ask("GET", path, { headers: known }), 304)
    expectStatus(await ask("GET", path, { headers: { "if-none-match": tags[1] ?? "" } }), 200)
    expectStatus(
      await ask("PATCH", path, { body: { pages: 8 }, headers: { "if-match": tags[1] ?? "" } }),
      200
    )
  })
})
