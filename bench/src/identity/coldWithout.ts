/** A start without a verifier: a store over `pg`, which is not asked anything. */
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { TokenVerifier } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"

const nobody = Layer.succeed(TokenVerifier, {
  issuers: [],
  verify: () => Effect.succeed({ claims: {}, notice: null })
})
const runtime = ManagedRuntime.make(Layer.merge(nobody, ResourceStorePostgres.layerConfig))

export const handler = ({ token }: { readonly token: string }): Promise<{ readonly statusCode: number }> =>
  runtime.runPromise(
    Effect.flatMap(TokenVerifier, ({ verify }) => Effect.as(verify(token), { statusCode: 200 }))
  )
