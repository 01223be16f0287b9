// @effect-diagnostics asyncFunction:off
/** Many records in one request: arrays, duplicates, and all that a filter finds. */
import { assert, describe, test } from "vitest"
import { ann, bob, expectStatus, problem, uid, wire } from "./wire.ts"

const prefer = (...wishes: ReadonlyArray<string>) => ({ headers: { prefer: wishes.join(", ") } })
const titles = (json: ReadonlyArray<{ readonly title: string }>) => json.map(({ title }) => title)

describe("POST of an array", () => {
  test("answers 201 with the records in order, and no Location", async () => {
    const { ask } = wire()
    const made = expectStatus(
      await ask("POST", "/leaflets", { body: [{ title: "B" }, { title: "A", lent: 7 }] }),
      201
    )
    assert.deepStrictEqual(titles(made.json), ["B", "A"])
    assert.include(made.json[1], { version: 1, lent: 0 })
    for (const name of ["location", "content-location", "etag"]) assert.isNull(made.header(name))
    assert.strictEqual(made.header("cache-control"), "no-store")
    assert.lengthOf((await ask("GET", "/leaflets")).json, 2)
  })

  test("shows nothing where nobody reads it, and makes nothing of no rows", async () => {
    const { ask } = wire()
    for (const wish of ["return=minimal", "return=headers-only"]) {
      const minimal = expectStatus(
        await ask("POST", "/leaflets", { body: [{ title: "A" }], ...prefer(wish) }),
        201
      )
      assert.strictEqual(minimal.body, "")
      assert.strictEqual(minimal.header("preference-applied"), wish)
    }
    const none = expectStatus(await ask("POST", "/leaflets", { body: [] }), 200)
    assert.strictEqual(none.body, "[]")
    expectStatus(await ask("POST", "/leaflets", { body: [], ...prefer("return=minimal") }), 204)
  })

  test("tells every fault by its row, and writes none", async () => {
    const { ask } = wire()
    const body = [{ title: "A" }, { title: "" }, {}, { title: "B", nothing: 1 }]
    const refused = problem(await ask("POST", "/leaflets", { body }), 422, "record-invalid")
    assert.deepStrictEqual(
      refused.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]),
      [
        ["#/1/title", "check"],
        ["#/2/title", "required"],
        ["#/3/nothing", "unknown"]
      ]
    )
    assert.lengthOf((await ask("GET", "/leaflets")).json, 0)
    const stranger = problem(
      await ask("POST", "/leaflets", { body: [{ title: "A" }, 1] }),
      422,
      "body-not-an-object"
    )
    assert.strictEqual(stranger.errors[0].pointer, "#/1")
    const strict = await ask("POST", "/leaflets", {
      body: [{ title: "A", lent: 1 }],
      ...prefer("handling=strict")
    })
    assert.strictEqual(problem(strict, 422).errors[0].pointer, "#/0/lent")
  })

  test("tells the row whose value is taken, where it can be one alone, and else the field", async () => {
    const { ask } = wire()
    await ask("POST", "/leaflets", { body: { title: "A", isbn: "1" } })
    const errorsOf = async (...body: ReadonlyArray<object>) =>
      problem(await ask("POST", "/leaflets", { body }), 409, "conflict").errors
    assert.deepStrictEqual(await errorsOf({ title: "B" }, { title: "C", isbn: "1" }), [
      { pointer: "#/1/isbn", code: "taken", detail: "is taken by another record" }
    ])
    assert.deepStrictEqual(await errorsOf({ title: "B", isbn: "2" }, { title: "C", isbn: "1" }), [
      { pointer: "#", code: "taken", detail: "isbn is taken by another record, in one of the rows" }
    ])
  })

  test("reads the fields alone that columns names", async () => {
    const { ask } = wire()
    const body = [{ title: "A", pages: 1, nothing: 2 }, { title: "B" }]
    const made = expectStatus(await ask("POST", '/leaflets?columns=title,"isbn"', { body }), 201)
    assert.deepStrictEqual(
      made.json.map(({ pages }: { pages: unknown }) => pages),
      [null, null]
    )
    expectStatus(await ask("POST", "/leaflets?columns=title", { body: body[0] }), 201)
    problem(await ask("POST", "/leaflets?columns=title,nothing", { body }), 400, "query-invalid")
    problem(await ask("POST", "/leaflets?columns=title&columns=pages", { body }), 400, "query-invalid")
    problem(await ask("POST", "/leaflets?order=title", { body }), 400, "query-invalid")
  })

  test("takes so many rows and no more", async () => {
    const { ask } = wire({ limits: { rows: 2 } })
    const rows = (count: number) => Array.from({ length: count }, () => ({ title: "A" }))
    expectStatus(await ask("POST", "/leaflets", { body: rows(2) }), 201)
    problem(await ask("POST", "/leaflets", { body: rows(3) }), 413, "body-too-large")
  })

  test("asks who may, and can be matched by * alone", async () => {
    const { ask } = wire()
    const body = [{ title: "A" }]
    problem(await ask("POST", "/books", { body }), 401)
    expectStatus(await ask("POST", "/leaflets", { body, headers: { "if-match": "*" } }), 201)
    problem(await ask("POST", "/leaflets", { body, headers: { "if-match": '"1"' } }), 412, "condition-failed")
  })
})

describe("POST of what may be there", () => {
  test("merges: 201 where one is new, 200 where none is", async () => {
    const { ask } = wire()
    await ask("POST", "/leaflets", { body: { title: "A", isbn: "1", pages: 5 } })
    const merge = prefer("resolution=merge-duplicates")
    const body = [
      { title: "B", isbn: "2" },
      { title: "C", isbn: "1" }
    ]
    const first = expectStatus(await ask("POST", "/leaflets?on_conflict=isbn", { body, ...merge }), 201)
    assert.deepStrictEqual(titles(first.json), ["B", "C"])
    assert.include(first.json[1], { version: 2, pages: 5 })
    assert.strictEqual(first.header("preference-applied"), "resolution=merge-duplicates")
    const again = expectStatus(await ask("POST", "/leaflets?on_conflict=isbn", { body, ...merge }), 200)
    assert.deepStrictEqual(again.json, first.json)
    const silent = prefer("resolution=merge-duplicates", "return=minimal")
    expectStatus(await ask("POST", "/leaflets?on_conflict=isbn", { body, ...silent }), 204)
    const byUid = await ask("POST", "/leaflets", { body: { uid: uid(1), title: "D" }, ...merge })
    assert.deepStrictEqual(
      expectStatus(byUid, 201).json.map((row: { uid: string }) => row.uid),
      [uid(1)]
    )
    expectStatus(await ask("POST", "/leaflets", { body: { uid: uid(1), title: "E" }, ...merge }), 200)
  })

  test("ignores: answers what it made", async () => {
    const { ask } = wire()
    await ask("POST", "/leaflets", { body: { title: "A", isbn: "1" } })
    const ignore = prefer("resolution=ignore-duplicates", "missing=default")
    const body = [
      { title: "B", isbn: "2" },
      { title: "C", isbn: "1" }
    ]
    const first = expectStatus(await ask("POST", "/leaflets?on_conflict=isbn", { body, ...ignore }), 201)
    assert.deepStrictEqual(titles(first.json), ["B"])
    assert.strictEqual(first.header("preference-applied"), "resolution=ignore-duplicates, missing=default")
    const again = expectStatus(await ask("POST", "/leaflets?on_conflict=isbn", { body, ...ignore }), 200)
    assert.deepStrictEqual(again.json, [])
  })

  test("needs a key, a word about duplicates, and both rules to merge", async () => {
    const { ask } = wire()
    const body = [{ title: "A" }]
    const merge = prefer("resolution=merge-duplicates")
    for (const query of ["on_conflict=title", "on_conflict=nothing", "on_conflict=isbn,title", "limit=1"])
      problem(await ask("POST", `/leaflets?${query}`, { body, ...merge }), 400, "query-invalid")
    problem(await ask("POST", "/leaflets?on_conflict=isbn", { body }), 400, "query-invalid")
    problem(await ask("POST", "/vaults", { body, ...merge, as: { sub: "k", groups: ["keepers"] } }), 403)
    problem(await ask("POST", "/labels", { body, ...merge }), 405)
    const twice = [{ title: "A", isbn: "1" }, { title: "B" }, { title: "C", isbn: "1" }]
    const refused = problem(await ask("POST", "/leaflets?on_conflict=isbn", { body: twice, ...merge }), 422)
    assert.deepStrictEqual(refused.errors, [
      { pointer: "#/2/isbn", code: "repeated", detail: "is that of row 0 already" }
    ])
  })

  test("overwrites nobody's record unseen where writes need If-Match", async () => {
    const { ask } = wire()
    const merge = { prefer: "resolution=merge-duplicates" }
    problem(await ask("POST", "/ledgers", { body: [{ title: "A" }], headers: merge }), 428)
    expectStatus(
      await ask("POST", "/ledgers", { body: [{ title: "A" }], headers: { ...merge, "if-match": "*" } }),
      201
    )
  })
})

describe("PATCH and DELETE of a collection", () => {
  const three = [
    { title: "A", pages: 1 },
    { title: "B", pages: 2 },
    { title: "C", pages: 3 }
  ]

  test("write what the filter finds", async () => {
    const { ask } = wire()
    await ask("POST", "/leaflets", { body: three })
    const set = expectStatus(await ask("PATCH", "/leaflets?pages=gt.1", { body: { subtitle: "x" } }), 200)
    assert.deepStrictEqual(titles(set.json).toSorted(), ["B", "C"])
    assert.isTrue(set.json.every((row: { version: number; subtitle: string }) => row.version === 2))
    assert.isNull(set.header("etag"))
    const silent = await ask("PATCH", "/leaflets?pages=gt.1", {
      body: { subtitle: "y" },
      ...prefer("return=minimal")
    })
    assert.strictEqual(expectStatus(silent, 204).body, "")
    const none = expectStatus(await ask("PATCH", "/leaflets?pages=gt.9", { body: { subtitle: "y" } }), 200)
    assert.strictEqual(none.body, "[]")
    expectStatus(await ask("DELETE", "/leaflets?pages=eq.3"), 204)
    const gone = await ask("DELETE", "/leaflets?or=(pages.eq.1,title.eq.B)", prefer("return=representation"))
    assert.deepStrictEqual(titles(expectStatus(gone, 200).json).toSorted(), ["A", "B"])
    assert.lengthOf((await ask("GET", "/leaflets")).json, 0)
  })

  test("need a filter, unless the options say otherwise", async () => {
    const { ask } = wire()
    await ask("POST", "/leaflets", { body: three })
    const refused = problem(await ask("DELETE", "/leaflets"), 400, "query-invalid")
    assert.include(refused.detail, "A filter is needed")
    problem(await ask("PATCH", "/leaflets", { body: { pages: 1 } }), 400, "query-invalid")
    for (const query of ["select=title", "limit=1", "order=title", "pages=gt.1&limit=1", "nothing=eq.1"])
      problem(await ask("DELETE", `/leaflets?${query}`), 400, "query-invalid")
    assert.lengthOf((await ask("GET", "/leaflets")).json, 3)
    const open = wire({ unfiltered: ["books"] })
    await open.ask("POST", "/books", { body: three, as: ann })
    await open.ask("POST", "/leaflets", { body: three })
    expectStatus(await open.ask("DELETE", "/books", { as: ann }), 204)
    problem(await open.ask("DELETE", "/leaflets"), 400)
  })

  test("write no more than max-affected", async () => {
    const { ask } = wire()
    await ask("POST", "/leaflets", { body: three })
    const refused = problem(
      await ask("DELETE", "/leaflets?pages=gt.0", prefer("max-affected=2")),
      400,
      "too-many-affected"
    )
    assert.strictEqual(refused.detail, "The filter finds more than 2 records. Nothing was written.")
    const done = expectStatus(await ask("DELETE", "/leaflets?pages=gt.0", prefer("max-affected=3")), 204)
    assert.strictEqual(done.header("preference-applied"), "max-affected=3")
    problem(await ask("DELETE", "/leaflets?pages=gt.0", prefer("max-affected=x")), 400, "header-invalid")
  })

  test("refuse all for one record of somebody else's", async () => {
    const { ask } = wire()
    await ask("POST", "/books", { body: three, as: ann })
    await ask("POST", "/books", { body: { title: "D", pages: 4 }, as: bob })
    problem(
      await ask("PATCH", "/books?pages=gt.0", { body: { subtitle: "x" }, as: ann }),
      403,
      "not-permitted"
    )
    expectStatus(await ask("PATCH", "/books?creator_uid=eq.ann", { body: { subtitle: "x" }, as: ann }), 200)
  })

  test("can be matched by * alone, need it where writes do, and take no body of many", async () => {
    const { ask } = wire()
    const body = { subtitle: "x" }
    problem(await ask("PATCH", "/leaflets?pages=gt.1", { body, headers: { "if-match": '"1"' } }), 412)
    problem(await ask("PATCH", "/leaflets?pages=gt.1", { body, headers: { "if-none-match": "*" } }), 412)
    problem(await ask("PATCH", "/ledgers?pages=gt.1", { body }), 428)
    problem(await ask("DELETE", "/ledgers?pages=gt.1"), 428)
    expectStatus(await ask("DELETE", "/ledgers?pages=gt.1", { headers: { "if-match": "*" } }), 204)
    problem(await ask("PATCH", "/leaflets?pages=gt.1", { body: [body] }), 422, "body-not-an-object")
    problem(await ask("DELETE", "/labels?title=eq.x"), 405)
  })
})
