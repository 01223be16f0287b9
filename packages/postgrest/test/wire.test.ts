// @effect-diagnostics asyncFunction:off
/** What PostgREST's wire promises beside what its clients ask. */
import { Caller } from "@pgcrest/core"
import { Postgrest } from "@pgcrest/postgrest"
import { assert, beforeEach, describe, test } from "vitest"
import { type Ask, asking, options, type Sketch, type Told } from "./ask.ts"
import { Library } from "./clients/api.ts"

const ann = Caller.user("ann", { requestId: "r-1" })
const prefer = (value: string) => ({ prefer: value })

let ask: Ask
beforeEach(() => {
  ask = asking()
})

const refused = (told: Told, status: number, code: string): Told => {
  assert.strictEqual(told.status, status, String(told.body))
  assert.deepInclude<unknown>(told.json(), { code })
  assert.strictEqual(told.header("proxy-status"), `PostgREST; error=${code}`)
  return told
}
const rows = async (count: number) => {
  const body = Array.from({ length: count }, (_, at) => ({ name: `t${at}` }))
  assert.strictEqual((await ask("POST /tags", { body })).status, 201)
}

describe("a problem", () => {
  test("has what RFC 9457 asks for behind PostgREST's own", async () => {
    const told = refused(await ask("GET /books?nope=eq.1"), 400, "42703")
    assert.deepStrictEqual<unknown>(told.json(), {
      code: "42703",
      details: null,
      hint: null,
      message: "column books.nope does not exist",
      type: "https://pgcrest.dev/problems/query-meaningless",
      title: "Query meaningless",
      status: 400,
      detail: "column books.nope does not exist",
      instance: "/books",
      request_id: "r-1"
    })
    assert.strictEqual(told.header("content-type"), "application/json; charset=utf-8")
    assert.strictEqual(told.header("x-request-id"), "r-1")
  })

  test("lists each place of a payload that is wrong", async () => {
    const told = refused(await ask("POST /books", { body: [{ pages: -1 }] }), 400, "23514")
    assert.deepInclude<unknown>(told.json(), {
      message: 'new row for relation "books" violates check constraint "books_pages_check"',
      errors: [
        { pointer: "#/0/pages", code: "check", detail: "Expected a value greater than 0" },
        { pointer: "#/0/title", code: "required", detail: "is required" }
      ]
    })
    const alone = refused(await ask("POST /books", { body: { title: 1 } }), 400, "22P02")
    assert.deepInclude<unknown>(alone.json(), {
      message: "invalid input syntax for type text",
      errors: [{ pointer: "#/title", code: "type", detail: "must be a string" }]
    })
  })

  test("is never an empty 404, nor one that is an array", async () => {
    for (const line of [
      "GET /nope",
      "GET /books/1",
      "GET /",
      "POST /rpc/nope",
      "GET /rpc/a/b",
      "PATCH /nope?id=eq.1"
    ]) {
      const told = await ask(line)
      assert.strictEqual(told.status, 404, line)
      assert.isTrue(String(told.body).startsWith('{"code":"PGRST'), line)
    }
  })
})

describe("a table", () => {
  test("tells its methods", async () => {
    const told = await ask("OPTIONS /books")
    assert.deepInclude(told, { status: 200, body: null })
    assert.strictEqual(told.header("allow"), "OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE")
    assert.strictEqual((await ask("OPTIONS /rooms")).header("allow"), "OPTIONS,GET,HEAD")
    const put = refused(await ask("PUT /labels?book_id=eq.1&tag_id=eq.1", { body: {} }), 405, "PGRST117")
    assert.strictEqual(put.header("allow"), "OPTIONS,GET,HEAD,POST,DELETE")
    refused(await ask("FOO /books"), 405, "PGRST117")
  })

  test("is not there where an option leaves it out", async () => {
    const only = asking(Postgrest.make(Library, { ...options, only: ["tags"] }))
    assert.strictEqual((await only("GET /tags")).status, 200)
    refused(await only("GET /books"), 404, "PGRST205")
  })

  test("has a page of 1,000 rows where no fewer are asked for, and no more", async () => {
    await rows(1001)
    const all = await ask("GET /tags?select=id", { headers: prefer("count=exact") })
    assert.strictEqual(all.status, 206)
    assert.strictEqual(all.header("content-range"), "0-999/1001")
    assert.strictEqual((await ask("GET /tags?select=id&limit=5000")).header("content-range"), "0-999/*")
    const small = asking(Postgrest.make(Library, { ...options, limits: { largestPage: 2 } }))
    await small("POST /tags", { body: [{ name: "a" }, { name: "b" }, { name: "c" }] })
    assert.strictEqual((await small("GET /tags")).header("content-range"), "0-1/*")
  })

  test("has no rows to show where none are asked for", async () => {
    await rows(3)
    const told = await ask("GET /tags?limit=0", { headers: prefer("count=exact") })
    assert.deepInclude(told, { status: 206, body: "[]" })
    assert.strictEqual(told.header("content-range"), "*/3")
    refused(await ask("GET /tags?limit=-1"), 416, "PGRST103")
    refused(await ask("GET /tags?limit=x"), 400, "PGRST100")
  })

  test("takes a Range, of GET alone", async () => {
    await rows(30)
    const ranged = (range: string, line = "GET /tags?select=id") => ask(line, { headers: { range } })
    assert.strictEqual((await ranged("0-9")).header("content-range"), "0-9/*")
    assert.strictEqual((await ranged("20-")).header("content-range"), "20-29/*")
    assert.strictEqual((await ranged("bytes=0-9")).header("content-range"), "0-29/*")
    assert.strictEqual((await ranged("0-9", "HEAD /tags")).header("content-range"), "0-29/*")
    refused(await ranged("9-0"), 416, "PGRST103")
  })

  test("tells under which address it can be read again", async () => {
    const told = await ask("GET /tags?order=name.asc&name=eq.a+b")
    assert.strictEqual(told.header("content-location"), "/tags?name=eq.a%20b&order=name.asc")
    assert.isNull((await ask(`GET /tags?name=in.(${"a,".repeat(999)}a)`)).header("content-location"))
  })

  test("is of one schema, which an option names", async () => {
    const profiled = (name: string, value: string, line: string, sketch: Sketch = {}) =>
      ask(line, { ...sketch, headers: { [name]: value } })
    assert.strictEqual(
      (await profiled("accept-profile", "public", "GET /tags")).header("content-profile"),
      "public"
    )
    refused(await profiled("accept-profile", "other", "GET /tags"), 406, "PGRST106")
    refused(
      await profiled("content-profile", "other", "POST /tags", { body: { name: "x" } }),
      406,
      "PGRST106"
    )
    assert.strictEqual((await profiled("content-profile", "other", "GET /tags")).status, 200)
    const named = asking(Postgrest.make(Library, { ...options, schema: "library" }))
    assert.strictEqual((await named("GET /tags", { headers: { "accept-profile": "library" } })).status, 200)
    const nope = refused(await named("GET /nope"), 404, "PGRST205")
    assert.deepInclude<unknown>(nope.json(), {
      message: "Could not find the table 'library.nope' in the schema cache"
    })
  })

  test("can be read by what asks for all, in any words", async () => {
    await rows(1)
    for (const line of ["GET /tags?select=", "GET /tags?select=*", "GET /tags", "GET /tags?order="]) {
      const told = await ask(line)
      assert.strictEqual(told.status, 200, line)
      assert.match(String(told.body), /^\[\{"id":1,"name":"t0","created_at":/u, line)
    }
  })

  test("ignores what only writes mean", async () => {
    await rows(1)
    const told = await ask("GET /tags?columns=x&on_conflict=y", {
      headers: prefer("return=representation, count=exact")
    })
    assert.strictEqual(told.status, 200)
    assert.strictEqual(told.header("preference-applied"), "count=exact")
  })
})

describe("a page of another origin", () => {
  const cors = () =>
    asking(Postgrest.make(Library, { ...options, cors: { origins: ["https://app.example"] } }))
  const origin = "https://app.example"

  test("may send what PostgREST's clients send", async () => {
    const told = await cors()("OPTIONS /books", {
      headers: { origin, "access-control-request-method": "PATCH" }
    })
    assert.strictEqual(told.header("access-control-allow-origin"), origin)
    const allowed = told.header("access-control-allow-headers")?.split(", ") ?? []
    assert.includeMembers(
      allowed,
      "authorization content-type prefer range accept-profile content-profile apikey x-client-info x-retry-count if-match if-none-match idempotency-key".split(
        " "
      )
    )
  })

  test("may read what they read, of problems too", async () => {
    for (const line of ["GET /books", "GET /nope"]) {
      const told = await cors()(line, { headers: { origin } })
      assert.strictEqual(told.header("access-control-allow-origin"), origin)
      const exposed = told.header("access-control-expose-headers")?.split(", ") ?? []
      assert.includeMembers(exposed, [
        "Content-Range",
        "Location",
        "Preference-Applied",
        "ETag",
        "Retry-After"
      ])
      assert.strictEqual(told.header("vary"), "Accept, Prefer, Range, Origin")
    }
  })
})

describe("a payload", () => {
  test("that is no JSON, or of other keys in each row", async () => {
    const posted = (body: unknown, headers = {}) => ask("POST /tags", { body, headers })
    for (const body of [undefined, "", "{", "1", "[1]", '{"name":"a","name":"b"}'])
      assert.deepInclude<unknown>(refused(await posted(body), 400, "PGRST102").json(), {
        message: "Empty or invalid json"
      })
    const other = await posted([{ name: "a" }, { title: "b" }])
    assert.deepInclude<unknown>(refused(other, 400, "PGRST102").json(), {
      message: "All object keys must match"
    })
    const csv = { "content-type": "text/csv" }
    for (const text of ["", "name\n1,2", 'name\n"a', "name,name\na,b"])
      refused(await posted(text, csv), 400, "PGRST102")
    const plain = asking(Postgrest.make(Library, { problems: options.problems }))
    const unread = refused(await plain("POST /tags", { body: "name\na", headers: csv }), 400, "PGRST102")
    assert.deepInclude<unknown>(unread.json(), { message: "Content-Type not acceptable: text/csv" })
    refused(await ask("PATCH /tags?id=eq.1", { body: [{ name: "a" }] }), 400, "PGRST102")
  })

  test("may have an empty array, and then nothing is written", async () => {
    const told = await ask("POST /tags", { body: [], headers: prefer("return=representation, count=exact") })
    assert.deepInclude(told, { status: 201, body: "[]" })
    assert.strictEqual(told.header("content-range"), "*/0")
  })

  test("has no more rows than a limit lets", async () => {
    const few = asking(Postgrest.make(Library, { ...options, limits: { rows: 2 } }))
    refused(
      await few("POST /tags", { body: [{ name: "a" }, { name: "b" }, { name: "c" }] }),
      413,
      "PGCREST_PayloadTooLong"
    )
    const lines = { body: "name\na\nb\nc", headers: { "content-type": "text/csv" } }
    refused(await few("POST /tags", lines), 413, "PGCREST_PayloadTooLong")
  })

  test("may hold what the server writes, which counts for nothing unless handling is strict", async () => {
    const body = { text: "x", uid: "00000000-0000-7000-8000-000000000000", version: 9, creator_uid: "ben" }
    const shown = prefer("return=representation")
    const made = await ask("POST /notes?select=version,creator_uid", { body, as: ann, headers: shown })
    assert.deepInclude(made, { status: 201, body: '[{"version":1,"creator_uid":"ann"}]' })
    const strict = await ask("POST /notes", { body, as: ann, headers: prefer("handling=strict") })
    assert.deepInclude<unknown>(refused(strict, 400, "428C9").json(), {
      message: 'cannot insert a non-DEFAULT value into column "uid"'
    })
  })
})

describe("a PUT", () => {
  const put = (line: string, body: unknown, headers = {}) =>
    ask(`PUT /notes?${line}`, { body, headers, as: ann })
  const uid = "0198c0de-0000-7000-8000-00000000abcd"
  const shown = prefer("return=representation")

  test("makes the row that its query names, and then writes over it", async () => {
    const made = await put(`uid=eq.${uid}&select=uid,text`, { uid, text: "a" }, shown)
    assert.deepInclude(made, { status: 201, body: `[{"uid":"${uid}","text":"a"}]` })
    const again = await put(`uid=eq.${uid}&select=text`, { uid, text: "b" }, shown)
    assert.deepInclude(again, { status: 200, body: '[{"text":"b"}]' })
    const quiet = await put(`uid=eq.${uid}`, [{ uid, text: "c" }])
    assert.deepInclude(quiet, { status: 204, body: null })
    assert.isNull(quiet.header("content-range"))
  })

  test("is of the key alone, in the query and in the row", async () => {
    refused(await put("", { uid, text: "a" }), 405, "PGRST105")
    refused(await put("text=eq.a", { uid, text: "a" }), 405, "PGRST105")
    refused(await put(`uid=gt.${uid}`, { uid, text: "a" }), 405, "PGRST105")
    refused(await put(`uid=eq.${uid}&text=eq.a`, { uid, text: "a" }), 405, "PGRST105")
    refused(await put(`uid=eq.${uid}`, { text: "a" }), 400, "PGRST115")
    refused(await put(`uid=eq.${uid}`, { uid: uid.replace("abcd", "abce"), text: "a" }), 400, "PGRST115")
    refused(await put(`uid=eq.${uid}`, []), 400, "PGRST115")
    refused(await put(`uid=eq.${uid}&limit=1`, { uid, text: "a" }), 400, "PGRST114")
  })
})

describe("an upsert", () => {
  const merge = prefer("resolution=merge-duplicates, return=representation")
  test("needs columns in which no two rows are alike", async () => {
    refused(
      await ask("POST /books?on_conflict=title", { body: { title: "a" }, headers: merge }),
      400,
      "42P10"
    )
    assert.strictEqual((await ask("POST /books?on_conflict=title", { body: { title: "a" } })).status, 201)
  })

  test("may not name a row twice", async () => {
    const body = [{ name: "a" }, { name: "a" }]
    refused(await ask("POST /tags?on_conflict=name", { body, headers: merge }), 400, "21000")
  })

  test("is applied as it was preferred", async () => {
    const told = await ask("POST /tags?on_conflict=name&select=name", {
      body: [{ name: "a" }],
      headers: merge
    })
    assert.deepInclude(told, { status: 201, body: '[{"name":"a"}]' })
    assert.strictEqual(
      told.header("preference-applied"),
      "resolution=merge-duplicates, return=representation"
    )
  })
})

describe("a write", () => {
  test("is not bound to what has no tag here", async () => {
    await rows(1)
    for (const header of [{ "if-match": '"1"' }, { "if-none-match": "*" }])
      refused(
        await ask("PATCH /tags?id=eq.1", { body: { name: "b" }, headers: header }),
        412,
        "PGCREST_NoEntityTag"
      )
    const any = await ask("PATCH /tags?id=eq.1", { body: { name: "b" }, headers: { "if-match": "*" } })
    assert.strictEqual(any.status, 204)
  })

  test("of all rows needs a filter that finds them", async () => {
    await rows(2)
    refused(await ask("PATCH /tags", { body: { name: "b" } }), 400, "21000")
    refused(await ask("DELETE /tags?select=id&order=id&limit=1"), 400, "21000")
    refused(await ask("DELETE /tags?id=not.is.null&limit=1"), 400, "PGRST127")
    refused(await ask("PATCH /tags?id=not.is.null&offset=x", { body: { name: "b" } }), 400, "PGRST127")
    assert.strictEqual((await ask("GET /tags?select=name&order=id")).body, '[{"name":"t0"},{"name":"t1"}]')
    assert.strictEqual((await ask("DELETE /tags?id=not.is.null")).status, 204)
  })

  test("finds rows by its filters alone, and shows all of them, whatever it shows of them", async () => {
    await ask("POST /authors", { body: { name: "a" } })
    await ask("POST /books", {
      body: [
        { title: "of a", author_id: 1 },
        { title: "of nobody", author_id: null }
      ]
    })
    const told = await ask("PATCH /books?pages=is.null&select=title,author!inner(name)", {
      body: { lent: true },
      headers: prefer("return=representation, count=exact")
    })
    const shown = '[{"title":"of a","author":{"name":"a"}},{"title":"of nobody","author":null}]'
    assert.deepInclude(told, { status: 200, body: shown })
    assert.strictEqual(told.header("content-range"), "0-1/2")
  })

  test("is undone where an option lets it be, and else not even tried", async () => {
    const tx = prefer("tx=rollback, return=representation")
    const undone = await ask("POST /tags?select=name", { body: { name: "x" }, headers: tx })
    assert.deepInclude(undone, { status: 201, body: '[{"name":"x"}]' })
    assert.strictEqual(undone.header("preference-applied"), "return=representation, tx=rollback")
    assert.strictEqual((await ask("GET /tags")).body, "[]")
    const kept = asking(Postgrest.make(Library, { problems: { TitleForbidden: 422 } }))
    const ignored = await kept("POST /tags", { body: { name: "x" }, headers: tx })
    assert.strictEqual(ignored.header("preference-applied"), "return=representation")
    assert.notStrictEqual((await kept("GET /tags")).body, "[]")
    const strict = await kept("POST /tags", {
      body: { name: "y" },
      headers: prefer("tx=rollback, handling=strict")
    })
    refused(strict, 400, "PGRST122")
  })

  test("that is answered as one row is none where it is of several, whatever is told of it", async () => {
    await rows(2)
    const one = { accept: "application/vnd.pgrst.object+json" }
    refused(await ask("DELETE /tags?id=gt.0", { headers: one }), 406, "PGRST116")
    refused(await ask("POST /tags", { body: [{ name: "a" }, { name: "b" }], headers: one }), 406, "PGRST116")
    assert.strictEqual((await ask("GET /tags?select=name&order=id")).body, '[{"name":"t0"},{"name":"t1"}]')
    assert.strictEqual((await ask("DELETE /tags?id=eq.1", { headers: one })).status, 204)
  })

  test("does not tell what nobody sent of a row that is there", async () => {
    const isbn = "1"
    await ask("POST /books", {
      body: [
        { title: "a", isbn },
        { title: "b", isbn: "2" }
      ]
    })
    const told = await ask("PATCH /books?title=eq.b", { body: { isbn } })
    assert.deepInclude<unknown>(refused(told, 409, "23505").json(), {
      details: "Key (isbn)=(1) already exists."
    })
    const many = await ask("POST /books", {
      body: [
        { title: "c", isbn: "3" },
        { title: "d", isbn }
      ]
    })
    assert.deepInclude<unknown>(refused(many, 409, "23505").json(), { details: null })
  })
})
