import { assert, describe, it } from "@effect/vitest"
import {
  type AuditedCommand,
  Command,
  guardUnit,
  Projection,
  Rows,
  type Run,
  stamp,
  StoreBusy
} from "@pgcrest/core"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { ann, permit, shown } from "../asked.ts"
import { Books } from "../books.ts"

const projection = Projection.whole(Books)
const get = (uid: string) =>
  stamp({ _tag: "Get", permit: permit(Books, "get"), uid, projection }, ann, "", null)
const remove = (uid: string) => {
  const target = { permit: permit(Books, "delete"), uid, condition: Command.unconditional }
  return stamp({ _tag: "Delete", ...target, projection }, ann, "", null)
}
const nothing = Rows.found(shown(Books))

/** A store whose commands end when they are let go; `begun` holds what it was asked, `peak` how much of it at once. */
const slow = Effect.fnUntraced(function* () {
  const [begun, started, go] = [Array<string>(), yield* Deferred.make<void>(), yield* Deferred.make<void>()]
  let [running, peak] = [0, 0]
  const run: Run = (command: AuditedCommand) =>
    Effect.suspend(() => {
      begun.push(command.stamp.uid ?? "")
      peak = Math.max(peak, ++running)
      return Deferred.succeed(started, undefined).pipe(
        Effect.andThen(Deferred.await(go)),
        Effect.ensuring(Effect.sync(() => running--)),
        Effect.as(nothing)
      )
    })
  return { run, begun, started, go, peak: () => peak }
})

describe("what is deferred", () => {
  it.effect("is judged when the body asks, and ends the unit where it does not hold", () =>
    Effect.gen(function* () {
      const run: Run = () => Effect.succeed(nothing)
      const wrong = new StoreBusy({ cause: "wrong" })
      const unit = guardUnit(
        run,
        (inner, judge) => Effect.andThen(Effect.ignore(judge), inner(get("a"))),
        Effect.fail(wrong)
      )
      assert.strictEqual(yield* Effect.flip(unit), wrong)
      assert.strictEqual(yield* guardUnit(run, (_, judge) => Effect.as(judge, 7)), 7)
    })
  )

  it.effect("is not judged once the unit is over", () =>
    Effect.gen(function* () {
      let judged = 0
      const kept = guardUnit(
        () => Effect.succeed(nothing),
        (_, judge) => Effect.succeed(judge),
        Effect.sync(() => void judged++)
      )
      const exit = yield* Effect.exit(yield* kept)
      assert.isTrue(Exit.hasDies(exit))
      assert.strictEqual(judged, 0)
    })
  )
})

describe("the steps of a unit", () => {
  it.effect("are run one at a time, in the order in which they were asked for", () =>
    Effect.gen(function* () {
      const { run, begun, go, peak } = yield* slow()
      const unit = yield* Effect.forkChild(
        guardUnit(run, (inner) =>
          Effect.forEach(["a", "b", "c"], (uid) => inner(get(uid)), { concurrency: "unbounded" })
        )
      )
      // By now all three would have begun.
      yield* Effect.repeat(Effect.yieldNow, { times: 9 })
      yield* Deferred.succeed(go, undefined)
      yield* Fiber.join(unit)
      assert.deepStrictEqual(begun, ["a", "b", "c"])
      assert.strictEqual(peak(), 1)
    })
  )

  it.effect("end the unit in a timeout when a write was interrupted, though the body went on", () =>
    Effect.gen(function* () {
      const { run, begun, started } = yield* slow()
      const unit = guardUnit(run, (inner) =>
        Effect.gen(function* () {
          const writing = yield* Effect.forkChild(inner(remove("a")))
          yield* Deferred.await(started)
          yield* Fiber.interrupt(writing)
          yield* Effect.ignore(inner(remove("b")))
          return "went on"
        })
      )
      const failure = yield* Effect.flip(unit)
      assert.strictEqual(failure._tag, "StoreTimeout")
      assert.deepStrictEqual(begun, ["a"])
    })
  )

  it.effect(
    "may be given up before they begin, but not afterwards, a read neither: its connection is lost",
    () =>
      Effect.gen(function* () {
        const { run, begun, started, go } = yield* slow()
        const unit = guardUnit(run, (inner) =>
          Effect.gen(function* () {
            const reading = yield* Effect.forkChild(inner(get("a")))
            yield* Deferred.await(started)
            const waiting = yield* Effect.forkChild(inner(remove("b")), { startImmediately: true })
            yield* Fiber.interrupt(waiting)
            yield* Fiber.interrupt(reading)
            yield* Deferred.succeed(go, undefined)
            yield* Effect.ignore(inner(remove("c")))
            return "went on"
          })
        )
        assert.strictEqual((yield* Effect.flip(unit))._tag, "StoreTimeout")
        assert.deepStrictEqual(begun, ["a"])
      })
  )

  it.effect("end before the unit does, also one that its body did not wait for", () =>
    Effect.gen(function* () {
      const { run, started, go } = yield* slow()
      const unit = yield* Effect.forkChild(
        guardUnit(run, (inner) =>
          Effect.andThen(Effect.forkDetach(inner(remove("a"))), Deferred.await(started))
        )
      )
      yield* Deferred.await(started)
      yield* Effect.yieldNow
      assert.isUndefined(unit.pollUnsafe())
      yield* Deferred.succeed(go, undefined)
      yield* Fiber.join(unit)
    })
  )

  it.effect("end the unit in their defect, though the body caught it", () =>
    Effect.gen(function* () {
      const unit = guardUnit(
        () => Effect.die("a bug"),
        (inner) => Effect.exit(inner(get("a")))
      )
      const exit = yield* Effect.exit(unit)
      assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
    })
  )
})
