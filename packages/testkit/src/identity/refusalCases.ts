/** What is no good token is refused: never taken, and never a defect. */
import { type Claims, TokenVerifier } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { assert } from "vitest"
import { beside, type Cases, goodClaims, verdict } from "./asking.ts"

const texts = [
  "",
  " ",
  ".",
  "..",
  "a.b.c",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "\u0000",
  "\uD800",
  "🙂",
  "e30.e30.e30",
  "{}",
  ".".repeat(100_000),
  "x".repeat(100_000)
]

export const refusalCases = (it: Cases): void => {
  it.effect("refuses what is no token, whatever it looks like and however long it is", (maker) =>
    beside(maker, { good: goodClaims(maker) }, () =>
      Effect.gen(function* () {
        for (const text of texts) {
          const reason = yield* verdict(text)
          assert.include(["malformed", "algorithm"], reason, text.slice(0, 20))
        }
      })
    )
  )

  it.effect("refuses a token that is not to the letter what was signed", (maker) =>
    beside(maker, { good: goodClaims(maker) }, (textOf) =>
      Effect.gen(function* () {
        const text = textOf("good")
        const middle = Math.floor(text.length / 2)
        const other = text[middle] === "A" ? "B" : "A"
        const near = [
          text.slice(0, -1),
          text.slice(1),
          `${text}A`,
          `A${text}`,
          `${text} `,
          ` ${text}`,
          `${text}\n`,
          `Bearer ${text}`,
          `${text}.${text}`,
          `${text.slice(0, middle)}${other}${text.slice(middle + 1)}`
        ]
        assert.strictEqual(yield* verdict(text), "taken")
        for (const one of near) assert.notStrictEqual(yield* verdict(one), "taken", one)
      })
    )
  )

  it.effect("names the issuers whose tokens it takes, and takes those of no other", (maker) => {
    const { issuer } = maker
    const others = ["https://stranger.example", `${issuer}/`, issuer.slice(0, -1), issuer.toUpperCase(), ""]
    const tokens: Record<string, Claims> = { good: goodClaims(maker) }
    for (const iss of others) tokens[`of ${iss}`] = { ...goodClaims(maker), iss }
    return beside(maker, tokens, (textOf) =>
      Effect.gen(function* () {
        assert.include((yield* TokenVerifier).issuers, issuer)
        assert.strictEqual(yield* verdict(textOf("good")), "taken")
        for (const iss of others) {
          assert.notInclude((yield* TokenVerifier).issuers, iss)
          assert.strictEqual(yield* verdict(textOf(`of ${iss}`)), "issuer", iss)
        }
      })
    )
  })
}
