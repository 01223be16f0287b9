// @effect-diagnostics asyncFunction:off
/** Collections: related records, pages and their links, parts by Range, counts, and queries that a body holds. */
import { assert, describe, test } from "vitest"
import { ann, bob, type Call, expectStatus, problem, type Wire, wire } from "./wire.ts"

type Caller = NonNullable<Call["as"]>

const form = { "content-type": "application/x-www-form-urlencoded" }

/** Five novels by title, of which the first two have chapters. */
const shelf = async (): Promise<Wire> => {
  const made = wire()
  const titles = ["Ada", "Emma", "Ivan", "Odyssey", "Ulysses"].map((title, at) => ({ title, pages: at % 2 }))
  const { json } = expectStatus(await made.ask("POST", "/novels", { body: titles }), 201)
  const [ada, emma] = [json[0].uid, json[1].uid]
  const ofAnn = [
    { novel_uid: ada, number: 1 },
    { novel_uid: emma, number: 1, text: "…" }
  ]
  expectStatus(await made.ask("POST", "/chapters", { body: ofAnn, as: ann }), 201)
  expectStatus(await made.ask("POST", "/chapters", { body: { novel_uid: ada, number: 2 }, as: bob }), 201)
  return made
}
const reader = { sub: "kit", groups: ["readers"] }
const titlesOf = (json: ReadonlyArray<{ readonly title: string }>) => json.map(({ title }) => title)
/** The target of a link of the header Link. */
const linkOf = (header: string | null, rel: string) =>
  new RegExp(`<([^>]*)>; rel="${rel}"`, "u").exec(header ?? "")?.[1] ?? null

describe("records of relations", () => {
  test("are shown beside each record, each under its own rule", async () => {
    const { ask } = await shelf()
    const path = "/novels?select=title,chapters(number)&chapters.order=number.desc&limit=2&order=title"
    const chapters = async (as: Caller) =>
      expectStatus(await ask("GET", path, { as }), 200).json.map(
        ({ chapters }: { readonly chapters: ReadonlyArray<{ readonly number: number }> }) =>
          chapters.map(({ number }) => number)
      )
    assert.deepStrictEqual(await chapters(reader), [[2, 1], [1]])
    assert.deepStrictEqual(await chapters(ann), [[1], [1]])
    assert.deepStrictEqual(await chapters(bob), [[2], []])
    problem(await ask("GET", path), 401)
  })

  test("lead back, and may be spread", async () => {
    const { ask } = await shelf()
    const back = "/chapters?select=number,...novel!inner(title)&novel.title=eq.Ada&order=number"
    assert.deepStrictEqual(expectStatus(await ask("GET", back, { as: reader }), 200).json, [
      { number: 1, title: "Ada" },
      { number: 2, title: "Ada" }
    ])
  })

  test("narrow the list by !inner, and are found of one record too", async () => {
    const { ask } = await shelf()
    const found = await ask("GET", "/novels?select=uid,title,chapters!inner(text)&chapters.text=eq.…", {
      as: reader
    })
    assert.deepStrictEqual(titlesOf(found.json), ["Emma"])
    const one = await ask("GET", `/novels/${found.json[0].uid}?select=title,chapters(novel(title))`, {
      as: reader
    })
    assert.deepStrictEqual(expectStatus(one, 200).json, {
      title: "Emma",
      chapters: [{ novel: { title: "Emma" } }]
    })
  })

  test("are named by relations that there are", async () => {
    const { ask } = await shelf()
    const { errors } = problem(await ask("GET", "/novels?select=title,author(name)"), 400, "query-invalid")
    assert.deepInclude(errors[0], { parameter: "select" })
  })
})

describe("pages", () => {
  test("lead forth and back by links that hold the whole query", async () => {
    const { ask } = await shelf()
    const first = await ask("GET", "/novels?select=title&order=pages.desc,title&limit=2")
    assert.deepStrictEqual(titlesOf(first.json), ["Emma", "Odyssey"])
    assert.isNull(linkOf(first.header("link"), "prev"))
    const second = await ask("GET", linkOf(first.header("link"), "next") ?? "")
    assert.deepStrictEqual(titlesOf(second.json), ["Ada", "Ivan"])
    const third = await ask("GET", linkOf(second.header("link"), "next") ?? "")
    assert.deepStrictEqual(titlesOf(third.json), ["Ulysses"])
    assert.isNull(linkOf(third.header("link"), "next"))
    const back = await ask("GET", linkOf(third.header("link"), "prev") ?? "")
    assert.deepStrictEqual(titlesOf(back.json), ["Ada", "Ivan"])
    const start = await ask("GET", linkOf(back.header("link"), "first") ?? "")
    assert.deepStrictEqual(titlesOf(start.json), ["Emma", "Odyssey"])
  })

  test("stay where they are when records come and go", async () => {
    const { ask } = await shelf()
    const first = await ask("GET", "/novels?order=title&limit=2")
    const last = await ask("GET", "/novels?title=eq.Ivan")
    expectStatus(await ask("DELETE", `/novels/${last.json[0].uid}`), 204)
    const more = [
      { title: "Aaron", pages: 1 },
      { title: "Fanny", pages: 1 }
    ]
    expectStatus(await ask("POST", "/novels", { body: more }), 201)
    const second = await ask("GET", linkOf(first.header("link"), "next") ?? "")
    assert.deepStrictEqual(titlesOf(second.json), ["Fanny", "Odyssey"])
  })

  test("refuse a cursor that is of another query, or made up", async () => {
    const { ask } = await shelf()
    const next = linkOf((await ask("GET", "/novels?order=title&limit=2")).header("link"), "next") ?? ""
    for (const path of [
      next.replace("order=title", "order=pages"),
      `${next}&title=neq.x`,
      "/novels?order=title&cursor=x"
    ]) {
      const { errors } = problem(await ask("GET", path), 400, "query-invalid")
      assert.strictEqual(errors[0].parameter, "cursor", path)
    }
    problem(await ask("GET", `${next}&offset=1`), 400, "query-invalid")
  })

  test("tell the number of all records, as it is asked for", async () => {
    const { ask } = await shelf()
    const range = async (prefer: string) => {
      const { header } = await ask("GET", "/novels?limit=2", { headers: { prefer } })
      return [header("content-range"), header("preference-applied")]
    }
    assert.deepStrictEqual(await range("return=minimal"), ["items 0-1/*", null])
    assert.deepStrictEqual(await range("count=exact"), ["items 0-1/5", "count=exact"])
    assert.deepStrictEqual(await range("count=capped"), ["items 0-1/5", "count=capped"])
  })
})

// The numbers are those of the cases of RFC 9110 §14.
describe("parts of a list", () => {
  const part = async (range: string, method = "GET", path = "/novels?select=title&order=title") => {
    const { ask } = await shelf()
    return ask(method, path, { headers: { range } })
  }

  test("are answered with 206, and vary by the header", async () => {
    const answer = expectStatus(await part("items=0-1"), 206)
    assert.strictEqual(answer.header("content-range"), "items 0-1/5")
    assert.include(answer.header("vary")?.toLowerCase(), "range")
    assert.deepStrictEqual(titlesOf(answer.json), ["Ada", "Emma"])
    assert.deepStrictEqual(titlesOf(expectStatus(await part("items=3-"), 206).json), ["Odyssey", "Ulysses"])
  })

  test("are none behind the end, where an offset finds an empty list", async () => {
    const beyond = await part("items=9-10")
    problem(beyond, 416)
    assert.strictEqual(beyond.header("content-range"), "items */5")
    const { ask } = await shelf()
    assert.strictEqual(expectStatus(await ask("GET", "/novels?offset=9"), 200).body, "[]")
  })

  test("are asked for in items and by GET; other ranges mean nothing", async () => {
    assert.lengthOf(expectStatus(await part("bytes=0-9"), 200).json, 5)
    expectStatus(await part("items=0-1", "HEAD"), 200)
    assert.lengthOf(expectStatus(await part("items=4-1"), 200).json, 5)
  })
})

describe("POST of a query", () => {
  test("finds what the same query finds in an address, in JSON and as a form", async () => {
    const { ask } = await shelf()
    const titles = ["Ada", "Emma", "Ulysses"]
    const body = { select: "title", title: `in.(${titles.join()})`, order: "title.desc", limit: 2 }
    const found = expectStatus(await ask("POST", "/novels/query", { body }), 200)
    assert.deepStrictEqual(titlesOf(found.json), ["Ulysses", "Emma"])
    const text = "select=title&title=in.(Ada,Emma,Ulysses)&order=title.desc&limit=2"
    assert.deepStrictEqual(
      (await ask("POST", "/novels/query", { body: text, headers: form })).json,
      found.json
    )
    assert.strictEqual(found.header("content-range"), "items 0-1/*")
  })

  test("leads to its other pages by its address, with the same body", async () => {
    const { ask } = await shelf()
    const body = { select: "title", order: "title", limit: 2, offset: 1 }
    const first = await ask("POST", "/novels/query", { body })
    assert.deepStrictEqual(titlesOf(first.json), ["Emma", "Ivan"])
    const next = linkOf(first.header("link"), "next") ?? ""
    assert.match(next, /^\/novels\/query\?cursor=[\w-]+$/u)
    assert.deepStrictEqual(titlesOf((await ask("POST", next, { body })).json), ["Odyssey", "Ulysses"])
  })

  test("takes lists that are too long for an address, and says what is wrong in the body", async () => {
    const { ask } = await shelf()
    const many = Array.from({ length: 5000 }, (_, at) => `Book ${at}`)
    const long = { title: `in.("${many.join('","')}","Ada")`, select: "title" }
    assert.deepStrictEqual((await ask("POST", "/novels/query", { body: long })).json, [{ title: "Ada" }])
    const { errors } = problem(await ask("POST", "/novels/query", { body: { nothing: "eq.1" } }), 400)
    assert.deepInclude(errors[0], { parameter: "nothing" })
    problem(await ask("POST", "/novels/query", { body: [1] }), 422)
    problem(
      await ask("POST", "/novels/query", { body: "<a/>", headers: { "content-type": "text/xml" } }),
      415
    )
    problem(await ask("PUT", "/novels/query", { body: {} }), 405)
    assert.strictEqual((await ask("OPTIONS", "/novels/query")).header("allow"), "POST, OPTIONS")
  })

  test("is as hidden as the list", async () => {
    const { ask } = wire()
    expectStatus(await ask("POST", "/diaries", { body: { title: "Mine" }, as: ann }), 201)
    problem(await ask("POST", "/diaries/query", { body: {} }), 401)
    assert.lengthOf((await ask("POST", "/diaries/query", { body: {}, as: ann })).json, 1)
  })
})

describe("select with a write", () => {
  const select = "select=called:title,chapters(number)"

  test("shows of one record what a read would, with the read's own tag where it shows fields alone", async () => {
    const { ask } = wire()
    const path = "/novels?select=title"
    const made = expectStatus(await ask("POST", path, { body: { title: "Emma", pages: 1 } }), 201)
    assert.deepStrictEqual(made.json, { title: "Emma" })
    const one = made.header("location") ?? ""
    assert.strictEqual(made.header("etag"), (await ask("GET", `${one}?select=title`)).header("etag"))
    const body = { pages: 2 }
    const changed = expectStatus(await ask("PATCH", `${one}?select=pages`, { body }), 200)
    assert.deepStrictEqual(changed.json, { pages: 2 })
    assert.strictEqual(changed.header("etag"), (await ask("GET", `${one}?select=pages`)).header("etag"))
    expectStatus(await ask("DELETE", `${one}?select=pages`), 204)
  })

  test("shows what stands beside the records, under its own rules", async () => {
    const { ask } = await shelf()
    const [novel] = (await ask("GET", "/novels?title=eq.Ada")).json
    const body = { novel_uid: novel.uid, number: 3 }
    const path = "/chapters?select=number,novel(title,chapters(number))&novel.chapters.order=number"
    const made = expectStatus(await ask("POST", path, { body, as: ann }), 201)
    assert.deepStrictEqual(made.json, {
      number: 3,
      novel: { title: "Ada", chapters: [{ number: 1 }, { number: 3 }] }
    })
    const renamed = await ask("PATCH", `/novels/${novel.uid}?${select}&chapters.order=number.desc`, {
      body: { title: "Ida" },
      as: reader
    })
    const chapters = [{ number: 3 }, { number: 2 }, { number: 1 }]
    assert.deepStrictEqual(expectStatus(renamed, 200).json, { called: "Ida", chapters })
    problem(await ask("PATCH", `/novels/${novel.uid}?${select}`, { body: { title: "X" } }), 401)
    assert.lengthOf((await ask("GET", "/novels?title=eq.Ida")).json, 1)
  })

  test("shows of many records what it shows of one, and finds none of them", async () => {
    const { ask } = await shelf()
    const moved = await ask("PATCH", `/novels?title=in.(Ada,Emma)&${select}&chapters.order=number`, {
      body: { pages: 7 },
      as: ann
    })
    assert.sameDeepMembers(expectStatus(moved, 200).json, [
      { called: "Ada", chapters: [{ number: 1 }] },
      { called: "Emma", chapters: [{ number: 1 }] }
    ])
    const bodies = ["A", "B"].map((title) => ({ title, pages: 1 }))
    const made = expectStatus(await ask("POST", `/novels?${select}`, { body: bodies, as: ann }), 201)
    assert.deepStrictEqual(made.json, [
      { called: "A", chapters: [] },
      { called: "B", chapters: [] }
    ])
    const gone = await ask("DELETE", "/novels?title=in.(A,B)&select=title&order=title", { as: ann })
    problem(gone, 400, "query-invalid")
    const headers = { prefer: "return=representation" }
    const removed = await ask("DELETE", `/novels?title=in.(A,B)&select=title`, { headers, as: ann })
    assert.deepStrictEqual(titlesOf(expectStatus(removed, 200).json), ["A", "B"])
  })

  test("is judged before anything is written, also where nobody reads the answer", async () => {
    const { ask } = wire()
    const headers = { prefer: "return=minimal" }
    const body = { title: "Emma", pages: 1 }
    const { errors } = problem(await ask("POST", "/novels?select=nothing", { body, headers }), 400)
    assert.deepInclude(errors[0], { parameter: "select" })
    assert.lengthOf((await ask("GET", "/novels")).json, 0)
    expectStatus(await ask("POST", "/novels?select=title", { body, headers }), 201)
  })
})
