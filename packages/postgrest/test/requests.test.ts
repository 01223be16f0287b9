// @effect-diagnostics asyncFunction:off
/** The requests that PostgREST's clients were seen to send, as they send them. */
import { assert, beforeAll, describe, test } from "vitest"
import { type Ask, asking } from "./ask.ts"

type Headers = Readonly<Record<string, string>>

const json = { "content-type": "application/json" }
const object = { accept: "application/vnd.pgrst.object+json" }
const array = { prefer: "return=representation" }
const counted = { accept: "application/json", prefer: "count=exact" }
const books = "title,isbn,author_id"

/** Status and Content-Range; of what is no collection's null. */
type Call = readonly [line: string, status: number, range: string | null, headers?: Headers, body?: unknown]

const postgrestJs: ReadonlyArray<Call> = [
  [
    "GET /books?select=id%2Ctitle&title=eq.a+b%26c&order=title.desc.nullslast%2Cid.asc&offset=0&limit=10",
    200,
    "*/0",
    { prefer: "count=exact" }
  ],
  ["HEAD /books?select=*", 200, "0-2/3", { prefer: "count=planned" }],
  ["POST /books", 201, "*/*", json, { title: "x" }],
  [
    "POST /books?columns=%22title%22%2C%22isbn%22&select=id",
    201,
    "*/1",
    { ...json, ...object, prefer: "count=exact, missing=default, return=representation" },
    [{ title: "y", isbn: "900" }]
  ],
  [
    "POST /books?on_conflict=id&columns=%22id%22%2C%22title%22&select=*",
    200,
    "*/*",
    { ...json, prefer: "resolution=merge-duplicates, return=representation" },
    [{ id: 1, title: "x" }]
  ],
  ["PATCH /books?id=eq.1", 204, "0-0/*", json, { title: "y" }],
  [
    "PATCH /books?id=eq.1",
    204,
    "0-0/1",
    { ...json, prefer: "count=exact, handling=strict, max-affected=1" },
    { title: "z" }
  ],
  ["DELETE /books?id=eq.3&select=*", 200, "*/1", { ...json, prefer: "count=exact, return=representation" }],
  ["GET /books?select=*&id=eq.1", 200, "0-0/*", object],
  ["GET /books?select=*", 200, "0-3/*", { accept: "text/csv" }],
  ["GET /books?select=*", 200, "0-3/*", { accept: "application/vnd.pgrst.array+json;nulls=stripped" }],
  ["GET /books?select=*&or=(id.eq.1,pages.gt.2)", 200, "0-0/*"],
  [
    "GET /authors?select=name,books(title)&books.or=(id.eq.1,pages.gt.2)&books.order=title.asc&books.limit=1",
    200,
    "0-1/*"
  ],
  ["GET /books?select=*&title=in.%281%2C%22x%2Cy%22%2Cz%22q%29", 200, "*/*"],
  ["GET /books?select=*&genres=cs.%7Ba%2Cb+c%7D", 200, "*/*"],
  ["GET /books?select=*&meta=cs.%7B%22a%22%3A1%7D", 200, "*/*"],
  ["GET /books?select=id&title=like%28any%29.%7Bz*%2Cy*%7D", 200, "0-1/*"],
  ["GET /books?select=title&title=eq.z", 200, "0-0/*", { prefer: "return=representation" }]
]

const raDataPostgrest: ReadonlyArray<Call> = [
  [
    "GET /books?offset=0&limit=25&title%5B0%5D=ilike.*foo*&title%5B1%5D=ilike.*bar*&id=gt.0&or=(id.lt.100%2Cpages.gt.2)&order=title.desc.nullslast&select=id%2Ctitle%2Cauthor(*)",
    200,
    "0-0/1",
    counted
  ],
  ["GET /books?id=eq.1", 200, "0-0/*", object],
  ["GET /labels?and=(book_id.eq.1,tag_id.eq.1)", 406, null, object],
  ["GET /books?id=in.(1,2,3)", 200, "0-2/*"],
  ["GET /labels?or=(and(book_id.eq.1,tag_id.eq.1),and(book_id.eq.2,tag_id.eq.2))", 200, "*/*"],
  ["GET /books?author_id=eq.7&order=id.asc&offset=0&limit=10", 200, "*/0", counted],
  ["POST /books", 201, "*/*", { ...json, ...object, ...array }, { title: "n" }],
  ["PATCH /books?id=eq.1", 200, "0-0/*", { ...json, ...object, ...array }, { title: "m" }],
  ["PATCH /books?id=in.(1,2)", 200, "0-1/*", { ...json, ...array }, { lent: true }],
  ["DELETE /books?id=in.(2,3)", 200, "*/*", { ...json, ...array }],
  ["DELETE /books?id=eq.1", 200, "*/*", { ...json, ...object, ...array }]
]

const refine: ReadonlyArray<Call> = [
  ["GET /books?select=*&offset=0&limit=10&order=id.asc", 200, "0-2/3", { prefer: "count=exact" }],
  ["GET /books?select=*&title=ilike.%25foo%25", 200, "0-0/1", counted],
  ["GET /books?select=*&id=eq.1", 200, "0-0/*"],
  ["GET /books?select=*&id=in.%281%2C2%29", 200, "0-1/*"],
  ["POST /books?select=*", 201, "*/*", { ...json, ...array }, { title: "r" }],
  ["PATCH /books?id=eq.1&select=*", 200, "0-0/*", { ...json, ...array }, { title: "s" }],
  ["DELETE /books?id=eq.2", 204, "*/*", json]
]

const clients: ReadonlyArray<readonly [name: string, calls: ReadonlyArray<Call>]> = [
  ["postgrest-js", postgrestJs],
  ["ra-data-postgrest", raDataPostgrest],
  ["refine", refine]
]

describe.each(clients)("%s is answered", (_, calls) => {
  let ask: Ask
  beforeAll(async () => {
    ask = asking()
    await ask("POST /authors", { body: [{ name: "A" }, { name: "B" }] })
    const body = [
      ["foo bar", "1", 1],
      ["b", "2", 1],
      ["c", "3", 2]
    ].map((row) => Object.fromEntries(books.split(",").map((name, at) => [name, row[at]])))
    await ask("POST /books", { body })
  })

  // In turn: each finds what those before have left.
  for (const [line, status, range, headers = {}, body] of calls)
    test(line, async () => {
      const told = await ask(line, { headers, body })
      assert.strictEqual(told.status, status, String(told.body))
      assert.strictEqual(told.header("content-range"), range)
    })
})
