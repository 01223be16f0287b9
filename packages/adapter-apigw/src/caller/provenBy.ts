/** What a sandbox needs to prove tokens, and to ask about them. */
import { InvalidDeclaration, TokenRevocation, TokenVerifier } from "@pgcrest/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Issuers } from "./issuers.ts"
import type { VerificationOptions } from "./Verification.ts"

/** Both ports; what no option names is never asked. Fails where two issuers' equal subjects would be taken for one caller. */
export const provenBy = (
  { verify, revocation }: VerificationOptions,
  issuers: Issuers | null
): Layer.Layer<TokenVerifier | TokenRevocation, Error> =>
  Layer.merge(
    verify === undefined ? unasked.verifier : Layer.tap(verify, (context) => distinct(context, issuers)),
    revocation?.check ?? unasked.revocation
  )

const unasked = {
  verifier: Layer.succeed(TokenVerifier, {
    issuers: [],
    verify: () => Effect.die("nothing is verified here")
  }),
  revocation: Layer.succeed(TokenRevocation, { isRevoked: () => Effect.die("nothing is revoked here") })
}

function distinct(
  context: Context.Context<TokenVerifier>,
  issuers: Issuers | null
): Effect.Effect<void, InvalidDeclaration> {
  const trusted = Context.get(context, TokenVerifier).issuers
  if (issuers === null)
    return trusted.length < 2
      ? Effect.void
      : Effect.fail(
          new InvalidDeclaration(
            `The option verify takes tokens of ${trusted.length} issuers: name them in the option issuers, so that equal subjects of two are two callers`
          )
        )
  const strangers = trusted.filter((issuer) => issuers.nameOf(issuer) === undefined)
  return strangers.length === 0
    ? Effect.void
    : Effect.fail(
        new InvalidDeclaration(
          ...strangers.map(
            (issuer) => `The option issuers does not name ${issuer}, whose tokens verify takes`
          )
        )
      )
}
