// @effect-diagnostics asyncFunction:off
/** Names in JSON that are not those of the columns, and uids that are any text. */
import { assert, beforeAll, describe, test } from "vitest"
import { open, sandboxes } from "./keyed.ts"
import { expectStatus, problem, type Wire } from "./wire.ts"

// An HTTP API decodes a path more than once before it hands it over, so that these never arrive as they were sent.
const lost = ["a/b", "//", "a?b=c#d", "%2F", "a%20b"]

describe.each(sandboxes)("over $kind behind $source", (sandbox) => {
  let ask: Wire["ask"]
  beforeAll(async () => {
    ask = await open(sandbox)
  })
  const make = async (body: object) => expectStatus(await ask("POST", "/songs", { body }), 201).json

  test("a record has its names in JSON, the audit's among them", async () => {
    const song = await make({ songTitle: "Names", sortOrder: 3, pageLimit: 4, chosen: "x", either: "y" })
    assert.deepStrictEqual(Object.keys(song), [
      "uid",
      "songTitle",
      "playCount",
      "sortOrder",
      "pageLimit",
      "chosen",
      "either",
      "version",
      "createdAt",
      "lastUpdatedAt",
      "creatorUid",
      "lastUpdaterUid"
    ])
    const path = `/songs/${song.uid}`
    expectStatus(await ask("PATCH", path, { body: { sortOrder: 5 } }), 200)
    const [latest] = expectStatus(await ask("GET", `${path}/history`), 200).json
    assert.deepInclude(latest.after, { songTitle: "Names", sortOrder: 5 })
    expectStatus(await ask("PUT", path, { body: { ...song, sortOrder: 6 } }), 200)
    assert.deepInclude((await ask("GET", path)).json, { sortOrder: 6, version: 3 })
  })

  test("a list is chosen, filtered and ordered by the names in JSON", async () => {
    for (const [songTitle, sortOrder] of [
      ["One", 1],
      ["Two", 2]
    ])
      await make({ songTitle, sortOrder, chosen: "listed" })
    const listed = async (query: Readonly<Record<string, string>>) =>
      expectStatus(
        await ask("GET", "/songs", { query: { chosen: "eq.listed", select: "songTitle", ...query } }),
        200
      ).json
    const [one, two] = [{ songTitle: "One" }, { songTitle: "Two" }]
    assert.deepStrictEqual(await listed({ order: "sortOrder.desc" }), [two, one])
    assert.deepStrictEqual(await listed({ order: "songTitle" }), [one, two])
    assert.deepStrictEqual(await listed({ sortOrder: "gt.1" }), [two])
    assert.deepStrictEqual(await listed({ or: "(sortOrder.eq.1,pageLimit.eq.9)" }), [one])
    assert.deepStrictEqual(await listed({ limit: "1", offset: "1", order: "createdAt,songTitle" }), [two])
    assert.deepStrictEqual(await listed({ select: "sortOrder,songTitle", sortOrder: "eq.1" }), [
      { sortOrder: 1, songTitle: "One" }
    ])
  })

  test("no column is a name", async () => {
    for (const query of [
      { song_title: "eq.x" },
      { created_at: "gt.2020-01-01" },
      { select: "song_title" },
      { order: "song_title" },
      { order: "order" },
      { or: "(order.eq.1)" }
    ])
      problem(await ask("GET", "/songs", { query }), 400, "query-invalid")
    const { errors } = problem(
      await ask("POST", "/songs", { body: { songTitle: "x", song_title: "y" } }),
      422
    )
    assert.strictEqual(errors[0].pointer, "#/song_title")
  })

  test("faults point at the names in JSON", async () => {
    const pointers = async (body: object) =>
      problem(await ask("POST", "/songs", { body }), 422).errors.map(
        ({ pointer }: { readonly pointer: string }) => pointer
      )
    assert.deepStrictEqual(await pointers({ sortOrder: "x", pageLimit: 1.5 }), [
      "#/sortOrder",
      "#/pageLimit",
      "#/songTitle"
    ])
    await make({ songTitle: "x", either: "only" })
    const twice = problem(
      await ask("POST", "/songs", { body: { songTitle: "x", either: "only" } }),
      409,
      "conflict"
    )
    assert.strictEqual(twice.errors[0].pointer, "#/either")
    const count = problem(await ask("GET", "/songs", { query: { playCount: "eq.x" } }), 400)
    assert.strictEqual(count.errors[0].parameter, "playCount")
  })

  test.each([
    " ",
    "a b",
    "a+b",
    "100%",
    ...(sandbox.source === "http2" ? [] : lost),
    "history",
    "a;b,c:d@e$f&g=h!'()*",
    '"<>\\^`{|}~[]',
    "Grüße λ",
    "e\u0301",
    "😀",
    "\t\r\n",
    "\u007f\u0085\u2028",
    "...",
    "null"
  ])("a uid that is the text %j has an address", async (uid) => {
    const path = `/tags/${encodeURIComponent(uid)}`
    const made = expectStatus(await ask("PUT", path, { body: { name: "a" } }), 201)
    assert.strictEqual(made.json.uid, uid)
    assert.strictEqual(made.header("location"), path)
    assert.deepInclude(expectStatus(await ask("GET", path), 200).json, { uid, name: "a" })
    expectStatus(await ask("PATCH", path, { body: { name: "b" } }), 200)
    const listed = await ask("GET", "/tags", { query: { uid: `eq.${uid}`, select: "name" } })
    assert.deepStrictEqual(listed.json, [{ name: "b" }])
    assert.lengthOf(expectStatus(await ask("GET", `${path}/history`), 200).json, 2)
    expectStatus(await ask("DELETE", path), 204)
  })

  test.each(["", ".", "..", "%2E", "%2e%2E", "a%00b", "%FF", "%", "a%2"])(
    "no uid is at /tags/%s",
    async (text) => {
      const { status } = await ask("GET", `/tags/${text}`)
      assert.include([400, 404], status)
    }
  )
})
