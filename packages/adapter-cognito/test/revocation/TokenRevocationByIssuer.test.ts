import { TokenRevocationByIssuer, TokenRevocationCognito } from "@pgcrest/adapter-cognito"
import { IdentityUnavailable, InvalidDeclaration, type Presented, TokenRevocation } from "@pgcrest/core"
import { TokenRevocationContract } from "@pgcrest/testkit"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { pool } from "../directory/pool.ts"
import { presentedOf } from "./presented.ts"

const [one, other] = ["https://one.example", "https://other.example"]

const presented = (iss: unknown): Presented => ({ token: Redacted.make("token"), claims: { iss } })

/** Says the same of every token, and notes whose it is asked about. */
const saying = (revoked: boolean) => {
  const asked: Array<unknown> = []
  const layer = Layer.succeed(TokenRevocation, {
    isRevoked: ({ claims }) => Effect.sync(() => (asked.push(claims["iss"]), revoked))
  })
  return { asked, layer }
}

const asking = <E>(layers: Readonly<Record<string, Layer.Layer<TokenRevocation, E>>>) =>
  Effect.map(Layer.build(TokenRevocationByIssuer.layer(layers)), (context) =>
    Context.get(context, TokenRevocation)
  )

TokenRevocationContract.suite(
  "by issuer",
  Layer.unwrap(
    Effect.map(pool, ({ pool, endpoint }) => {
      const { userPoolId } = pool
      const options = { userPoolId, endpoint, cacheSeconds: 0, deadlineMillis: 60_000 }
      return Layer.merge(
        TokenRevocationByIssuer.layer({
          [one]: saying(true).layer,
          [pool.issuer]: TokenRevocationCognito.layer(options),
          [other]: saying(false).layer
        }),
        Layer.succeed(TokenRevocationContract.Tokens, {
          issue: Effect.sync(() => presentedOf(pool.signIn(pool.add({ attributes: { name: "Ann" } })))),
          revoke: ({ claims }) => Effect.sync(() => pool.signOut(String(claims["sub"])))
        })
      )
    })
  )
)

describe("revocation by issuer", () => {
  it.effect("asks that of the token's issuer, and no other", () =>
    Effect.gen(function* () {
      const [bad, good] = [saying(true), saying(false)]
      const { isRevoked } = yield* asking({ [one]: bad.layer, [other]: good.layer })
      assert.isTrue(yield* isRevoked(presented(one)))
      assert.isFalse(yield* isRevoked(presented(other)))
      assert.deepStrictEqual([bad.asked, good.asked], [[one], [other]])
    })
  )

  it.effect(
    "fails for a token of an issuer that is not named, and for one that names none, and asks nobody",
    () =>
      Effect.gen(function* () {
        const { asked, layer } = saying(false)
        const { isRevoked } = yield* asking({ [one]: layer })
        for (const iss of [other, `${one}/`, [one], "constructor", "__proto__", null, undefined]) {
          const failure = yield* Effect.flip(isRevoked(presented(iss)))
          assert.instanceOf(failure, IdentityUnavailable)
          assert.strictEqual(failure.of, "revocation", String(iss))
        }
        assert.isEmpty(asked)
      })
  )

  it.effect("fails where that of the token's issuer fails, whatever others would say", () =>
    Effect.gen(function* () {
      const down = Layer.succeed(TokenRevocation, {
        isRevoked: () => Effect.fail(new IdentityUnavailable({ of: "revocation", cause: "down" }))
      })
      const { isRevoked } = yield* asking({ [one]: down, [other]: saying(false).layer })
      assert.strictEqual((yield* Effect.flip(isRevoked(presented(one)))).cause, "down")
    })
  )

  it.effect("is not built where one of them cannot be", () =>
    Effect.gen(function* () {
      const broken = Layer.effect(TokenRevocation, Effect.fail("no key"))
      const built = asking<string>({ [one]: saying(true).layer, [other]: broken })
      assert.strictEqual(yield* Effect.flip(built), "no key")
    })
  )

  it.effect("builds once what they have in common, also with what stands beside it", () =>
    Effect.gen(function* () {
      let built = 0
      const client = Layer.effectDiscard(Effect.sync(() => built++))
      const over = (layer: Layer.Layer<TokenRevocation>) => Layer.provide(layer, client)
      const layers = { [one]: over(saying(true).layer), [other]: over(saying(false).layer) }
      yield* Layer.build(Layer.merge(client, TokenRevocationByIssuer.layer(layers)))
      assert.strictEqual(built, 1)
    })
  )

  it("is refused where no issuer is named", () =>
    assert.throws(
      () => TokenRevocationByIssuer.layer<never, never>({}),
      InvalidDeclaration,
      "No issuer is named"
    ))
})
