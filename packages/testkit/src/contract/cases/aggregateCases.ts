/** Contract: how many records there are, and the least and the greatest of their values. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { batchOf } from "../asking/batches.ts"
import type { Cases } from "../asking/cases.ts"
import { computed, count, ofBatch } from "../asking/computed.ts"
import { aggregate, asked, where } from "../asking/resolved.ts"
import { Samples } from "../declared/resources.ts"

export const aggregateCases = (it: Cases): void => {
  it.effect("counts records, and of a field those that have a value", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ small: 1 }, { small: 1 }, { small: null }, { doc: { a: 1 }, words: [] })
      const select = [
        count,
        aggregate("count", "small", { as: "smalls" }),
        aggregate("count", "doc", { as: "docs" }),
        aggregate("count", "words", { as: "lists", cast: "text" })
      ]
      const filters = ofBatch(batch)
      assert.deepStrictEqual(yield* asked(Samples, { select, filters }), [
        { count: 4, smalls: 2, docs: 1, lists: "1" }
      ])
      const none = [...filters, where("small", "gt", "5")]
      const empty = [{ count: 0, smalls: 0, docs: 0, lists: "0" }]
      assert.deepStrictEqual(yield* asked(Samples, { select, filters: none }), empty)
    })
  )

  it.effect("tells the least and the greatest by the order of their type", () =>
    Effect.gen(function* () {
      const one = {
        small: 10,
        loose: "9.0",
        span: "P1D",
        mood: "high",
        shape: "round",
        moment: "2026-01-01T00:00:00Z",
        address: "10.0.0.1",
        padded: "b",
        label: "b"
      }
      const other = {
        small: 9,
        loose: "9.00",
        span: "PT24H",
        mood: "low",
        shape: "flat",
        moment: "0044-03-15T12:00:00Z BC",
        address: "::1",
        padded: "a",
        label: "B"
      }
      const fields = Object.keys(one)
      // Of what is equal and written in two ways the first record's.
      const first = { loose: "9.0", span: "P1D" }
      const least = { ...other, ...first, address: "10.0.0.1", label: "" }
      assert.deepStrictEqual((yield* computed("min", fields, [one, other, {}])).values, least)
      const most = { ...one, address: "::1" }
      assert.deepStrictEqual((yield* computed("max", fields, [one, other, {}])).values, most)
    })
  )
}
