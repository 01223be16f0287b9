/** What a token says comes back as it was signed. */
import { TokenVerifier } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { assert } from "vitest"
import { beside, type Cases, claimsOf, goodClaims } from "./asking.ts"

const odd = {
  "cognito:groups": ["a,b", "c d", "[e]"],
  "custom:tenant": "",
  admin: false,
  nothing: null,
  count: 0,
  share: 0.1,
  negative: -1,
  nested: { list: [[], {}, [1, "1", true]] },
  name: "Zoë 🙂 \"'\\ \u0000 \u2028",
  "": "no name",
  toString: "own",
  constructor: { prototype: 1 }
}

export const claimCases = (it: Cases): void => {
  it.effect("gives the claims of a token as they were signed, each of its type", (maker) => {
    const claims = { ...goodClaims(maker), ...odd }
    return beside(maker, { odd: claims }, (textOf) =>
      Effect.map(claimsOf(textOf("odd")), (found) =>
        assert.deepStrictEqual(JSON.parse(JSON.stringify(found)), JSON.parse(JSON.stringify(claims)))
      )
    )
  })

  it.effect("has nothing to tell an operator while all is well", (maker) =>
    beside(maker, { good: goodClaims(maker) }, (textOf) =>
      Effect.gen(function* () {
        const { verify } = yield* TokenVerifier
        assert.isNull((yield* verify(textOf("good"))).notice)
      })
    )
  )

  it.effect("tells tokens apart that are verified at once, each time they are", (maker) => {
    const subjects = Array.from({ length: 20 }, (_, at) => `subject-${at}`)
    const tokens = Object.fromEntries(subjects.map((subject) => [subject, goodClaims(maker, subject)]))
    const asked = [...subjects, ...subjects.toReversed(), ...subjects]
    return beside(maker, tokens, (textOf) =>
      Effect.gen(function* () {
        const found = yield* Effect.all(
          asked.map((subject) => claimsOf(textOf(subject))),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(
          found.map(({ sub }) => sub),
          asked
        )
      })
    )
  })
}
