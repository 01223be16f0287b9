/** Contract: storms of writes without a unit on one record. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, get, remove, replace, update } from "../asking/ask.ts"
import { ifMatch } from "../asking/by.ts"
import { type Cases, fresh, one, uidOf } from "../asking/cases.ts"
import { Notes, Parts } from "../declared/resources.ts"
import { tally, times, unbroken } from "../asking/together.ts"

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
      const asked = times(60).map((at) =>
        at % 3 === 0
          ? remove(Parts, uid)
          : at % 3 === 1
            ? replace(Parts, uid, { name: `${at}` })
            : update(Parts, uid, { name: `${at}` })
      )
      const { ok = 0, RecordNotFound = 0, ...others } = yield* tally(asked)
      assert.deepStrictEqual(others, {})
      assert.strictEqual(ok + RecordNotFound, 60)
      yield* unbroken(uid, ok)
    })
  )
}
