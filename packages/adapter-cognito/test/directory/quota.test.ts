import type { Sighting } from "@pgcrest/core"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { directory, pool } from "./pool.ts"
import type { CognitoServer } from "@pgcrest/testkit/cognito"

const page = (server: CognitoServer.CognitoServer, size = 50) =>
  new Set(Array.from({ length: size }, (_, at) => server.pool.add({ attributes: { name: `Person ${at}` } })))
const names = (found: ReadonlyMap<string, Sighting>) =>
  [...found.values()].map((sighting) =>
    sighting._tag === "Present" ? sighting.attributes["name"] : sighting
  )
const everybody = Array.from({ length: 50 }, (_, at) => `Person ${at}`)
/** Holds calls back until three are open at once, as many as there may be. */
const meanwhileThreeOpen = <A, E>(server: CognitoServer.CognitoServer, asking: Effect.Effect<A, E>) =>
  Effect.gen(function* () {
    server.meet({ _tag: "Silent" })
    const fiber = yield* Effect.forkChild(asking)
    yield* Effect.promise(() => server.calls.until(3))
    // More than three would come now.
    for (let turn = 0; turn < 200; turn++) yield* Effect.promise(() => new Promise(setImmediate))
    server.meet({ _tag: "None" })
    return yield* Fiber.join(fiber)
  })

describe("a directory over Cognito", () => {
  it.live("asks once for each of a page of fifty, three at a time, and for nobody whom it knows", () =>
    Effect.gen(function* () {
      const server = yield* pool
      const { find } = yield* directory(server, { deadlineMillis: 60_000 })
      const subjects = page(server)
      assert.sameMembers(names(yield* meanwhileThreeOpen(server, find(subjects))), everybody)
      assert.strictEqual(server.calls.total, 50)
      assert.strictEqual(server.calls.most, 3)
      assert.sameMembers(names(yield* find(subjects)), everybody)
      assert.strictEqual(server.calls.total, 50)
    })
  )

  it.live("asks three at a time however many pages are wanted at once, and once for who is on several", () =>
    Effect.gen(function* () {
      const server = yield* pool
      const { find } = yield* directory(server, { deadlineMillis: 60_000 })
      const subjects = page(server)
      const together = { concurrency: "unbounded" } as const
      const pages = Effect.all(
        Array.from({ length: 10 }, () => find(subjects)),
        together
      )
      for (const found of yield* meanwhileThreeOpen(server, pages))
        assert.sameMembers(names(found), everybody)
      assert.strictEqual(server.calls.total, 50)
      assert.strictEqual(server.calls.most, 3)
    })
  )

  it.live("tells of everybody where every second call is throttled, and still asks three at a time", () =>
    Effect.gen(function* () {
      const server = yield* pool
      server.meet({ _tag: "Throttled", share: 0.5, seed: 10 })
      const { find } = yield* directory(server, { deadlineMillis: 60_000 })
      assert.sameMembers(names(yield* find(page(server))), everybody)
      assert.isAbove(server.calls.total, 70)
      assert.isAtMost(server.calls.most, 3)
    })
  )

  it.effect("tells in two seconds of those whom it could ask, and of others that it could not", () =>
    Effect.gen(function* () {
      const server = yield* pool
      server.meet({ _tag: "Throttled", share: 0.5, seed: 10 })
      const { find } = yield* directory(server)
      const subjects = page(server)
      const asking = yield* Effect.forkChild(find(subjects))
      // This seed lets four calls through, and throttles the next three: all then wait to try again, and time stands still.
      yield* Effect.promise(() => server.calls.until(7))
      yield* Effect.promise(() => server.calls.untilIdle())
      yield* TestClock.adjust("2 seconds")
      const told = [...(yield* Fiber.join(asking)).values()].map(({ _tag }) => _tag)
      const [present, unavailable] = ["Present", "Unavailable"].map((tag) =>
        told.filter((one) => one === tag)
      )
      assert.isAtLeast(present?.length ?? 0, 4)
      assert.isAtLeast(unavailable?.length ?? 0, 1)
      assert.strictEqual((present?.length ?? 0) + (unavailable?.length ?? 0), 50)
      server.meet({ _tag: "None" })
      assert.sameMembers(names(yield* find(subjects)), everybody)
    })
  )

  it.live("asks again for those whose place others have taken", () =>
    Effect.gen(function* () {
      const server = yield* pool
      const { find } = yield* directory(server, { cacheSize: 2, deadlineMillis: 60_000 })
      const [first = "", second = "", third = ""] = page(server, 3)
      for (const subject of [first, second, first, third]) yield* find(new Set([subject]))
      assert.strictEqual(server.calls.total, 3)
      yield* find(new Set([first]))
      assert.strictEqual(server.calls.total, 3)
      yield* find(new Set([second]))
      assert.strictEqual(server.calls.total, 4)
    })
  )

  it.live("asks nothing about what can be nobody's sub", () =>
    Effect.gen(function* () {
      const server = yield* pool
      const { find, groupsOf } = yield* directory(server)
      for (const text of ["", '" or sub = "', "A".repeat(36), "anonymous", `${"a".repeat(36)}\n`]) {
        assert.deepStrictEqual((yield* find(new Set([text]))).get(text), { _tag: "Missing" })
        assert.deepStrictEqual(yield* groupsOf(text), [])
      }
      assert.strictEqual(server.calls.total, 0)
    })
  )
})
