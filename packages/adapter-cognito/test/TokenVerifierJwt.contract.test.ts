import { TokenVerifierJwt } from "@pgcrest/adapter-cognito"
import type { Claims } from "@pgcrest/core"
import { TokenVerifierContract } from "@pgcrest/testkit"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import * as Effect from "effect/Effect"

type Tokens = Readonly<Record<string, Claims>>

const started = Effect.acquireRelease(
  Effect.promise(() => OidcIssuer.start({ algorithm: "ES256" })),
  (issuer) => Effect.promise(issuer.stop)
)

const textsOf = (issuer: OidcIssuer.OidcIssuer, tokens: Tokens) =>
  Object.fromEntries(Object.entries(tokens).map(([name, claims]) => [name, issuer.sign(claims)]))

TokenVerifierContract.suite(
  "any issuer, its keys fetched",
  Effect.map(started, (issuer) => ({
    issuer: issuer.issuer,
    claims: { aud: ["other", "api"] },
    make: (tokens: Tokens) => ({
      layer: TokenVerifierJwt.layer({
        issuers: [
          TokenVerifierJwt.oidc({
            issuer: issuer.issuer,
            audience: ["api"],
            algorithms: ["ES256"],
            emulator: true
          })
        ]
      }),
      texts: textsOf(issuer, tokens)
    })
  }))
)

const key = OidcIssuer.makeKey("key", "RS256")
const header = JSON.stringify({ alg: "RS256", kid: key.kid })

TokenVerifierContract.suite(
  "a user pool, its keys preloaded",
  Effect.succeed({
    issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_aBcDeFgHi",
    claims: { token_use: "access", client_id: "app" },
    make: (tokens: Tokens) => ({
      layer: TokenVerifierJwt.layer({
        issuers: [
          TokenVerifierJwt.cognito({
            userPoolId: "eu-west-1_aBcDeFgHi",
            clientIds: ["app"],
            keys: { keys: [key.jwk] }
          })
        ]
      }),
      texts: Object.fromEntries(
        Object.entries(tokens).map(([name, claims]) => [
          name,
          OidcIssuer.signText(header, JSON.stringify(claims), key)
        ])
      )
    })
  })
)
