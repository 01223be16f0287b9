/** Contract: what others see of a unit that has not ended, and what it takes back when it fails. */
import { assert } from "@effect/vitest"
import { ResourceStore } from "@pgcrest/core"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { get, list, replace } from "../asking/ask.ts"
import { queryOf } from "../asking/by.ts"
import { type Cases, fresh, one, refusal } from "../asking/cases.ts"
import { getting, replacing } from "../asking/stamped.ts"
import { Notes } from "../declared/resources.ts"

export const isolationCases = (it: Cases): void => {
  it.effect("shows nobody what it has not committed, and takes back nothing of theirs", () =>
    Effect.gen(function* () {
      const [uid, theirs, batch] = [yield* fresh, yield* fresh, yield* fresh]
      const [written, store] = [yield* Deferred.make<void>(), yield* ResourceStore]
      const failing = store.unit((run) =>
        Effect.gen(function* () {
          yield* run(yield* replacing(Notes, uid, { batch, body: "x" }))
          yield* Deferred.succeed(written, undefined)
          // Room for the others, who wait until the unit is over where one runs after the other.
          for (let step = 0; step < 20; step++)
            yield* Effect.andThen(Effect.yieldNow, run(yield* getting(Notes, uid)))
          return yield* Effect.fail({ _tag: "Refused" })
        })
      )
      const others = Effect.andThen(
        Deferred.await(written),
        Effect.all(
          [
            refusal(get(Notes, uid)),
            Effect.map(list(Notes, queryOf(Notes, batch)), ({ count }) => count),
            replace(Notes, theirs, { body: "theirs" })
          ],
          { concurrency: "unbounded" }
        )
      )
      const asked = yield* Effect.forkChild(others)
      assert.deepStrictEqual(yield* refusal(failing), { _tag: "Refused" })
      const [absent, count] = yield* Fiber.join(asked)
      assert.deepStrictEqual([absent["_tag"], count], ["RecordNotFound", 0])
      assert.strictEqual((yield* refusal(get(Notes, uid)))["_tag"], "RecordNotFound")
      assert.strictEqual(one(yield* get(Notes, theirs))["body"], "theirs")
    })
  )
}
