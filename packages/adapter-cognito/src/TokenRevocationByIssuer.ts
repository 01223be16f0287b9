/** A `TokenRevocation` for several issuers, each with one of its own. */
import { TokenRevocation } from "@pgcrest/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { throwFaults } from "./faults.ts"
import { unavailable } from "./revocation/unavailable.ts"

/**
 * Asks about each token that revocation which stands under its `iss`. A token of an issuer under which none stands fails with
 * IdentityUnavailable, and so does one that names no issuer. All are built when this layer is; what they are provided with in
 * common, and what the store has of it, is built once. Throws InvalidDeclaration where there are none.
 */
export const layer = <E, R>(
  layers: Readonly<Record<string, Layer.Layer<TokenRevocation, E, R>>>
): Layer.Layer<TokenRevocation, E, R> => {
  if (Object.keys(layers).length === 0) throwFaults(["No issuer is named, so that no token would count"])
  // Into the memory of layers that is there: Layer.build would begin one of its own for each.
  return Layer.fromBuildMemo((memoMap, scope) =>
    Effect.gen(function* () {
      const revocations = new Map<unknown, TokenRevocation["Service"]>()
      for (const [issuer, layer] of Object.entries(layers)) {
        const built = yield* Layer.buildWithMemoMap(layer, memoMap, scope)
        revocations.set(issuer, Context.get(built, TokenRevocation))
      }
      return Context.make(TokenRevocation, { isRevoked: byIssuer(revocations) })
    })
  )
}

function byIssuer(
  revocations: ReadonlyMap<unknown, TokenRevocation["Service"]>
): TokenRevocation["Service"]["isRevoked"] {
  return (presented) =>
    revocations.get(presented.claims["iss"])?.isRevoked(presented) ??
    unavailable("the token is of none of the issuers whose revocations are asked")
}
