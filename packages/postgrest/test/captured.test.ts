// @effect-diagnostics asyncFunction:off
/** What PostgREST was seen to answer, byte for byte where it was captured so. */
import { assert, beforeAll, describe, test } from "vitest"
import { type Ask, asking, type Told } from "./ask.ts"

const types = { "content-type": "application/json" }
const prefer = (value: string) => ({ prefer: value })
const singular = { accept: "application/vnd.pgrst.object+json" }
const json = "application/json; charset=utf-8"

/** PostgREST's four members stand first, as it writes them. */
const four = ({ body }: Told) => {
  const { code, details, hint, message } = JSON.parse(String(body))
  assert.isTrue(String(body).startsWith(JSON.stringify({ code, details, hint, message }).slice(0, -1)))
  return JSON.stringify({ code, details, hint, message })
}

describe("a table of 319 rows", () => {
  let ask: Ask
  beforeAll(async () => {
    ask = asking()
    await ask("POST /authors", { body: { name: "A" } })
    const body = Array.from({ length: 319 }, (_, at) => ({
      title: `T${String(at).padStart(3, "0")}`,
      author_id: 1,
      isbn: String(at)
    }))
    assert.strictEqual((await ask("POST /books", { body })).status, 201)
  })

  test("answers a page of counted rows with 206", async () => {
    const line = "GET /books?select=id%2Ctitle&author_id=eq.1&order=title.asc&offset=0&limit=2"
    const told = await ask(line, { headers: prefer("count=exact") })
    assert.strictEqual(told.status, 206)
    assert.strictEqual(told.header("content-type"), json)
    assert.strictEqual(told.header("content-range"), "0-1/319")
    assert.strictEqual(told.header("preference-applied"), "count=exact")
    assert.strictEqual(told.header("vary"), "Accept, Prefer, Range")
    assert.strictEqual(told.body, '[{"id":1,"title":"T000"},{"id":2,"title":"T001"}]')
  })

  test("answers no rows with an empty array", async () => {
    const told = await ask("GET /books?select=*&id=eq.999")
    assert.deepInclude(told, { status: 200, body: "[]" })
    assert.strictEqual(told.header("content-range"), "*/*")
  })

  test("has no rows behind its end", async () => {
    const told = await ask("GET /books?offset=500&limit=10", { headers: prefer("count=exact") })
    assert.strictEqual(told.status, 416)
    assert.strictEqual(told.header("content-range"), "*/319")
    assert.strictEqual(
      four(told),
      '{"code":"PGRST103","details":"An offset of 500 was requested, but there are only 319 rows.","hint":null,"message":"Requested range not satisfiable"}'
    )
    const end = await ask("GET /books?offset=319", { headers: prefer("count=exact") })
    assert.strictEqual(end.status, 206)
    assert.strictEqual(end.header("content-range"), "*/319")
  })

  test("tells HEAD how many rows there are", async () => {
    const told = await ask("HEAD /books?select=*", { headers: prefer("count=exact") })
    assert.strictEqual(told.status, 200)
    assert.strictEqual(told.header("content-range"), "0-318/319")
  })

  test("has no row for what is not there", async () => {
    const told = await ask("GET /books?select=*&id=eq.999", { headers: singular })
    assert.strictEqual(told.status, 406)
    assert.strictEqual(told.header("content-type"), json)
    assert.strictEqual(told.header("proxy-status"), "PostgREST; error=PGRST116")
    assert.strictEqual(
      four(told),
      '{"code":"PGRST116","details":"The result contains 0 rows","hint":null,"message":"Cannot coerce the result to a single JSON object"}'
    )
  })

  test("takes a row, and says what it was asked to say of it", async () => {
    const quiet = await ask("POST /books", { headers: types, body: { title: "x" } })
    assert.deepInclude(quiet, { status: 201, body: null })
    assert.strictEqual(quiet.header("content-range"), "*/*")
    assert.isNull(quiet.header("content-type"))
    const placed = await ask("POST /books", { headers: prefer("return=headers-only"), body: { title: "x" } })
    assert.deepInclude(placed, { status: 201, body: null })
    assert.strictEqual(placed.header("location"), "/books?id=eq.321")
    assert.strictEqual(placed.header("preference-applied"), "return=headers-only")
    const shown = await ask("POST /books?select=id,title", {
      headers: prefer("count=exact, return=representation"),
      body: { title: "x" }
    })
    assert.deepInclude(shown, { status: 201, body: '[{"id":322,"title":"x"}]' })
    assert.strictEqual(shown.header("content-range"), "*/1")
    assert.strictEqual(shown.header("preference-applied"), "return=representation, count=exact")
  })

  test("refuses a row twice, and a column that it has not", async () => {
    const twice = await ask("POST /books", { body: { title: "x", isbn: "1" } })
    assert.strictEqual(twice.status, 409)
    assert.strictEqual(
      four(twice),
      '{"code":"23505","details":"Key (isbn)=(1) already exists.","hint":null,"message":"duplicate key value violates unique constraint \\"books_isbn_key\\""}'
    )
    const strange = await ask("POST /books?columns=%22nope%22", { body: [{ nope: 1 }] })
    assert.strictEqual(strange.status, 400)
    assert.strictEqual(
      four(strange),
      '{"code":"PGRST204","details":null,"hint":null,"message":"Could not find the \'nope\' column of \'books\' in the schema cache"}'
    )
  })

  test("changes rows, and says which", async () => {
    const changed = await ask("PATCH /books?id=eq.1", { body: { title: "y" } })
    assert.deepInclude(changed, { status: 204, body: null })
    assert.strictEqual(changed.header("content-range"), "0-0/*")
    const shown = await ask("PATCH /books?id=eq.1&select=id,title", {
      headers: { ...singular, ...prefer("return=representation") },
      body: { title: "y" }
    })
    assert.deepInclude(shown, { status: 200, body: '{"id":1,"title":"y"}' })
    assert.strictEqual(shown.header("content-type"), "application/vnd.pgrst.object+json; charset=utf-8")
    const none = await ask("PATCH /books?id=eq.999", { body: { title: "y" } })
    assert.deepInclude(none, { status: 204, body: null })
    assert.strictEqual(none.header("content-range"), "*/*")
    const nothing = await ask("PATCH /books?id=eq.1", { body: {}, headers: prefer("return=representation") })
    assert.deepInclude(nothing, { status: 200, body: "[]" })
  })

  test("changes no more than it may", async () => {
    const told = await ask("PATCH /books?id=in.(1,2,3)", {
      headers: prefer("handling=strict, max-affected=1"),
      body: { title: "z" }
    })
    assert.strictEqual(told.status, 400)
    assert.strictEqual(
      four(told),
      '{"code":"PGRST124","details":"The query affects 3 rows","hint":null,"message":"Query result exceeds max-affected preference constraint"}'
    )
    const lenient = await ask("PATCH /books?id=in.(1,2)", {
      headers: prefer("max-affected=1"),
      body: { title: "z" }
    })
    assert.strictEqual(lenient.status, 204)
    assert.isNull(lenient.header("preference-applied"))
  })

  test("removes rows, and says which", async () => {
    const quiet = await ask("DELETE /books?id=eq.10")
    assert.deepInclude(quiet, { status: 204, body: null })
    assert.strictEqual(quiet.header("content-range"), "*/*")
    const shown = await ask("DELETE /books?id=eq.11&select=id,title", {
      headers: prefer("count=exact, return=representation")
    })
    assert.deepInclude(shown, { status: 200, body: '[{"id":11,"title":"T010"}]' })
    assert.strictEqual(shown.header("content-range"), "*/1")
  })

  test("is told in lines of commas", async () => {
    const told = await ask("GET /books?select=id,isbn&id=in.(20,21)", { headers: { accept: "text/csv" } })
    assert.strictEqual(told.header("content-type"), "text/csv; charset=utf-8")
    assert.strictEqual(told.body, "id,isbn\n20,19\n21,20")
  })

  test("refuses a filter that is none", async () => {
    const told = await ask("GET /books?title=val")
    assert.strictEqual(told.status, 400)
    assert.strictEqual(
      four(told),
      '{"code":"PGRST100","details":"unexpected \\"v\\" expecting \\"not\\" or operator (eq, gt, ...)","hint":null,"message":"\\"failed to parse filter (val)\\" (line 1, column 1)"}'
    )
  })
})

test("a table that there is not", async () => {
  const told = await asking()("GET /nope")
  assert.strictEqual(told.status, 404)
  assert.strictEqual(
    four(told),
    '{"code":"PGRST205","details":null,"hint":null,"message":"Could not find the table \'public.nope\' in the schema cache"}'
  )
})
