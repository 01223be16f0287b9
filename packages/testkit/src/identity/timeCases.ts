/** A token counts from when it begins until it ends, by the clock that Effect has; clocks may be five minutes apart at most. */
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { assert } from "vitest"
import { beside, type Cases, goodClaims, hour, now, verdict } from "./asking.ts"

export const timeCases = (it: Cases): void => {
  it.effect("takes a token until it has expired, and never again", (maker) =>
    beside(maker, { good: goodClaims(maker) }, (textOf) =>
      Effect.gen(function* () {
        yield* TestClock.adjust("59 minutes")
        assert.strictEqual(yield* verdict(textOf("good")), "taken")
        yield* TestClock.adjust("6 minutes")
        assert.strictEqual(yield* verdict(textOf("good")), "expired")
        yield* TestClock.adjust("365 days")
        assert.strictEqual(yield* verdict(textOf("good")), "expired")
      })
    )
  )

  it.effect("takes a token from when it is valid", (maker) =>
    beside(maker, { early: { ...goodClaims(maker), nbf: now + hour / 2 } }, (textOf) =>
      Effect.gen(function* () {
        assert.strictEqual(yield* verdict(textOf("early")), "not-yet-valid")
        yield* TestClock.adjust("31 minutes")
        assert.strictEqual(yield* verdict(textOf("early")), "taken")
      })
    )
  )

  it.effect("takes no token whose end or beginning is no number", (maker) => {
    const odd = { text: String(now + hour), null: null, list: [now + hour] }
    const tokens = Object.fromEntries(
      Object.entries(odd).flatMap(([name, value]) => [
        [`exp ${name}`, { ...goodClaims(maker), exp: value }],
        [`nbf ${name}`, { ...goodClaims(maker), nbf: value }]
      ])
    )
    return beside(maker, tokens, (textOf) =>
      Effect.gen(function* () {
        for (const name of Object.keys(tokens))
          assert.strictEqual(yield* verdict(textOf(name)), "malformed", name)
      })
    )
  })
}
