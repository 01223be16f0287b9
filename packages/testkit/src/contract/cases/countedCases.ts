/** Contract: a resource whose writes are counted beside its records answers as one whose records count them. */
import { assert } from "@effect/vitest"
import { Api, type Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { asking } from "../asking/ask.ts"
import { eq } from "../asking/batches.ts"
import { type Cases, column, fresh, uidOf, versionOf } from "../asking/cases.ts"
import { times, together, unbroken } from "../asking/together.ts"
import { Counters, Marks, Oddities, Parts, Samples } from "../declared/resources.ts"

const counted = (resource: Resource.Resource): Resource.Resource => ({
  ...resource,
  trail: { ...resource.trail, counted: true }
})

const [CountedParts, CountedOddities] = [counted(Parts), counted(Oddities)]
const [CountedCounters, CountedMarks] = [counted(Counters), counted(Marks)]
const kinds = [
  ["all of the audit", CountedParts, "name"],
  ["a version and no instant", CountedCounters, "label"],
  ["nothing of it", CountedMarks, "label"],
  ["instants without a zone", CountedOddities, "sortOrder"]
] as const
const { create, createMany, history, remove, removeMany, replace, update, updateMany, upsert } = asking(
  Api.make("contract", {
    resources: [Samples, CountedParts, CountedCounters, CountedMarks, CountedOddities]
  })
)

const valueOf = (field: string, n: number) => (field === "sortOrder" ? n : `value ${n}`)

export const countedCases = (it: Cases): void => {
  for (const [kept, resource, field] of kinds) {
    it.effect(`counts every kind of write once where writes are counted and rows keep ${kept}`, () =>
      Effect.gen(function* () {
        const batch = yield* fresh
        const values = (n: number) => ({ batch, [field]: valueOf(field, n) })
        const all = eq("batch", batch, resource)
        const uid = uidOf(yield* create(resource, values(1)))
        yield* update(resource, uid, values(2))
        yield* replace(resource, uid, values(3))
        yield* updateMany(resource, all, { [field]: valueOf(field, 4) })
        yield* upsert(resource, ["uid"], [{ uid, ...values(5) }])
        yield* remove(resource, uid)
        yield* replace(resource, uid, values(7))
        yield* removeMany(resource, all)
        yield* upsert(resource, ["uid"], [{ uid, ...values(9) }])
        const changes = yield* history(resource, uid)
        assert.deepStrictEqual(column(changes, "version"), [9n, 8n, 7n, 6n, 5n, 4n, 3n, 2n, 1n])
        assert.deepStrictEqual(column(changes, "operation"), [
          "create",
          "delete",
          "create",
          "delete",
          "update",
          "update",
          "replace",
          "update",
          "create"
        ])
      })
    )
  }

  it.effect("counts each of many records, and each of many writes at once", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const made = yield* createMany(CountedParts, [
        { batch, name: "a" },
        { batch, name: "b" }
      ])
      const [{ uid } = { uid: "" }] = made.keys()
      yield* Effect.forEach(times(8), (n) => update(CountedParts, uid, { name: `name ${n}` }), together)
      assert.strictEqual(versionOf(yield* update(CountedParts, uid, { name: "last" })), "10")
      yield* unbroken(uid, 10)
    })
  )
}
