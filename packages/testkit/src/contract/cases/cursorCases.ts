/** Contract: pages that begin at a place in the order: whole, in turn, in both directions, whatever comes and goes. */
import { assert } from "@effect/vitest"
import { Predicate, type Query, type Rows, type Values } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, list, remove } from "../asking/ask.ts"
import { ann } from "../asking/by.ts"
import { type Cases, column, fresh, uidOf } from "../asking/cases.ts"
import { type AskedQuery, by, meant, textAt, where } from "../asking/resolved.ts"
import { Folders, Papers, Parts, Samples } from "../declared/resources.ts"

type Place = Query.PlacePage["place"]

/** The labels of every page of two, from one end to the other, and how many pages there were. */
const walked = Effect.fnUntraced(function* (asked: AskedQuery, from: "After" | "Before") {
  const query = yield* meant(Samples, asked)
  const whole = yield* list(Samples, query)
  const labels: Array<unknown> = []
  let place: Place | null = from === "After" ? null : whole.place(whole.count - 1)
  let pages = 0
  do {
    const page: Query.Page =
      place === null ? { _tag: "Offset", limit: 2, offset: 0 } : { _tag: from, limit: 2, place }
    const rows = yield* list(Samples, { ...query, page })
    const told = column(rows, "label")
    if (from === "After") labels.push(...told)
    else labels.splice(0, 0, ...told)
    const all = from === "After" ? whole.count : whole.count - 1
    assert.strictEqual(rows.more, labels.length < all, `${labels.join()} of ${column(whole, "label").join()}`)
    place = rows.more ? rows.place(from === "After" ? rows.count - 1 : 0) : null
    pages++
  } while (place !== null)
  return { labels, pages, whole: [...column(whole, "label")] }
})

/** Nine samples with ties and nulls in every column. */
const nine = Effect.gen(function* () {
  const batch = yield* fresh
  for (let n = 0; n < 9; n++)
    yield* create(Samples, {
      batch,
      label: `l${n}`,
      small: n % 4 === 3 ? null : n % 4,
      exact: n % 3 === 2 ? null : "1.50",
      mood: n % 5 === 4 ? null : n % 2 === 0 ? "low" : "high",
      moment: n < 4 ? null : "2026-11-27T08:30:00.123456Z",
      doc: n % 3 === 0 ? null : { rank: n % 2, name: `n${n % 2}` }
    })
  return batch
})

const orders: ReadonlyArray<readonly [string, ReadonlyArray<ReturnType<typeof by>>]> = [
  ["nothing", []],
  ["a column", [by("label")]],
  ["a column downwards", [by("label.desc")]],
  ["a column with nulls last", [by("small")]],
  ["the same with nulls first", [by("small.asc.first")]],
  ["the same downwards", [by("small.desc")]],
  ["the same downwards with nulls last", [by("small.desc.last")]],
  ["columns of one direction", [by("small"), by("exact"), by("mood")]],
  ["columns of both directions", [by("small.desc.last"), by("mood"), by("moment.desc")]],
  ["an instant, and the uid the other way", [by("moment.desc"), by("uid")]],
  ["what stands inside of JSON", [{ ...by("doc"), field: textAt("doc", "name") }, by("small.desc")]]
]

export const cursorCases = (it: Cases): void => {
  it.effect("reads a list page by page, forwards and backwards, in any order", () =>
    Effect.gen(function* () {
      const filters = [where("batch", "eq", yield* nine)]
      for (const [what, order] of orders) {
        const forwards = yield* walked({ filters, order }, "After")
        assert.deepStrictEqual(forwards.labels, forwards.whole, what)
        assert.strictEqual(forwards.pages, 5, what)
        const backwards = yield* walked({ filters, order }, "Before")
        assert.deepStrictEqual(backwards.labels, backwards.whole.slice(0, -1), `${what}, backwards`)
        assert.strictEqual(backwards.pages, 4, what)
      }
    })
  )

  it.effect(
    "goes on where a page ended, though its last record has gone and others have come before it",
    () =>
      Effect.gen(function* () {
        const batch = yield* fresh
        const make = (label: string) => Effect.map(create(Samples, { batch, label }), uidOf)
        for (const label of ["a", "c", "e", "g"]) yield* make(label)
        const query = yield* meant(Samples, { filters: [where("batch", "eq", batch)], order: [by("label")] })
        const page = yield* list(Samples, { ...query, page: { _tag: "Offset", limit: 2, offset: 0 } })
        const place = page.place(1)
        yield* make("b")
        yield* make("d")
        yield* remove(Samples, page.keys()[1]?.uid ?? "")
        const after = yield* list(Samples, { ...query, page: { _tag: "After", limit: 2, place } })
        assert.deepStrictEqual(column(after, "label"), ["d", "e"])
        assert.isTrue(after.more)
        const before = yield* list(Samples, { ...query, page: { _tag: "Before", limit: 2, place } })
        assert.deepStrictEqual([column(before, "label"), before.more], [["a", "b"], false])
      })
  )

  it.effect("counts all that a filter finds beside a page from a place", () =>
    Effect.gen(function* () {
      const filters = [where("batch", "eq", yield* nine)]
      for (const order of [[by("label")], [by("small.desc.last"), by("mood")]]) {
        const query = yield* meant(Samples, { filters, order, count: "exact" })
        const place = (yield* list(Samples, query)).place(4)
        for (const _tag of ["After", "Before"] as const) {
          const page = yield* list(Samples, { ...query, page: { _tag, limit: 3, place } })
          assert.deepStrictEqual([page.count, page.total], [3, 9])
        }
        const last = (yield* list(Samples, query)).place(8)
        const beyond = yield* list(Samples, { ...query, page: { _tag: "After", limit: 3, place: last } })
        assert.deepStrictEqual([beyond.count, beyond.total, beyond.more], [0, 9, false])
      }
    })
  )

  it.effect("stands in the order of a related record's field, of those in sight", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const folder = (name: string, caller = ann) =>
        Effect.map(create(Folders, { batch, name }, { caller }), uidOf)
      const [a, b] = [yield* folder("a"), yield* folder("b")]
      for (const [text, folder_uid] of [
        ["1", b],
        ["2", a],
        ["3", null],
        ["4", b]
      ] as const)
        yield* create(Papers, { batch, text, folder_uid })
      const query = yield* meant(Papers, {
        filters: [where("batch", "eq", batch)],
        order: [by("name.desc.last", "folder"), by("text")]
      })
      const texts: Array<Values[string] | undefined> = []
      let place: Place | null = null
      do {
        const page: Query.Page =
          place === null ? { _tag: "Offset", limit: 1, offset: 0 } : { _tag: "After", limit: 1, place }
        const rows: Rows.Found = yield* list(Papers, { ...query, page })
        texts.push(...column(rows, "text"))
        place = rows.more ? rows.place(0) : null
      } while (place !== null)
      assert.deepStrictEqual(texts, ["1", "4", "2", "3"])
    })
  )

  it.effect("finds nothing before the first and behind the last, and never what a rule hides", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      yield* create(Parts, { batch, name: "x" })
      const query = yield* meant(Parts, { filters: [where("batch", "eq", batch)] })
      const place = (yield* list(Parts, query)).place(0)
      for (const _tag of ["After", "Before"] as const) {
        const page = yield* list(Parts, { ...query, page: { _tag, limit: 5, place } })
        assert.deepStrictEqual([page.count, page.more], [0, false])
        const none = yield* list(Parts, {
          ...query,
          filter: Predicate.never,
          page: { _tag, limit: 5, place }
        })
        assert.strictEqual(none.count, 0)
      }
    })
  )
}
