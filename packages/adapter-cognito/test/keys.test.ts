// @effect-diagnostics strictEffectProvide:off
import { assert, describe, it } from "@effect/vitest"
import { TokenVerifier } from "@pgcrest/core"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as TestClock from "effect/testing/TestClock"
import { layerOf, until, verdict, verify } from "./verifying.ts"

const noon = 1_900_000_000_000

const started = (options: OidcIssuer.Options = {}) =>
  Effect.acquireRelease(
    Effect.promise(() => OidcIssuer.start(options)),
    (issuer) => Effect.promise(issuer.stop)
  )

const claims = { sub: "ann", aud: "api", iat: noon / 1000, exp: noon / 1000 + 1_000_000 }
const fetched = ({ requests }: OidcIssuer.OidcIssuer) =>
  requests.filter((request) => request === "GET /jwks.json").length

/** Runs beside a verifier that is built at noon; `log` has each line of its log. */
const beside = <A, E, F>(
  layer: Layer.Layer<TokenVerifier, E>,
  run: (log: ReadonlyArray<string>) => Effect.Effect<A, F, TokenVerifier>
) => {
  const log: Array<string> = []
  const logger = Logger.make<unknown, void>(({ message }) => void log.push(String(message)))
  const running = Effect.provide(
    Effect.suspend(() => run(log)),
    Layer.fresh(layer)
  )
  return Effect.andThen(TestClock.setTime(noon), running).pipe(
    Effect.provideService(Logger.CurrentLoggers, new Set([logger]))
  )
}

const strange = { header: { kid: "strange" } }

describe("the keys of an issuer", () => {
  it.effect(
    "are fetched when the layer is built, and a token that comes meanwhile waits for that fetch",
    () =>
      Effect.gen(function* () {
        const issuer = yield* started()
        yield* beside(layerOf(issuer), () =>
          Effect.gen(function* () {
            const token = issuer.sign(claims)
            const verdicts = yield* Effect.all(
              Array.from({ length: 20 }, () => verdict(token)),
              { concurrency: "unbounded" }
            )
            assert.deepStrictEqual(new Set(verdicts), new Set(["taken"]))
            assert.strictEqual(fetched(issuer), 1)
          })
        )
      })
  )

  it.effect("are had over TLS from an issuer whose authority is named, and from no other", () =>
    Effect.gen(function* () {
      const issuer = yield* started({ tls: true })
      const token = issuer.sign(claims)
      yield* beside(layerOf(issuer, { emulator: false, ca: issuer.ca ?? "" }), () =>
        Effect.map(verdict(token), (found) => assert.strictEqual(found, "taken"))
      )
      yield* beside(layerOf(issuer, { emulator: false }), () =>
        Effect.map(verdict(token), (found) =>
          assert.match(found, /^The keys of an issuer cannot be had: .*certificate/u)
        )
      )
    })
  )

  it.effect("judge without a wait once they are there, whatever has become of the issuer", () =>
    Effect.gen(function* () {
      const issuer = yield* started()
      yield* beside(layerOf(issuer), () =>
        Effect.gen(function* () {
          const token = issuer.sign(claims)
          yield* verify(token)
          issuer.behave("down")
          const verifier = yield* TokenVerifier
          const context = yield* Effect.context()
          const exits = [token, `${token.slice(0, -4)}AAAA`].map((text) =>
            Effect.runSyncExitWith(context)(verifier.verify(text))
          )
          assert.deepStrictEqual(exits.map(Exit.isSuccess), [true, false])
        })
      )
    })
  )

  it.effect(
    "change while requests run: old tokens and new ones are taken, and each rotation costs one fetch",
    () =>
      Effect.gen(function* () {
        const issuer = yield* started({ algorithm: "ES256" })
        yield* beside(layerOf(issuer), () =>
          Effect.gen(function* () {
            const tokens = [issuer.sign(claims)]
            yield* verify(tokens[0] ?? "")
            for (let rotation = 1; rotation <= 4; rotation++) {
              issuer.rotate({ algorithm: "ES256" })
              tokens.push(issuer.sign(claims))
              const asked = Array.from({ length: 25 }, () => tokens).flat()
              const verdicts = yield* Effect.all(asked.map(verdict), { concurrency: "unbounded" })
              assert.deepStrictEqual(new Set(verdicts), new Set(["taken"]))
              assert.strictEqual(fetched(issuer), 1 + rotation)
              yield* TestClock.adjust("11 seconds")
            }
          })
        )
      })
  )

  it.effect("that are taken from the key set no longer count once it was fetched again", () =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      yield* beside(layerOf(issuer), () =>
        Effect.gen(function* () {
          const old = issuer.sign(claims)
          yield* verify(old)
          issuer.rotate({ algorithm: "ES256", keep: false })
          yield* verify(issuer.sign(claims))
          assert.strictEqual(yield* verdict(old), "key")
        })
      )
    })
  )

  it.effect("are asked for once by a thousand unknown ones, and again only after ten seconds", () =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      yield* beside(layerOf(issuer, { keys: issuer.jwks() }), () =>
        Effect.gen(function* () {
          const flood = Array.from({ length: 1000 }, (_, at) =>
            issuer.sign(claims, { header: { kid: `unknown-${at}` } })
          )
          const verdicts = yield* Effect.all(flood.map(verdict), { concurrency: "unbounded" })
          assert.deepStrictEqual(new Set(verdicts), new Set(["key"]))
          assert.strictEqual(fetched(issuer), 1)
          yield* TestClock.adjust("9999 millis")
          assert.strictEqual(yield* verdict(issuer.sign(claims, strange)), "key")
          assert.strictEqual(fetched(issuer), 1)
          yield* TestClock.adjust("1 millis")
          assert.strictEqual(yield* verdict(issuer.sign(claims, strange)), "key")
          assert.strictEqual(fetched(issuer), 2)
        })
      )
    })
  )

  it.effect("are renewed behind a request's back when they are half a day old", () =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      yield* beside(layerOf(issuer), () =>
        Effect.gen(function* () {
          const token = issuer.sign(claims)
          yield* verify(token)
          yield* TestClock.adjust("12 hours")
          yield* verify(token)
          assert.strictEqual(issuer.requests.length, 2)
          yield* TestClock.adjust("1 minute")
          issuer.behave("slow")
          const { notice } = yield* verify(token)
          assert.isNull(notice)
          yield* until(() => issuer.requests.length === 3)
        })
      )
    })
  )

  it.effect("are never asked for again by their age where they were given", () =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      yield* beside(layerOf(issuer, { keys: issuer.jwks() }), () =>
        Effect.gen(function* () {
          const token = issuer.sign(claims)
          yield* TestClock.adjust("200 hours")
          assert.isNull((yield* verify(token)).notice)
          yield* TestClock.adjust("1 minute")
          assert.isEmpty(issuer.requests)
        })
      )
    })
  )

  it.effect("are asked for once by a process that cannot start, and starts again and again", () =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      issuer.behave("slow")
      const layer = layerOf(issuer)
      for (let n = 0; n < 20; n++) yield* Effect.scoped(Layer.build(Layer.fresh(layer)))
      yield* until(() => issuer.requests.length > 0)
      assert.strictEqual(issuer.requests.length, 1)
    })
  )

  it.effect("go on to judge when they could not be renewed, and tell when they are a day old", () =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      yield* beside(layerOf(issuer), (log) =>
        Effect.gen(function* () {
          const token = issuer.sign(claims)
          yield* verify(token)
          issuer.behave("error")
          yield* TestClock.adjust("23 hours")
          assert.isNull((yield* verify(token)).notice)
          yield* until(() => log.length === 1)
          assert.isNull((yield* verify(token)).notice)
          yield* TestClock.adjust("2 hours")
          assert.strictEqual(
            (yield* verify(token)).notice,
            `The keys of ${issuer.issuer} are older than 24 hours, and could not be renewed`
          )
        })
      )
    })
  )
})

describe("an issuer that is in trouble", () => {
  const reasons: ReadonlyArray<readonly [OidcIssuer.Behaviour, RegExp]> = [
    ["down", /cannot be asked: socket hang up/u],
    ["slow", /has not answered within 3000 ms/u],
    ["garbage", /does not name the issuer/u],
    ["huge", /answered with more than 262144 bytes/u],
    ["error", /answered 500/u],
    ["redirect", /answered 302/u]
  ]

  /** Of a slow issuer the time passes that it is given, once it was asked for the last time that it is asked. */
  const answered = Effect.fnUntraced(function* <A, E, R>(
    { requests }: OidcIssuer.OidcIssuer,
    behaviour: OidcIssuer.Behaviour,
    before: number,
    run: Effect.Effect<A, E, R>
  ) {
    if (behaviour !== "slow") return yield* run
    const running = yield* Effect.forkChild(run)
    yield* until(() => requests.length > before)
    yield* TestClock.adjust(3000)
    return yield* Fiber.join(running)
  })

  it.effect.each(reasons)(
    "keeps no layer from being built, and gives a typed failure with its reason: %s",
    ([behaviour, reason]) =>
      Effect.gen(function* () {
        const issuer = yield* started({ algorithm: "ES256" })
        issuer.behave(behaviour)
        yield* beside(layerOf(issuer), (log) =>
          Effect.gen(function* () {
            const token = issuer.sign(claims)
            const failure = yield* answered(issuer, behaviour, 0, Effect.flip(verify(token)))
            assert.strictEqual(failure._tag, "IdentityUnavailable")
            assert.match(failure.message, reason)
            assert.strictEqual(log.length, 1)
            assert.match(log[0] ?? "", reason)
          })
        )
      })
  )

  it.effect.each(reasons)("keeps no key from judging that was had before: %s", ([behaviour, reason]) =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      yield* beside(layerOf(issuer), (log) =>
        Effect.gen(function* () {
          const token = issuer.sign(claims)
          yield* verify(token)
          issuer.behave(behaviour)
          const unknown = verdict(issuer.sign(claims, strange))
          const told = yield* answered(issuer, behaviour, issuer.requests.length, unknown)
          // It may be a new key of the issuer's: that it has none such nobody can say now.
          assert.match(told, reason)
          assert.strictEqual(yield* verdict(token), "taken")
          assert.strictEqual(log.length, 1)
        })
      )
    })
  )

  it.effect.each(reasons)("has no other keys than those that were given: %s", ([behaviour]) =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      issuer.behave(behaviour)
      yield* beside(layerOf(issuer, { keys: issuer.jwks() }), () =>
        Effect.gen(function* () {
          const unknown = verdict(issuer.sign(claims, strange))
          assert.strictEqual(yield* answered(issuer, behaviour, 0, unknown), "key")
          assert.strictEqual(yield* verdict(issuer.sign(claims)), "taken")
        })
      )
    })
  )

  it.effect("is asked again after a second, then after two, up to a minute, whatever requests come", () =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      issuer.behave("error")
      yield* beside(layerOf(issuer), (log) =>
        Effect.gen(function* () {
          const ask = Effect.all(
            Array.from({ length: 20 }, () => verdict(issuer.sign(claims))),
            { concurrency: "unbounded" }
          )
          yield* ask
          for (const [at, pause] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
            yield* TestClock.adjust(pause * 1000 - 1)
            yield* ask
            assert.strictEqual(issuer.requests.length, at + 1)
            yield* TestClock.adjust(1)
            yield* ask
            assert.strictEqual(issuer.requests.length, at + 2)
          }
          assert.strictEqual(log.length, 1)
        })
      )
    })
  )

  it.effect("is believed again as soon as it answers", () =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      issuer.behave("down")
      yield* beside(layerOf(issuer), () =>
        Effect.gen(function* () {
          const token = issuer.sign(claims)
          yield* verdict(token)
          issuer.behave("well")
          yield* TestClock.adjust("1 seconds")
          assert.strictEqual(yield* verdict(token), "taken")
        })
      )
    })
  )

  it.effect("takes no request with it that ends while its keys are fetched", () =>
    Effect.gen(function* () {
      const issuer = yield* started({ algorithm: "ES256" })
      issuer.behave("error")
      yield* beside(layerOf(issuer), () =>
        Effect.gen(function* () {
          const token = issuer.sign(claims)
          yield* verdict(token)
          yield* TestClock.adjust("1 seconds")
          issuer.behave("well")
          const verifier = yield* TokenVerifier
          const abandoned = yield* Effect.forkChild(verifier.verify(token), { startImmediately: true })
          const other = yield* Effect.forkChild(verifier.verify(token), { startImmediately: true })
          yield* Fiber.interrupt(abandoned)
          assert.strictEqual((yield* Fiber.join(other)).claims["sub"], "ann")
          assert.strictEqual(fetched(issuer), 1)
        })
      )
    })
  )
})
