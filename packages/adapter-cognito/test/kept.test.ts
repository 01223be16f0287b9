import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { makeKept } from "../src/kept/kept.ts"
import { makeShared } from "../src/kept/shared.ts"

describe("what is kept", () => {
  it("is as many as may be, those that were asked for last", () => {
    const kept = makeKept<string>(2)
    for (const key of ["a", "b"]) kept.put(key, { value: key, until: 1 })
    kept.get("a")
    kept.put("c", { value: "c", until: 1 })
    assert.deepStrictEqual(
      ["a", "b", "c"].map((key) => kept.get(key)?.value),
      ["a", undefined, "c"]
    )
  })

  it("is the last answer under a key", () => {
    const kept = makeKept<string>(2)
    for (const value of ["a", "b"]) kept.put("key", { value, until: 1 })
    kept.put("other", { value: "c", until: 1 })
    assert.strictEqual(kept.get("key")?.value, "b")
  })
})

/** Runs that end when they are told to, and how many there were. */
const runs = Effect.gen(function* () {
  const [begun, end] = [yield* Deferred.make<void>(), yield* Deferred.make<string>()]
  const interrupted = yield* Deferred.make<void>()
  const count = { begun: 0, interrupted: 0 }
  const share = makeShared<string, never>()
  const run = (key: string) =>
    Effect.sync(() => count.begun++).pipe(
      Effect.andThen(Deferred.succeed(begun, undefined)),
      Effect.andThen(Deferred.await(end)),
      Effect.map((text) => key + text),
      Effect.onInterrupt(() => {
        count.interrupted++
        return Deferred.succeed(interrupted, undefined)
      })
    )
  const shared = (key: string) => share(key, run(key))
  return { begun: Deferred.await(begun), end, interrupted: Deferred.await(interrupted), count, shared }
})

describe("what several want at once", () => {
  it.effect("is run once, and again for who comes later", () =>
    Effect.gen(function* () {
      const { begun, end, count, shared } = yield* runs
      const waiting = yield* Effect.forkChild(
        Effect.all([shared("a"), shared("a"), shared("b")], { concurrency: "unbounded" })
      )
      yield* begun
      yield* Deferred.succeed(end, "!")
      assert.deepStrictEqual(yield* Fiber.join(waiting), ["a!", "a!", "b!"])
      assert.strictEqual(count.begun, 2)
      assert.strictEqual(yield* shared("a"), "a!")
      assert.strictEqual(count.begun, 3)
    })
  )

  it.effect("goes on while somebody waits for it", () =>
    Effect.gen(function* () {
      const { begun, end, count, shared } = yield* runs
      const [first, second] = [yield* Effect.forkChild(shared("a")), yield* Effect.forkChild(shared("a"))]
      yield* begun
      yield* Fiber.interrupt(first)
      const third = yield* Effect.forkChild(shared("a"))
      yield* Effect.yieldNow
      yield* Deferred.succeed(end, "!")
      assert.deepStrictEqual([yield* Fiber.join(second), yield* Fiber.join(third)], ["a!", "a!"])
      assert.deepStrictEqual(count, { begun: 1, interrupted: 0 })
    })
  )

  it.effect("is interrupted when nobody waits for it any more", () =>
    Effect.gen(function* () {
      const { begun, interrupted, count, shared } = yield* runs
      const both = [yield* Effect.forkChild(shared("a")), yield* Effect.forkChild(shared("a"))]
      yield* begun
      yield* Fiber.interruptAll(both)
      yield* interrupted
      assert.deepStrictEqual(count, { begun: 1, interrupted: 1 })
    })
  )

  it.effect("fails for all of them, and is run again for who comes later", () =>
    Effect.gen(function* () {
      let count = 0
      const share = makeShared<never, number>()
      const shared = (key: string) =>
        share(
          key,
          Effect.suspend(() => Effect.fail(++count))
        )
      const [one, other] = yield* Effect.all([Effect.flip(shared("a")), Effect.flip(shared("a"))], {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual([one, other], [1, 1])
      assert.strictEqual(yield* Effect.flip(shared("a")), 2)
    })
  )
})
