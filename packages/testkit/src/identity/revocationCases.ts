/** Contract: whether a token still counts. */
import { assert } from "@effect/vitest"
import { IdentityUnavailable, type Presented, TokenRevocation } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Case } from "./Case.ts"
import { Tokens } from "./Tokens.ts"

const isRevoked = (presented: Presented) =>
  TokenRevocation.use((revocation) => revocation.isRevoked(presented))

/** What is presented without anything by which it could be known. */
const unknowable: ReadonlyArray<Presented> = [
  {},
  { jti: 1.5, origin_jti: null },
  { jti: { toString: "x" }, origin_jti: ["x"] },
  { jti: "", origin_jti: "" }
].map((claims) => ({ claims, token: null }))

export const revocationCases: ReadonlyArray<Case<TokenRevocation | Tokens>> = [
  {
    promise: "says that a token counts which nobody took back, each time",
    run: () =>
      Effect.gen(function* () {
        const presented = yield* (yield* Tokens).issue
        assert.isFalse(yield* isRevoked(presented))
        assert.isFalse(yield* isRevoked(presented))
      })
  },
  {
    promise: "says that a token is revoked which was taken back, each time",
    run: () =>
      Effect.gen(function* () {
        const tokens = yield* Tokens
        const presented = yield* tokens.issue
        assert.isFalse(yield* isRevoked(presented))
        yield* tokens.revoke(presented)
        for (const _ of [1, 2, 3]) assert.isTrue(yield* isRevoked(presented))
      })
  },
  {
    promise: "says so of a token that it is asked about for the first time",
    run: () =>
      Effect.gen(function* () {
        const tokens = yield* Tokens
        const presented = yield* tokens.issue
        yield* tokens.revoke(presented)
        assert.isTrue(yield* isRevoked(presented))
      })
  },
  {
    promise: "tells one token from another",
    run: () =>
      Effect.gen(function* () {
        const tokens = yield* Tokens
        const [one, other] = [yield* tokens.issue, yield* tokens.issue]
        yield* tokens.revoke(one)
        assert.isTrue(yield* isRevoked(one))
        assert.isFalse(yield* isRevoked(other))
      })
  },
  {
    promise: "tells everybody the same who asks at once",
    run: () =>
      Effect.gen(function* () {
        const tokens = yield* Tokens
        const [good, bad] = [yield* tokens.issue, yield* tokens.issue]
        yield* tokens.revoke(bad)
        const asked = Array.from({ length: 20 }, (_, at) => isRevoked(at % 2 === 0 ? good : bad))
        const told = yield* Effect.all(asked, { concurrency: "unbounded" })
        assert.deepStrictEqual(
          told,
          told.map((_, at) => at % 2 === 1)
        )
      })
  },
  {
    promise: "fails with IdentityUnavailable where there is nothing to know a token by",
    run: () =>
      Effect.gen(function* () {
        for (const presented of unknowable) {
          const told = yield* Effect.result(isRevoked(presented))
          assert.isTrue(Result.isFailure(told) && told.failure instanceof IdentityUnavailable)
          assert.deepInclude(Result.isFailure(told) ? told.failure : {}, { of: "revocation" })
        }
      })
  }
]
