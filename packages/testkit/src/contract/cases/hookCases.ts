/** Contract: hooks around commands, in the transaction of the write. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, get, history, update } from "../asking/ask.ts"
import { byHook, type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { hooked } from "../asking/hooked.ts"
import { copiesOf, title } from "../asking/lending.ts"
import { Loans, Notes, Titles } from "../declared/resources.ts"

export const hookCases = (it: Cases): void => {
  it.effect("lets a hook change the values and write other records, as the same caller and request", () =>
    Effect.gen(function* () {
      const title_uid = yield* title
      const loan = yield* hooked.create(Loans, { title_uid, member: " mia " })
      assert.deepInclude(one(loan), { member: "mia", version: 1n })
      assert.strictEqual(yield* copiesOf(title_uid), 0)
      const [change] = (yield* history(Titles, title_uid)).values()
      assert.deepInclude(Object(change), {
        version: 2n,
        operation: "update",
        actor: "ann",
        request_id: "ann's"
      })
    })
  )

  it.effect("lets a hook refuse with its own failure", () =>
    Effect.gen(function* () {
      const title_uid = yield* title
      yield* hooked.create(Loans, { title_uid, member: "mia" })
      assert.deepStrictEqual(
        yield* refusal(hooked.create(Loans, { title_uid, member: "noa" })),
        byHook({ _tag: "NoneLeft", resource: "titles" })
      )
    })
  )

  it.effect("leaves nothing written when a hook afterwards fails", () =>
    Effect.gen(function* () {
      const title_uid = yield* title
      assert.deepStrictEqual(
        yield* refusal(hooked.create(Loans, { title_uid, member: "regrets" })),
        byHook({ _tag: "Regretted", resource: "loans" })
      )
      assert.strictEqual(yield* copiesOf(title_uid), 1)
      assert.strictEqual((yield* history(Titles, title_uid)).count, 1)
    })
  )

  it.effect("runs the hooks of a delete", () =>
    Effect.gen(function* () {
      const title_uid = yield* title
      const loan = uidOf(yield* hooked.create(Loans, { title_uid, member: "mia" }))
      yield* hooked.remove(Loans, loan)
      assert.strictEqual(yield* copiesOf(title_uid), 1)
    })
  )

  it.effect(
    "gives the hooks of an update the record before and after, and may refuse by what is stored",
    () =>
      Effect.gen(function* () {
        const uid = yield* fresh
        yield* hooked.replace(Notes, uid, { body: "draft" })
        const made = yield* hooked.update(Notes, uid, { body: "final" })
        assert.strictEqual(one(made)["body"], "FINAL!")
        assert.strictEqual(one(yield* get(Notes, uid))["body"], "final!")
        yield* update(Notes, uid, { body: "final" })
        assert.deepStrictEqual(
          yield* refusal(hooked.update(Notes, uid, { body: "x" })),
          byHook({ _tag: "Regretted", resource: "notes" })
        )
        assert.strictEqual(one(yield* get(Notes, uid))["body"], "final")
      })
  )

  it.effect("takes back everything when a hook fails by what Records tell it", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* hooked.replace(Notes, uid, { body: "draft" })
      assert.deepStrictEqual(
        yield* refusal(hooked.update(Notes, uid, { body: "undo" })),
        byHook({ _tag: "Regretted", resource: "titles" })
      )
      assert.strictEqual(one(yield* get(Notes, uid))["body"], "draft")
      yield* hooked.update(Notes, uid, { body: "clear" })
      assert.deepStrictEqual(column(yield* history(Notes, uid), "version"), [2n, 1n])
    })
  )

  it.effect("lets a hook change what a read answers, and keeps uid and version beside it", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const made = yield* create(Notes, { body: "draft" })
      yield* refusal(hooked.get(Notes, uid))
      const read = yield* hooked.get(Notes, uidOf(made), { select: ["body"] })
      assert.strictEqual(read.json(), '{"body":"DRAFT"}')
      assert.isTrue(read.computed)
      assert.deepStrictEqual(read.keys(), made.keys())
    })
  )
}
