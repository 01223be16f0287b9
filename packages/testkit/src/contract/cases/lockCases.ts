/** Contract: what happens to those who write at the same time. */
import { assert } from "@effect/vitest"
import { ResourceStore, type Run } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, remove, replace } from "../asking/ask.ts"
import { ifNone } from "../asking/by.ts"
import { type Cases, fresh, one, uidOf } from "../asking/cases.ts"
import { Notes, Parts } from "../declared/resources.ts"
import { getting, locking, updating } from "../asking/stamped.ts"
import { tally, times, together, unbroken } from "../asking/together.ts"

/** Turns for those who write at the same time: reads of a unit, each as long as it takes, and room for others to run. */
const stepsOf = (run: Run, uid: string, count: number) =>
  Effect.forEach(
    times(count),
    () => Effect.andThen(Effect.yieldNow, Effect.flatMap(getting(Parts, uid), run)),
    { discard: true }
  )

export const lockCases = (it: Cases): void => {
  it.effect("lets two units that read a record and write it end one after the other: no update is lost", () =>
    Effect.gen(function* () {
      const [uid, store] = [uidOf(yield* create(Parts, { name: "x", place: 0 })), yield* ResourceStore]
      const increment = store.unit((run) =>
        Effect.gen(function* () {
          const place = Number(one(yield* run(yield* locking(Parts, uid)))["place"])
          yield* stepsOf(run, uid, 3)
          yield* run(yield* updating(Parts, uid, { place: place + 1 }))
        })
      )
      yield* Effect.all(
        times(12).map(() => increment),
        together
      )
      assert.strictEqual(one(yield* get(Parts, uid))["place"], 12)
      yield* unbroken(uid, 13)
    })
  )

  it.effect("ends two units that lock two records crosswise, one after the other", () =>
    Effect.gen(function* () {
      const uids = [uidOf(yield* create(Parts, { name: "x" })), uidOf(yield* create(Parts, { name: "y" }))]
      const store = yield* ResourceStore
      const begun = new Set<string | undefined>()
      const inOrder = (order: ReadonlyArray<string>) =>
        store.unit((run) =>
          Effect.forEach(order, (uid) =>
            Effect.gen(function* () {
              const place = Number(one(yield* run(yield* locking(Parts, uid)))["place"])
              begun.add(order[0])
              yield* run(yield* updating(Parts, uid, { place: place + 1 }))
              // Until the other one has its first record as well; it never will where units run one after the other.
              for (let step = 0; step < 50 && begun.size < 2; step++) yield* stepsOf(run, uid, 1)
            })
          )
        )
      yield* Effect.all([inOrder(uids), inOrder(uids.toReversed())], together)
      for (const uid of uids) {
        assert.strictEqual(one(yield* get(Parts, uid))["place"], 2)
        yield* unbroken(uid, 3)
      }
    })
  )

  it.effect("makes one of many replaces of one new uid the creator, the others write over it", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const rows = yield* Effect.all(
        times(16).map((at) => replace(Notes, uid, { body: `${at}` })),
        together
      )
      assert.strictEqual(rows.filter(({ created }) => created).length, 1)
      yield* unbroken(uid, 16, Notes)
    })
  )

  it.effect("lets exactly one create who insist that there is no record", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const asked = times(16).map((at) => replace(Notes, uid, { body: `${at}` }, ifNone))
      assert.deepStrictEqual(yield* tally(asked), { ok: 1, VersionMismatch: 15 })
      yield* unbroken(uid, 1, Notes)
    })
  )

  it.effect("lets one of many take a unique value", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      assert.deepStrictEqual(yield* tally(times(16).map(() => create(Parts, { name: "x", code }))), {
        ok: 1,
        Conflict: 15
      })
    })
  )

  it.effect("lets one of many delete a record", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x" }))
      assert.deepStrictEqual(yield* tally(times(16).map(() => remove(Parts, uid))), {
        ok: 1,
        RecordNotFound: 15
      })
      yield* unbroken(uid, 2)
    })
  )
}
