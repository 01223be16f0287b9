/** Contract: what a unit's body leaves running, gives up, or does at once. */
import { assert } from "@effect/vitest"
import { ResourceStore, type Run } from "@pgcrest/core"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { create, get, history } from "../asking/ask.ts"
import { type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { Notes, Parts } from "../declared/resources.ts"
import { locking, replacing, updating } from "../asking/stamped.ts"

const unit = <A, E, R>(body: (run: Run) => Effect.Effect<A, E, R>) =>
  Effect.flatMap(ResourceStore, (store) => store.unit(body))
const replaceIn = (run: Run, uid: string, body: string) =>
  Effect.flatMap(replacing(Notes, uid, { body }), run)

/** A fork of a unit's body that writes `uid` once it is let go. */
const forkIn = Effect.fnUntraced(function* (run: Run, uid: string) {
  const go = yield* Deferred.make<void>()
  const fiber = yield* Effect.forkDetach(Effect.andThen(Deferred.await(go), replaceIn(run, uid, "late")))
  // Ends as soon as the fork has, however that is: never an error of the one who waits.
  return Effect.andThen(Deferred.succeed(go, undefined), Fiber.await(fiber))
})

const nothing = Effect.fnUntraced(function* (uid: string) {
  assert.strictEqual((yield* refusal(get(Notes, uid)))["_tag"], "RecordNotFound")
  assert.strictEqual((yield* refusal(history(Notes, uid)))["_tag"], "RecordNotFound")
})

export const forkCases = (it: Cases): void => {
  it.effect("writes nothing for a fork once its unit is over, alone or inside another's transaction", () =>
    Effect.gen(function* () {
      const [late, later, mine] = [yield* fresh, yield* fresh, yield* fresh]
      const go = yield* unit((run) => forkIn(run, late))
      assert.isTrue(Exit.hasDies(yield* go))
      const goLater = yield* unit((run) => forkIn(run, later))
      const exit = yield* unit((run) =>
        Effect.andThen(
          replaceIn(run, mine, "x"),
          Effect.tap(goLater, () => replaceIn(run, mine, "y"))
        )
      )
      assert.isTrue(Exit.hasDies(exit))
      yield* Effect.forEach([late, later], nothing)
      assert.deepStrictEqual(column(yield* history(Notes, mine), "version"), [2n, 1n])
    })
  )

  it.effect("writes nothing for a fork of a unit that failed, or was interrupted", () =>
    Effect.gen(function* () {
      const uids = [yield* fresh, yield* fresh]
      const forks = yield* Effect.forEach(uids, (uid, at) =>
        Effect.gen(function* () {
          const forked = yield* Deferred.make<Effect.Effect<Exit.Exit<unknown, unknown>>>()
          const unit_ = unit((run) =>
            Effect.flatMap(forkIn(run, uid), (go) =>
              Effect.andThen(Deferred.succeed(forked, go), at === 0 ? Effect.die("a bug") : Effect.never)
            )
          )
          const fiber = yield* Effect.forkChild(unit_)
          const go = yield* Deferred.await(forked)
          yield* Fiber.interrupt(fiber)
          return go
        })
      )
      for (const go of forks) assert.isTrue(Exit.hasDies(yield* go))
      yield* Effect.forEach(uids, nothing)
    })
  )

  it.effect("commits a write that was interrupted only if it was done by then", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "before" }))
      const asked = unit((run) =>
        Effect.gen(function* () {
          const writing = Effect.flatMap(updating(Parts, uid, { name: "after" }), run)
          const fiber = yield* Effect.forkChild(writing, { startImmediately: true })
          yield* Fiber.interrupt(fiber)
          return Exit.isSuccess(yield* Fiber.await(fiber))
        })
      )
      const done = yield* Effect.catchTag(asked, "StoreTimeout", () => Effect.succeed(false))
      assert.strictEqual(one(yield* get(Parts, uid))["name"], done ? "after" : "before")
      assert.strictEqual((yield* history(Parts, uid)).count, done ? 2 : 1)
    })
  )

  it.effect("runs what its body asks for at once one after the other, and locks as ever", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x", place: 0 }))
      const increment = unit((run) =>
        Effect.gen(function* () {
          const reads = Array.from({ length: 5 }, () => Effect.flatMap(locking(Parts, uid), run))
          const places = (yield* Effect.all(reads, { concurrency: "unbounded" })).map(
            (rows) => one(rows)["place"]
          )
          assert.strictEqual(new Set(places).size, 1)
          const writes = [1, 2, 3].map((more) =>
            Effect.flatMap(updating(Parts, uid, { place: Number(places[0]) + more }), run)
          )
          yield* Effect.all(writes, { concurrency: "unbounded" })
        })
      )
      yield* Effect.all([increment, increment, increment], { concurrency: "unbounded" })
      assert.deepInclude(one(yield* get(Parts, uid)), { place: 9, version: 10n })
      assert.deepStrictEqual(
        column(yield* history(Parts, uid), "version"),
        Array.from({ length: 10 }, (_, at) => BigInt(10 - at))
      )
    })
  )
}
