/** Contract: records in groups, by what they have in common. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { list, replace } from "../asking/ask.ts"
import { batchOf } from "../asking/batches.ts"
import { type Cases, fresh } from "../asking/cases.ts"
import { count, ofBatch } from "../asking/computed.ts"
import { aggregate, asked, type AskedQuery, by, field, meant, textAt } from "../asking/resolved.ts"
import { Samples } from "../declared/resources.ts"

export const groupCases = (it: Cases): void => {
  it.effect("answers one row for each group, null a value like another, and none for no records", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf(
        { label: "x", small: 2 },
        { label: "x", small: null },
        { label: "y", small: null },
        { label: "x", small: 2 }
      )
      const query = { select: ["small", count, "label"], filters: ofBatch(batch) }
      assert.deepStrictEqual(yield* asked(Samples, query), [
        { small: 2, count: 2, label: "x" },
        { small: null, count: 1, label: "x" },
        { small: null, count: 1, label: "y" }
      ])
      assert.deepStrictEqual(yield* asked(Samples, { ...query, filters: ofBatch(yield* fresh) }), [])
    })
  )

  it.effect("sorts groups by what is asked and by all that they have in common, and cuts pages of them", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf(
        ...[
          ["a", 1],
          ["b", 1],
          ["b", 2],
          ["a", null],
          ["b", 2]
        ].map(([label, small]) => ({ label, small }))
      )
      const told = Effect.fnUntraced(function* (more: AskedQuery) {
        const query = yield* meant(Samples, {
          select: ["label", "small", count],
          filters: ofBatch(batch),
          ...more
        })
        const rows = yield* list(Samples, query)
        const groups = rows.values().map((row) => `${row["label"]}${row["small"]}:${row["count"]}`)
        return { groups, more: rows.more, total: rows.total }
      })
      const all = ["a1:1", "anull:1", "b1:1", "b2:2"]
      assert.deepStrictEqual(yield* told({}), { groups: all, more: false, total: null })
      const down = ["anull:1", "b2:2", "b1:1", "a1:1"]
      assert.deepStrictEqual((yield* told({ order: [by("small.desc")] })).groups, down)
      assert.deepStrictEqual((yield* told({ order: [by("small.desc.last"), by("label")] })).groups, [
        "b2:2",
        "a1:1",
        "b1:1",
        "anull:1"
      ])
      assert.deepStrictEqual(yield* told({ limit: 2, offset: 1, count: "exact" }), {
        groups: all.slice(1, 3),
        more: true,
        total: 4
      })
      assert.deepStrictEqual(yield* told({ offset: 4, count: "exact" }), {
        groups: [],
        more: false,
        total: 4
      })
      assert.deepStrictEqual(yield* told({ select: [count], count: "exact", offset: 1 }), {
        groups: [],
        more: false,
        total: 1
      })
    })
  )

  it.effect("names no record by a group, and no place", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({}, {})
      const rows = yield* list(
        Samples,
        yield* meant(Samples, { select: ["uid", count], filters: ofBatch(batch) })
      )
      assert.deepStrictEqual(rows.keys(), [
        { uid: "", version: null },
        { uid: "", version: null }
      ])
      assert.deepStrictEqual([rows.count, rows.computed, rows.place(0)], [2, true, []])
    })
  )

  it.effect("takes for one group what is equal, and tells it as its first record has it", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const [first = "", second = ""] = (yield* Effect.all([fresh, fresh])).toSorted()
      const later = { loose: "1.5", span: "P1D", doc: { a: [1, "x"] }, prices: "[0.50,1]", docs: [] }
      yield* replace(Samples, second, { batch, label: "", ...later })
      const sooner = {
        loose: "1.50",
        span: "PT24H",
        doc: { a: [1.0, "x"] },
        prices: "[0.5,1.0]",
        docs: []
      }
      yield* replace(Samples, first, { batch, label: "", ...sooner })
      for (const [name, value] of Object.entries({ ...sooner, loose: 1.5 })) {
        const query = yield* meant(Samples, { select: [name, count], filters: ofBatch(batch) })
        const rows = yield* list(Samples, query)
        assert.deepStrictEqual(JSON.parse(rows.json()), { [name]: value, count: 2 })
        if (name === "loose") assert.deepStrictEqual(rows.values()[0]?.["loose"], "1.50")
      }
    })
  )

  it.effect("groups by what stands inside of JSON", () =>
    Effect.gen(function* () {
      const docs = [{ colour: "red", size: 1 }, { colour: "blue" }, { colour: "red", size: null }, {}]
      const batch = yield* batchOf(...docs.map((doc) => ({ doc })))
      const query = {
        select: [field(textAt("doc", "colour")), count, aggregate("max", textAt("doc", "size"))],
        filters: ofBatch(batch)
      }
      assert.deepStrictEqual(yield* asked(Samples, query), [
        { colour: "blue", count: 1, max: null },
        { colour: "red", count: 2, max: "1" },
        { colour: null, count: 1, max: null }
      ])
    })
  )
}
