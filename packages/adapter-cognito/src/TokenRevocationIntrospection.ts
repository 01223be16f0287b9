/** A `TokenRevocation` over the introspection of any issuer (RFC 7662). */
import { TokenRevocation } from "@pgcrest/core"
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { certificateFaults, numberFaults, textFaults, throwFaults } from "./faults.ts"
import { endpointFaults, refusedOnLambda } from "./http/endpoint.ts"
import { makeIntrospect } from "./revocation/introspect.ts"
import { ofIssuer } from "./revocation/ofIssuer.ts"
import { remembering } from "./revocation/remembering.ts"
import { makeVerdicts } from "./revocation/Verdicts.ts"

/** Of whom, where and as whom to ask, and for how long an answer counts. */
export interface Options {
  /** The `iss` of the tokens that are asked about; those of others are sent nowhere. */
  readonly issuer: string
  /** The issuer's `introspection_endpoint` (RFC 8414): https, or http of this machine. */
  readonly endpoint: string
  /** Who may ask there, with a secret that is sent as RFC 6749 §2.3.1 says (`client_secret_basic`). */
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted<string>
  /** How long it counts that a token is active: 30, unless given; 0 asks each time. */
  readonly cacheSeconds?: number
  /** Of how many tokens answers are kept: 1000, unless given. */
  readonly cacheSize?: number
  /** How long a request waits for the issuer: 3000, unless given. */
  readonly deadlineMillis?: number
  /** The authorities to trust, as PEM: the system's, unless given. */
  readonly ca?: string
}

/**
 * Asks the issuer about each token once in `cacheSeconds`, and its requests wait for that. A token that is not active
 * is revoked; whatever else the issuer says, its silence, and a token of another issuer fail with IdentityUnavailable.
 * No redirection is followed, and no more than 64 kB are read. Throws InvalidDeclaration where the options make no
 * sense; fails for plain http on Lambda.
 */
export const layer = (options: Options): Layer.Layer<TokenRevocation, Config.ConfigError> => {
  throwFaults(faultsOf(options))
  const { issuer, clientId, clientSecret, ca = null } = options
  const { cacheSeconds = 30, cacheSize = 1000, deadlineMillis: millis = 3000 } = options
  const url = new URL(options.endpoint)
  const make = Effect.sync(() => {
    const ask = makeIntrospect({ url, clientId, clientSecret, ca, millis })
    const isRevoked = remembering(makeVerdicts(cacheSeconds * 1000, cacheSize), ask)
    return TokenRevocation.of({ isRevoked: ofIssuer(issuer, isRevoked) })
  })
  return Layer.effect(TokenRevocation, Effect.andThen(refusedOnLambda(options.endpoint), make))
}

function* faultsOf(options: Options): Generator<string> {
  yield* textFaults("issuer", options.issuer)
  yield* textFaults("clientId", options.clientId)
  if (Redacted.isRedacted(options.clientSecret))
    yield* textFaults("clientSecret", Redacted.value(options.clientSecret))
  else yield "clientSecret must be Redacted, so that no log can show it"
  yield* certificateFaults(options.ca)
  if (options.endpoint === undefined) yield "endpoint is missing: it says where to ask"
  else yield* endpointFaults(options.endpoint)
  yield* numberFaults("cacheSeconds", options.cacheSeconds, 0)
  yield* numberFaults("cacheSize", options.cacheSize, 1)
  yield* numberFaults("deadlineMillis", options.deadlineMillis, 1)
}
