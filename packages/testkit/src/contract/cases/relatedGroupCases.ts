/** Contract: groups of related records, and by fields of one; each caller's are of what it may see. */
import { assert } from "@effect/vitest"
import { Projection } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, list } from "../asking/ask.ts"
import { ann, bob } from "../asking/by.ts"
import { type Cases, fresh, uidOf } from "../asking/cases.ts"
import { count, ofBatch } from "../asking/computed.ts"
import { aggregate, asked, by, field, meant, relation, where } from "../asking/resolved.ts"
import { rita, sold } from "../asking/sold.ts"
import { veil } from "../asking/veiled.ts"
import { Folders, Sales, Shops } from "../declared/resources.ts"

export const relatedGroupCases = (it: Cases): void => {
  it.effect("tells of the records of a relation in groups, those in sight alone", () =>
    Effect.gen(function* () {
      const batch = yield* sold
      const query = {
        select: ["name", relation("sales", [count, aggregate("sum", "amount")])],
        filters: ofBatch(batch),
        order: [by("name")]
      }
      assert.deepStrictEqual(yield* asked(Shops, query, rita), [
        { name: "a", sales: [{ count: 2, sum: 1.5 }] },
        { name: "b", sales: [{ count: 1, sum: 2 }] },
        { name: "top", sales: [{ count: 0, sum: null }] }
      ])
      const below = {
        select: [
          relation("below", [
            "name",
            count,
            relation("above", [field("name", { as: "of" })], { spread: true })
          ])
        ],
        filters: [...ofBatch(batch), where("name", "eq", "top")]
      }
      const [a, b] = [
        { name: "a", count: 1, of: "top" },
        { name: "b", count: 1, of: "top" }
      ]
      assert.deepStrictEqual(yield* asked(Shops, below, rita), [{ below: [a, b] }])
      assert.deepStrictEqual(yield* asked(Shops, below, ann), [{ below: [a] }])
    })
  )

  it.effect("sorts and cuts the groups of a relation, and spreads them as lists", () =>
    Effect.gen(function* () {
      const batch = yield* sold
      const query = (order: string) => ({
        select: ["name", relation("sales", ["what", count], { spread: true })],
        filters: [...ofBatch(batch), where("name", "neq", "b")],
        order: [by("name")],
        related: { sales: { order: [by(order)], limit: 1 } }
      })
      const top = { name: "top", what: [], count: [] }
      assert.deepStrictEqual(yield* asked(Shops, query("what"), ann), [
        { name: "a", what: ["ink"], count: [1] },
        top
      ])
      assert.deepStrictEqual(yield* asked(Shops, query("what.desc"), ann), [
        { name: "a", what: ["pen"], count: [1] },
        top
      ])
    })
  )

  it.effect("groups by fields of the one record that is spread, null where there is none in sight", () =>
    Effect.gen(function* () {
      const batch = yield* sold
      const query = {
        select: [relation("shop", ["name"], { spread: true }), count],
        filters: ofBatch(batch),
        order: [by("name.desc.last", "shop")]
      }
      assert.deepStrictEqual(yield* asked(Sales, query, rita), [
        { name: "b", count: 1 },
        { name: "a", count: 2 },
        { name: null, count: 1 }
      ])
      assert.deepStrictEqual(yield* asked(Sales, query, ann), [
        { name: "a", count: 2 },
        { name: null, count: 2 }
      ])
    })
  )

  it.effect("groups by what is further away, and leaves out what has no record of an inner relation", () =>
    Effect.gen(function* () {
      const batch = yield* sold
      const above = relation("above", [field("name", { as: "top" })], { spread: true })
      const query = {
        select: [
          relation("shop", ["name", above], { spread: true, join: "inner" }),
          aggregate("count", "amount", { as: "paid" })
        ],
        filters: ofBatch(batch)
      } as const
      const [shop, top] = [Projection.spreadKey("shop"), Projection.spreadKey("above")]
      const told = Effect.fnUntraced(function* (caller: typeof ann) {
        const rows = yield* list(Sales, yield* meant(Sales, query, caller), { caller })
        return [rows.values(), JSON.parse(`[${rows.json()}]`)]
      })
      assert.deepStrictEqual(yield* told(rita), [
        [
          { [shop]: { name: "a", [top]: { top: "top" } }, paid: 1n },
          { [shop]: { name: "b", [top]: { top: "top" } }, paid: 1n }
        ],
        [
          { name: "a", top: "top", paid: 1 },
          { name: "b", top: "top", paid: 1 }
        ]
      ])
      const bobs = { name: "b", top: null, paid: 1 }
      assert.deepStrictEqual((yield* told(bob))[1], [bobs])
    })
  )

  it.effect("computes of what its caller may see, and of what an inner relation leaves", () =>
    Effect.gen(function* () {
      const batch = yield* sold
      const all = { select: [count], filters: ofBatch(batch) }
      assert.deepStrictEqual(yield* asked(Shops, all, rita), [{ count: 3 }])
      assert.deepStrictEqual(yield* asked(Shops, all, bob), [{ count: 1 }])
      const inner = { ...all, select: [count, relation("shop", [], { join: "inner" as const })] }
      assert.deepStrictEqual(yield* asked(Sales, inner, rita), [{ count: 3 }])
      assert.deepStrictEqual(yield* asked(Sales, inner, bob), [{ count: 1 }])
    })
  )

  it.effect("tells groups beside records that a hook shows", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const folder_uid = uidOf(yield* create(Folders, { batch, name: "a" }))
      yield* create(Sales, { batch, what: "pen", folder_uid })
      const query = {
        select: ["name", relation("sales", ["what", count])],
        filters: ofBatch(batch)
      }
      const rows = yield* veil().list(Folders, yield* meant(Folders, query))
      assert.deepStrictEqual(JSON.parse(rows.json()), { name: "A", sales: [{ what: "pen", count: 1 }] })
    })
  )
}
