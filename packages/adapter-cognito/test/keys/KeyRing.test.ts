import { assert, describe, it } from "@effect/vitest"
import type { IdentityUnavailable } from "@pgcrest/core"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import * as Result from "effect/Result"
import * as TestClock from "effect/testing/TestClock"
import { type Found, makeKeyRing } from "../../src/keys/KeyRing.ts"
import { fromJwks, type KeySet } from "../../src/keys/KeySet.ts"
import { until } from "../verifying.ts"

const keys = Result.getOrThrow(
  fromJwks({ keys: [OidcIssuer.makeKey("k", "EdDSA").jwk] }, { emulator: false })
)

/** A ring whose fetches end as a test tells, one answer for each; `asked` counts them. */
const ringOf = Effect.gen(function* () {
  const answers = yield* Queue.unbounded<Result.Result<KeySet, string>>()
  const count = { asked: 0 }
  const fetch = Effect.suspend(() => {
    count.asked++
    return Effect.flatMap(Queue.take(answers), Effect.fromResult)
  })
  const ring = yield* makeKeyRing({
    issuer: "https://a.example",
    fetch,
    fetchMillis: 3000,
    preloaded: null,
    staleAfterMillis: 1
  })
  const answer = (told: Result.Result<KeySet, string>) => Queue.offer(answers, told)
  return { ...ring, count, answer }
})

const told = (found: Effect.Effect<Found, IdentityUnavailable>): Effect.Effect<string> =>
  Effect.match(found, { onSuccess: ({ key }) => key?.kid ?? "none", onFailure: ({ message }) => message })

/** Everything has run that can without a wait. */
const settled = Effect.promise(() => new Promise(setImmediate))

describe("keys that are fetched while the process is frozen", () => {
  it.effect("are asked for once more by the request that needs them, and at once", () =>
    Effect.gen(function* () {
      const { start, find, count, answer } = yield* ringOf
      yield* start
      const found = yield* Effect.forkChild(told(find("k")))
      yield* TestClock.adjust("10 seconds")
      yield* answer(Result.fail("it took too long"))
      yield* answer(Result.succeed(keys))
      assert.strictEqual(yield* Fiber.join(found), "k")
      assert.strictEqual(count.asked, 2)
    })
  )

  it.effect("are asked for no third time by it", () =>
    Effect.gen(function* () {
      const { find, count, answer } = yield* ringOf
      const found = yield* Effect.forkChild(told(find("k")))
      for (let n = 0; n < 2; n++) {
        yield* TestClock.adjust("10 seconds")
        yield* answer(Result.fail("it took too long"))
      }
      assert.include(yield* Fiber.join(found), "interrupted")
      assert.strictEqual(count.asked, 2)
    })
  )

  it.effect("are waited for when they are renewed the next time", () =>
    Effect.gen(function* () {
      const { find, count, answer } = yield* ringOf
      yield* answer(Result.succeed(keys))
      assert.strictEqual(yield* told(find("k")), "k")
      yield* TestClock.adjust("13 hours")
      assert.strictEqual(yield* told(find("k")), "k")
      yield* until(() => count.asked === 2)
      yield* TestClock.adjust("10 seconds")
      yield* answer(Result.fail("it took too long"))
      yield* settled
      const waiting = yield* Effect.forkChild(told(find("k")))
      yield* until(() => count.asked === 3)
      yield* settled
      assert.isUndefined(waiting.pollUnsafe())
      yield* answer(Result.succeed(keys))
      assert.strictEqual(yield* Fiber.join(waiting), "k")
    })
  )

  it.effect("put an issuer off that fails in time", () =>
    Effect.gen(function* () {
      const { find, count, answer } = yield* ringOf
      yield* answer(Result.fail("it answered 500"))
      assert.include(yield* told(find("k")), "500")
      assert.include(yield* told(find("k")), "500")
      assert.strictEqual(count.asked, 1)
    })
  )
})
