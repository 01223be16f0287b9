/** Contract: several commands in one transaction. */
import { assert } from "@effect/vitest"
import { ResourceStore, type Run } from "@pgcrest/core"
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { create, get, history } from "../asking/ask.ts"
import { type Cases, column, fresh, one, refusal } from "../asking/cases.ts"
import { Notes, Parts } from "../declared/resources.ts"
import { creating, getting, locking, removing, replacing, updating } from "../asking/stamped.ts"

class Refused extends Data.TaggedError("Refused")<{ readonly why: string }> {}

const unit = <A, E, R>(body: (run: Run) => Effect.Effect<A, E, R>) =>
  Effect.flatMap(ResourceStore, (store) => store.unit(body))
const replaceIn = (run: Run, uid: string, body: string) =>
  Effect.flatMap(replacing(Notes, uid, { body }), run)

/** Nothing of it may remain: neither the record nor a change. */
const nothing = Effect.fnUntraced(function* (uid: string) {
  assert.strictEqual((yield* refusal(get(Notes, uid)))["_tag"], "RecordNotFound")
  assert.strictEqual((yield* refusal(history(Notes, uid)))["_tag"], "RecordNotFound")
})

export const unitCases = (it: Cases): void => {
  it.effect("commits all that its body wrote, and answers what the body answers", () =>
    Effect.gen(function* () {
      const [first, second] = [yield* fresh, yield* fresh]
      const answer = yield* unit((run) =>
        Effect.as(
          Effect.forEach([first, second], (uid) => replaceIn(run, uid, "x")),
          42
        )
      )
      assert.strictEqual(answer, 42)
      yield* Effect.forEach([first, second], (uid) => get(Notes, uid))
    })
  )

  it.effect("reads its own writes", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const bodies = yield* unit((run) =>
        Effect.gen(function* () {
          yield* replaceIn(run, uid, "a")
          const a = one(yield* run(yield* getting(Notes, uid)))["body"]
          yield* run(yield* updating(Notes, uid, { body: "b" }))
          return [a, one(yield* run(yield* locking(Notes, uid)))["body"]]
        })
      )
      assert.deepStrictEqual(bodies, ["a", "b"])
      assert.deepStrictEqual(column(yield* history(Notes, uid), "version"), [2n, 1n])
    })
  )

  it.effect("ends with the failure of a step that its body died of", () =>
    Effect.gen(function* () {
      const [uid, code] = [yield* fresh, yield* fresh]
      yield* create(Parts, { name: "x", code })
      const dying = unit((run) =>
        Effect.andThen(
          replaceIn(run, uid, "x"),
          Effect.orDie(Effect.flatMap(creating(Parts, code, { name: "y", code }), run))
        )
      )
      assert.deepInclude(yield* refusal(dying), { _tag: "Conflict", fields: ["code"] })
      yield* nothing(uid)
    })
  )

  it.effect("leaves nothing when its body fails", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const failed = unit((run) =>
        Effect.andThen(replaceIn(run, uid, "x"), Effect.fail(new Refused({ why: "no" })))
      )
      assert.strictEqual((yield* Effect.flip(failed))._tag, "Refused")
      yield* nothing(uid)
    })
  )

  it.effect("leaves nothing when its body dies", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const exit = yield* Effect.exit(
        unit((run) => Effect.andThen(replaceIn(run, uid, "x"), Effect.die("a bug")))
      )
      assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
      yield* nothing(uid)
    })
  )

  it.effect("leaves nothing when it is interrupted, and the store goes on", () =>
    Effect.gen(function* () {
      const [uid, written] = [yield* fresh, yield* Deferred.make<void>()]
      const fiber = yield* Effect.forkChild(
        unit((run) =>
          Effect.andThen(
            replaceIn(run, uid, "x"),
            Effect.andThen(Deferred.succeed(written, undefined), Effect.never)
          )
        )
      )
      yield* Deferred.await(written)
      yield* Fiber.interrupt(fiber)
      yield* nothing(uid)
    })
  )

  it.effect("takes back changes and deletes as well as new records", () =>
    Effect.gen(function* () {
      const [kept, gone] = [yield* fresh, yield* fresh]
      yield* unit((run) => Effect.forEach([kept, gone], (uid) => replaceIn(run, uid, "before")))
      const body = (run: Run) =>
        Effect.gen(function* () {
          yield* run(yield* updating(Notes, kept, { body: "after" }))
          yield* run(yield* removing(Notes, gone))
          return yield* new Refused({ why: "no" })
        })
      yield* Effect.flip(unit(body))
      for (const uid of [kept, gone]) {
        assert.strictEqual(one(yield* get(Notes, uid))["body"], "before")
        assert.strictEqual((yield* history(Notes, uid)).count, 1)
      }
    })
  )

  it.effect("takes back a record that it wrote several times", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const body = (run: Run) =>
        Effect.gen(function* () {
          yield* replaceIn(run, uid, "a")
          yield* run(yield* updating(Notes, uid, { body: "b" }))
          yield* run(yield* removing(Notes, uid))
          yield* replaceIn(run, uid, "c")
          return yield* new Refused({ why: "no" })
        })
      yield* Effect.flip(unit(body))
      yield* nothing(uid)
    })
  )
}
