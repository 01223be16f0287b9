import { Projection, type Query, Rows, type Values } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { pageLinks } from "../../src/response/pageLinks.ts"
import { Books, column } from "../samples.ts"

const rows: ReadonlyArray<Values> = ["a", "b"].map((title) => ({ uid: `u${title}`, title }))
const found = (count: number, facts: Partial<Pick<Rows.Paged, "more" | "place">> = {}): Rows.Found => {
  const shown = rows.slice(0, count)
  const place = (at: number) =>
    shown.slice(at, at + 1).flatMap(({ title, uid }) => [title ?? null, uid ?? null])
  return Rows.found(
    Rows.fromValues(Projection.whole(Books), shown, (row) => Rows.keyOf(Books, row)),
    null,
    { place, ...facts }
  )
}
const query = (page: Query.Page): Query.Query => ({
  filter: { _tag: "Constant", value: true },
  order: [{ column: column("title"), of: null, direction: "asc", nulls: "last" }],
  page,
  projection: Projection.whole(Books),
  count: null,
  fingerprint: "abc"
})
const pairs = [
  ["title", "gt.a b&c"],
  ["offset", "7"],
  ["cursor", "old"]
] as const
const linksOf = (rows: Rows.Found, page: Query.Page) => {
  const text = pageLinks(rows, query(page), Books, { address: "/v1/books", pairs })
  return (text ?? "").split(", ").map((link) => {
    const [, address = "", rel] = /^<(.*)>; rel="(.*)"$/u.exec(link) ?? []
    const word = address.slice("/v1/books?title=gt.a%20b%26c&".length)
    const cursor = /^cursor=(.*)$/u.exec(word)?.[1]
    return [rel, cursor === undefined ? word : Buffer.from(cursor, "base64url").toString()]
  })
}
const first = ["first", "offset=0"]
const place = ["x", "ux"]

describe("pageLinks", () => {
  it("leads on from the last record and back from the first, and keeps all that was asked beside", () => {
    const page: Query.Page = { _tag: "Offset", limit: 2, offset: 4 }
    assert.deepStrictEqual(linksOf(found(2, { more: true }), page), [
      first,
      ["prev", '<abc ["a","ua"]'],
      ["next", '>abc ["b","ub"]']
    ])
  })

  it("leads on as of the moment that a header asked for, or that is the later one of two", () => {
    const at = "2026-11-25T08:30:00Z"
    const page: Query.Page = { _tag: "Offset", limit: 2, offset: 4 }
    const then = { at, snapshot: "7:7:" }
    const asked = "as_of=2026-11-25T08%3A30%3A00Z&"
    const first = ["first", `${asked}offset=0`]
    const cursor = (links: ReadonlyArray<ReadonlyArray<string | undefined>>) =>
      links.map(([rel, word = ""]) => [rel, /^(.*)cursor=/u.exec(word)?.[1] ?? word])
    const read = { ...found(2, { more: true }), past: then }
    assert.deepStrictEqual(cursor(linksOf(read, page)), [first, ["prev", asked], ["next", asked]])
    const since = "2026-11-24T08:30:00Z"
    assert.deepStrictEqual(linksOf({ ...read, past: { ...then, since } }, page), [
      first,
      ["prev", `<abc ${since}/${at} 7:7: ["a","ua"]`],
      ["next", `>abc ${since}/${at} 7:7: ["b","ub"]`]
    ])
    const hooked = { ...found(2, { more: true, place: () => [] }), past: { ...then, since } }
    assert.deepStrictEqual(linksOf(hooked, page), [
      first,
      ["prev", `${asked}offset=2`],
      ["next", `${asked}offset=6`]
    ])
  })

  it("leads nowhere from the only page", () =>
    assert.isNull(
      pageLinks(found(2), query({ _tag: "Offset", limit: 2, offset: 0 }), Books, { address: "", pairs })
    ))

  it("leads back from every page behind a place, and on from every page before one", () => {
    assert.deepStrictEqual(linksOf(found(2), { _tag: "After", limit: 2, place }), [
      first,
      ["prev", '<abc ["a","ua"]']
    ])
    assert.deepStrictEqual(linksOf(found(2), { _tag: "Before", limit: 2, place }), [
      ["next", '>abc ["b","ub"]']
    ])
    assert.deepStrictEqual(linksOf(found(2, { more: true }), { _tag: "Before", limit: 2, place }), [
      first,
      ["prev", '<abc ["a","ua"]'],
      ["next", '>abc ["b","ub"]']
    ])
  })

  it("stays where it was at an empty page behind a place", () => {
    assert.deepStrictEqual(linksOf(found(0), { _tag: "After", limit: 2, place }), [
      first,
      ["prev", '<abc ["x","ux"]']
    ])
    assert.deepStrictEqual(linksOf(found(0), { _tag: "Before", limit: 2, place }), [
      ["next", '>abc ["x","ux"]']
    ])
  })

  it("counts where no place is told, and where a place is too long for an address", () => {
    const page: Query.Page = { _tag: "Offset", limit: 2, offset: 1 }
    const untold = found(2, { more: true, place: () => [] })
    assert.deepStrictEqual(linksOf(untold, page), [first, ["prev", "offset=0"], ["next", "offset=3"]])
    const long = found(2, { more: true, place: () => ["x".repeat(5000), "u"] })
    assert.deepStrictEqual(linksOf(long, page), [first, ["prev", "offset=0"], ["next", "offset=3"]])
    assert.isNull(
      pageLinks(found(2, { place: () => [] }), query({ _tag: "Before", limit: 2, place }), Books, {
        address: "",
        pairs
      })
    )
  })
})
