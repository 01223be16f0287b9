/** The same start with a verifier, its keys from a file beside the bundle. */
import { TokenVerifierJwt } from "@pgcrest/adapter-cognito"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { TokenVerifier } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { api, issuer } from "./tokens.ts"

const keys = new URL("./keys.json", import.meta.url)
const verifier = TokenVerifierJwt.layer({
  issuers: [TokenVerifierJwt.oidc({ issuer, audience: [api], keys })]
})
const runtime = ManagedRuntime.make(Layer.merge(verifier, ResourceStorePostgres.layerConfig))

export const handler = ({ token }: { readonly token: string }): Promise<{ readonly statusCode: number }> =>
  runtime.runPromise(
    Effect.flatMap(TokenVerifier, ({ verify }) => Effect.as(verify(token), { statusCode: 200 }))
  )
