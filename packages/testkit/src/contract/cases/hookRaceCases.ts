/** Contract: hooks of those who write at the same time. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { get } from "../asking/ask.ts"
import { inGroups } from "../asking/by.ts"
import { byHook, type Cases, factOf, fresh, one } from "../asking/cases.ts"
import { hooked } from "../asking/hooked.ts"
import { copiesOf, title } from "../asking/lending.ts"
import { Letters, Loans } from "../declared/resources.ts"

export const hookRaceCases = (it: Cases): void => {
  it.effect("lends the last copy once to fifty who ask at once", () =>
    Effect.gen(function* () {
      const title_uid = yield* title
      const asked = Array.from({ length: 50 }, (_, at) =>
        Effect.result(hooked.create(Loans, { title_uid, member: `${at}` }))
      )
      const results = yield* Effect.all(asked, { concurrency: "unbounded" })
      const refused = results.flatMap((result) => (Result.isFailure(result) ? [factOf(result.failure)] : []))
      const none = byHook({ _tag: "NoneLeft", resource: "titles" })
      assert.deepStrictEqual(refused, Array(49).fill(none))
      assert.strictEqual(yield* copiesOf(title_uid), 0)
    })
  )

  it.effect(
    "runs the hooks of a create once and those of an update for the rest, where many replace a new record at once",
    () =>
      Effect.gen(function* () {
        const [uid, caller] = [yield* fresh, inGroups("rita", "readers")]
        const asked = Array.from({ length: 12 }, () =>
          hooked.replace(Letters, uid, { content: "" }, { caller })
        )
        const rows = yield* Effect.all(asked, { concurrency: "unbounded" })
        assert.strictEqual(rows.filter(({ created }) => created).length, 1)
        assert.deepInclude(one(yield* get(Letters, uid, { caller })), { content: "11", version: 12n })
      })
  )
}
