/** Contract: storms of writes without a unit on one record. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, get, history, remove, replace, update } from "../asking/ask.ts"
import { ifMatch } from "../asking/by.ts"
import { type Cases, column, factOf, fresh, one, uidOf } from "../asking/cases.ts"
import { Notes, Parts } from "../declared/resources.ts"
import { tally, times, together, unbroken } from "../asking/together.ts"

/** What was asked, and the tag of what it failed with; null where it was done. */
const outcomeOf = <A, E extends object, R>(operation: string, asked: Effect.Effect<A, E, R>) =>
  Effect.match(asked, {
    onFailure: (failure) => [operation, String(factOf(failure)["_tag"])] as const,
    onSuccess: () => [operation, null] as const
  })

export const stormCases = (it: Cases): void => {
  it.effect("counts every update of a storm on one record, without a gap", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x" }))
      assert.deepStrictEqual(
        yield* tally(times(60).map((at) => update(Parts, uid, { name: `name ${at}` }))),
        { ok: 60 }
      )
      assert.strictEqual(one(yield* get(Parts, uid))["version"], 61n)
      yield* unbroken(uid, 61)
    })
  )

  it.effect("counts every update of a storm where no column counts versions", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Notes, uid, { body: "x" })
      assert.deepStrictEqual(yield* tally(times(40).map((at) => update(Notes, uid, { body: `${at}` }))), {
        ok: 40
      })
      yield* unbroken(uid, 41, Notes)
    })
  )

  it.effect("lets exactly one of many win who expect the same version", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x" }))
      const asked = times(20).map((at) => update(Parts, uid, { name: `${at}` }, ifMatch("1")))
      assert.deepStrictEqual(yield* tally(asked), { ok: 1, VersionMismatch: 19 })
      yield* unbroken(uid, 2)
    })
  )

  it.effect("keeps a record's changes whole while it is created, replaced and deleted at once", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const asked = times(20).flatMap((at) => [
        outcomeOf("delete", remove(Parts, uid)),
        outcomeOf("replace", replace(Parts, uid, { name: `replaced ${at}` })),
        outcomeOf("update", update(Parts, uid, { name: `updated ${at}` }))
      ])
      const outcomes = yield* Effect.all(asked, together)
      const done = outcomes.flatMap(([operation, failure]) => (failure === null ? [operation] : []))
      for (const [operation, failure] of outcomes)
        if (operation === "replace") assert.isNull(failure)
        else assert.include([null, "RecordNotFound"], failure)
      const changes = yield* history(Parts, uid, { limit: 1000 })
      // A replace that found nothing is a create.
      const recorded = column(changes, "operation").map((one) => (one === "create" ? "replace" : one))
      assert.deepStrictEqual(recorded.toSorted(), done.toSorted())
      yield* unbroken(uid, done.length)
    })
  )
}
