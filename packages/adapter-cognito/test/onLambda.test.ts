import {
  TokenRevocationCognito,
  TokenRevocationIntrospection,
  UserDirectoryCognito
} from "@pgcrest/adapter-cognito"
import { assert, describe, it, vi } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { afterEach } from "vitest"

const userPoolId = "eu-west-1_a1"
const clientSecret = Redacted.make("secret")

/** Whatever can be told another place to ask. */
const layers = {
  UserDirectoryCognito: (endpoint: string) =>
    UserDirectoryCognito.layer({ userPoolId, attributes: { name: "name" }, endpoint }),
  TokenRevocationCognito: (endpoint: string) => TokenRevocationCognito.layer({ userPoolId, endpoint }),
  TokenRevocationIntrospection: (endpoint: string) =>
    TokenRevocationIntrospection.layer({
      issuer: "https://login.example",
      endpoint,
      clientId: "api",
      clientSecret
    })
}
const built = (layer: Layer.Layer<never, Error>) =>
  Effect.match(Layer.build(layer), { onSuccess: () => "built", onFailure: ({ message }) => message })

const plain = "http://127.0.0.1:9229"
const places = ["AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_RUNTIME_API"]

afterEach(() => void vi.unstubAllEnvs())

describe.each(Object.entries(layers))("an endpoint of %s", (_, layer) => {
  it.effect.each(places)("is refused on Lambda where it is plain http, by %s", (name) =>
    Effect.gen(function* () {
      vi.stubEnv(name, "some")
      assert.strictEqual(
        yield* built(layer(plain)),
        `endpoint "${plain}" is plain http: it is refused on Lambda`
      )
      assert.strictEqual(yield* built(layer("https://proxy.example")), "built")
    })
  )

  it.effect("may be plain http on a machine of one's own", () =>
    Effect.gen(function* () {
      for (const name of places) vi.stubEnv(name, undefined)
      assert.strictEqual(yield* built(layer(plain)), "built")
    })
  )
})
