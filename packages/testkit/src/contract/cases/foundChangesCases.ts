/** Contract: which changes a history finds, what it tells of each, and its pages. */
import { assert } from "@effect/vitest"
import { type Predicate, type Query, type QuerySyntax, Resource, type Rows } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, histories, history, remove, replace, update } from "../asking/ask.ts"
import { bob, inGroups } from "../asking/by.ts"
import { atMillis, type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { title } from "../asking/lending.ts"
import { textAt, where } from "../asking/resolved.ts"
import { refused, shown } from "../asking/shown.ts"
import { Diaries, Memos, Parts, Samples } from "../declared/resources.ts"

const only = (...filters: ReadonlyArray<QuerySyntax.FilterSyntax>): ReadonlyArray<QuerySyntax.Filtering> =>
  filters.map((filter) => ({ parameter: "filter", filter }))

/** What is asked of a part's history, and which versions tell of it. */
const versionsOf = (uid: string, asked: Parameters<typeof history>[2]) =>
  Effect.map(history(Parts, uid, asked), (rows) => column(rows, "version").map(Number))

/** A part that ann made and named anew, bob priced, and both deleted and made again. */
const lived = Effect.gen(function* () {
  const uid = yield* fresh
  yield* replace(Parts, uid, { name: "a", place: 1, note: "x" }).pipe(atMillis(1000))
  yield* update(Parts, uid, { name: "b" }).pipe(atMillis(2000))
  yield* update(Parts, uid, { place: 2 }, { caller: bob }).pipe(atMillis(3000))
  yield* update(Parts, uid, { place: null, name: "c" }, { caller: bob }).pipe(atMillis(4000))
  yield* remove(Parts, uid).pipe(atMillis(5000))
  yield* replace(Parts, uid, { name: "c", place: 9, note: "x" }).pipe(atMillis(6000))
  return uid
})

const diffs = (rows: { readonly json: () => string }): ReadonlyArray<unknown> =>
  JSON.parse(`[${rows.json()}]`).map(({ diff }: { readonly diff: unknown }) => diff)

export const foundChangesCases = (it: Cases): void => {
  it.effect("finds changes by who made them, what was done, when, and under which request", () =>
    Effect.gen(function* () {
      const uid = yield* lived
      const found = (...filters: ReadonlyArray<QuerySyntax.FilterSyntax>) =>
        versionsOf(uid, { filters: only(...filters) })
      assert.deepStrictEqual(yield* found(where("actor", "eq", "bob")), [4, 3])
      assert.deepStrictEqual(yield* found(where("actor", "eq", "bob", true)), [6, 5, 2, 1])
      assert.deepStrictEqual(yield* found(where("operation", "eq", "delete")), [5])
      assert.deepStrictEqual(
        yield* found(
          where("at", "gte", "1970-01-01T00:00:02Z"),
          where("at", "lt", "1970-01-01T01:00:04+01:00")
        ),
        [3, 2]
      )
      assert.deepStrictEqual(yield* found(where("version", "gt", "4")), [6, 5])
      assert.deepStrictEqual(yield* found(where("request_id", "eq", "bob's")), [4, 3])
      assert.deepStrictEqual(yield* found(where("via", "is", "null"), where("version", "lte", "2")), [2, 1])
    })
  )

  it.effect("finds changes by the fields that they changed, and by what those were before", () =>
    Effect.gen(function* () {
      const uid = yield* lived
      assert.deepStrictEqual(yield* versionsOf(uid, { changed: ["name"] }), [6, 5, 4, 2, 1])
      assert.deepStrictEqual(yield* versionsOf(uid, { changed: ["place"] }), [6, 4, 3, 1])
      assert.deepStrictEqual(yield* versionsOf(uid, { changed: ["maker"] }), [])
      assert.deepStrictEqual(yield* versionsOf(uid, { changed: ["maker", "note"] }), [6, 5, 1])
      const was = (...filters: ReadonlyArray<QuerySyntax.FilterSyntax>) => ({ was: only(...filters) })
      assert.deepStrictEqual(yield* versionsOf(uid, was(where("place", "eq", "1"))), [3, 2])
      assert.deepStrictEqual(yield* versionsOf(uid, was(where("place", "is", "null"))), [5])
      assert.deepStrictEqual(yield* versionsOf(uid, was(where("name", "eq", "c"))), [5])
      const both = { ...was(where("place", "gte", "1")), changed: ["place"] }
      assert.deepStrictEqual(yield* versionsOf(uid, both), [4, 3])
    })
  )

  it.effect("finds changes of what the record held before or after", () =>
    Effect.gen(function* () {
      const uid = yield* lived
      const held = (name: string, value: string | number): Predicate.Predicate => ({
        _tag: "Compare",
        column: Resource.columnOf(Parts, name),
        operator: "eq",
        value
      })
      assert.deepStrictEqual(yield* versionsOf(uid, { held: held("place", 2) }), [4, 3])
      assert.deepStrictEqual(yield* versionsOf(uid, { held: held("name", "c") }), [6, 5, 4])
      assert.deepStrictEqual(yield* versionsOf(uid, { held: held("place", 3) }), [])
    })
  )

  it.effect("reads what a field of any kind was as the value that it had", () =>
    Effect.gen(function* () {
      const doc = { a: "x", n: [1, 2.5] }
      const values = {
        label: "é😀",
        truth: true,
        small: 7,
        big: 9_007_199_254_740_993n,
        exact: "1.5",
        real: 0.1,
        day: "2024-02-29",
        moment: "2026-11-25T03:53:58.1Z",
        link: yield* fresh,
        mood: "high",
        shape: "flat",
        doc,
        tiny: 3,
        object: 4_000_000_000,
        loose: "1.25",
        approx: 0.5,
        hour: "08:30:00",
        zoned_hour: "08:30:00+01",
        stamp: "2026-11-25T03:53:58Z",
        wall: "2026-11-25T03:53:58",
        span: "P1DT2H",
        flags: "1010",
        bits: "101",
        short: "abc",
        padded: "ab",
        address: "10.0.0.1",
        network: "10.0.0.0/8",
        card: "08:00:2b:01:02:03",
        long_card: "08:00:2b:ff:fe:01:02:03",
        seats: "[1,5)",
        prices: "[1.5,2.5)",
        period: '["2026-11-25 03:53:58+00",)',
        lsn: "0/16B3748"
      }
      const uid = uidOf(yield* create(Samples, values))
      yield* update(Samples, uid, { label: "other" })
      for (const [name, value] of Object.entries(values)) {
        const text = typeof value === "object" ? JSON.stringify(value) : String(value)
        const rows = yield* history(Samples, uid, { was: only(where(name, "eq", text)) })
        assert.deepStrictEqual(column(rows, "version"), [2n], name)
        const other = yield* history(Samples, uid, { was: only(where(name, "is", "null")) })
        assert.strictEqual(other.count, 0, name)
      }
      const inside = yield* history(Samples, uid, { was: only(where(textAt("doc", "a"), "eq", "x")) })
      assert.strictEqual(inside.count, 1)
    })
  )

  it.effect("tells which fields a change changed, each from what to what", () =>
    Effect.gen(function* () {
      const uid = yield* lived
      const rows = yield* history(Parts, uid, { select: ["version", "diff"] })
      const came = {
        grade: { from: null, to: 3 },
        rank: { from: null, to: 7 },
        counted: { from: null, to: 0 }
      }
      const batch = { from: null, to: "" }
      const whole = (place: number, name: string) => ({
        batch,
        name: { from: null, to: name },
        place: { from: null, to: place },
        note: { from: null, to: "x" },
        ...came
      })
      const told = diffs(rows)
      assert.deepStrictEqual(told[0], whole(9, "c"))
      assert.deepInclude(Object(told[1]), { name: { from: "c", to: null }, note: { from: "x", to: null } })
      assert.notProperty(told[1], "place")
      assert.deepStrictEqual(told.slice(2), [
        { name: { from: "b", to: "c" }, place: { from: 2, to: null } },
        { place: { from: 1, to: 2 } },
        { name: { from: "a", to: "b" } },
        whole(1, "a")
      ])
      assert.match(rows.json(), /^\{"version":6,"diff":\{"batch":/u)
    })
  )

  it.effect("tells a diff of the fields alone that are asked for, and images of them", () =>
    Effect.gen(function* () {
      const uid = yield* lived
      const rows = yield* history(Parts, uid, {
        select: ["after", "diff"],
        fields: ["name", "place"]
      })
      const told: ReadonlyArray<{ readonly after: unknown; readonly diff: object }> = JSON.parse(
        `[${rows.json()}]`
      )
      assert.deepStrictEqual(
        told.map(({ after }) => after),
        [
          { name: "c", place: 9 },
          null,
          { name: "c", place: null },
          { name: "b", place: 2 },
          { name: "b", place: 1 },
          { name: "a", place: 1 }
        ]
      )
      assert.deepStrictEqual(Object.keys(told[0]?.diff ?? {}), ["name", "place"])
      assert.deepStrictEqual(column(rows, "after")[0], { name: "c", place: 9 })
    })
  )

  it.effect("pages a history by places, forwards and backwards, under any filter", () =>
    Effect.gen(function* () {
      const uid = yield* lived
      const walked = Effect.fnUntraced(function* (filters: ReadonlyArray<QuerySyntax.Filtering>) {
        const pages: Array<ReadonlyArray<number>> = []
        let page: Query.Page = { _tag: "Offset", limit: 2, offset: 0 }
        for (;;) {
          const rows: Rows.Changes = yield* history(Parts, uid, { page, filters })
          pages.push(column(rows, "version").map(Number))
          if (!rows.more) break
          page = { _tag: "After", limit: 2, place: rows.place(rows.count - 1) }
        }
        return pages
      })
      assert.deepStrictEqual(yield* walked([]), [
        [6, 5],
        [4, 3],
        [2, 1]
      ])
      assert.deepStrictEqual(yield* walked(only(where("actor", "eq", "ann"))), [
        [6, 5],
        [2, 1]
      ])
      const back = yield* history(Parts, uid, { page: { _tag: "Before", limit: 2, place: [2n] } })
      assert.deepStrictEqual(column(back, "version"), [4n, 3n])
      assert.isTrue(back.more)
      const first = yield* history(Parts, uid, { page: { _tag: "Before", limit: 3, place: [4n] } })
      assert.deepStrictEqual([column(first, "version"), first.more], [[6n, 5n], false])
    })
  )

  it.effect("tells nothing, by a filter or a diff, of what was out of sight before", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const rita = { caller: inGroups("rita", "readers", "editors") }
      yield* replace(Diaries, uid, { entry: "secret" }, rita)
      yield* remove(Diaries, uid, rita)
      yield* replace(Diaries, uid, { entry: "mine" }, { caller: inGroups("bob", "readers") })
      yield* update(Diaries, uid, { entry: "mine too" }, { caller: bob })
      const asked = (by: Parameters<typeof history>[2]) =>
        Effect.map(history(Diaries, uid, { caller: bob, ...by }), (rows) => column(rows, "version"))
      assert.deepStrictEqual(yield* asked({}), [4n, 3n])
      assert.deepStrictEqual(yield* asked({ was: only(where("entry", "eq", "secret")) }), [])
      assert.deepStrictEqual(yield* asked({ was: only(where("entry", "eq", "mine")) }), [4n])
      assert.deepStrictEqual(yield* asked({ changed: ["entry"] }), [4n, 3n])
      const rows = yield* history(Diaries, uid, { caller: bob, select: ["diff"] })
      assert.deepInclude(Object(diffs(rows)[1]), { entry: { from: null, to: "mine" } })
      assert.notInclude(rows.json(), "secret")
    })
  )

  it.effect("finds the changes of all records whose history their caller may read, the newest first", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const [mine, gone, others] = [yield* fresh, yield* fresh, yield* fresh]
      const ann = { caller: inGroups("ann", "editors") }
      const found = where("entry", "is", "null", true)
      yield* replace(Diaries, mine, { batch, entry: "a" }, ann).pipe(atMillis(1000))
      yield* replace(Diaries, others, { batch, entry: "b" }, { caller: bob }).pipe(atMillis(2000))
      yield* replace(Diaries, gone, { batch, entry: "c" }, ann).pipe(atMillis(3000))
      yield* update(Diaries, mine, { entry: "d" }, ann).pipe(atMillis(4000))
      yield* remove(Diaries, gone, ann).pipe(atMillis(5000))
      const held: Predicate.Predicate = {
        _tag: "Compare",
        column: Resource.columnOf(Diaries, "batch"),
        operator: "eq",
        value: batch
      }
      const asked = Effect.fnUntraced(function* (by: Parameters<typeof histories>[1]) {
        const rows = yield* histories(Diaries, { held, ...by })
        return rows.values().map(({ at, uid, version }) => [Number(at.slice(17, 19)), uid, Number(version)])
      })
      const told = [
        [5, gone, 2],
        [4, mine, 2],
        [3, gone, 1],
        [1, mine, 1]
      ]
      assert.deepStrictEqual(yield* asked(ann), told)
      assert.deepStrictEqual(yield* asked({ caller: bob }), [[2, others, 1]])
      const auditor = { caller: inGroups("otto", "readers", "auditors") }
      assert.strictEqual((yield* asked(auditor)).length, 5)
      assert.deepStrictEqual(yield* asked({ caller: inGroups("otto", "auditors") }), [])
      assert.deepStrictEqual(yield* asked({ caller: inGroups("rita", "readers") }), [])
      const at = yield* histories(Diaries, { held, ...ann, limit: 2 })
      const page = { _tag: "After", limit: 2, place: at.place(1) } as const
      assert.isTrue(at.more)
      assert.deepStrictEqual(yield* asked({ ...ann, page }), told.slice(2))
      const back = { _tag: "Before", limit: 1, place: ["1970-01-01T00:00:03Z", gone, 1n] } as const
      assert.deepStrictEqual(yield* asked({ ...ann, page: back }), told.slice(1, 2))
      assert.deepStrictEqual(yield* asked({ ...ann, was: only(found) }), told.slice(0, 2))
    })
  )

  it.effect(
    "tells a diff of what a hook shows, and has no history of what it keeps back under any filter",
    () =>
      Effect.gen(function* () {
        const uid = uidOf(yield* create(Memos, { batch: yield* title, text: "a" }))
        yield* update(Memos, uid, { text: "b" })
        const rows = yield* shown.history(Memos, uid, { select: ["diff"] })
        assert.deepInclude(Object(diffs(rows)[0]), { text: { from: "A", to: "B" } })
        const kept = uidOf(yield* create(Memos, { batch: yield* title, text: "kept" }))
        const none = { filters: only(where("version", "gt", "9")) }
        assert.strictEqual((yield* shown.history(Memos, uid, none)).count, 0)
        assert.strictEqual((yield* refusal(shown.history(Memos, kept, none)))["_tag"], "RecordNotFound")
        assert.deepStrictEqual(one(yield* history(Memos, kept, { select: ["version"] }))["version"], 1n)
        yield* update(Memos, uid, { text: "refused" })
        assert.deepStrictEqual(yield* refusal(shown.history(Memos, uid, { select: ["diff"] })), refused)
      })
  )
}
