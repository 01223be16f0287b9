/** A `TokenRevocation` over Cognito's GetUser. */
import { type Claims, TokenRevocation } from "@pgcrest/core"
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { numberFaults, throwFaults } from "./faults.ts"
import { endpointFaults, refusedOnLambda } from "./http/endpoint.ts"
import { makeGetUser } from "./revocation/getUser.ts"
import { ofIssuer } from "./revocation/ofIssuer.ts"
import { remembering } from "./revocation/remembering.ts"
import { unavailable } from "./revocation/unavailable.ts"
import { makeVerdicts } from "./revocation/Verdicts.ts"
import { poolFaults, userPool } from "./userPool.ts"

/** Whose tokens are asked about, and for how long an answer counts. */
export interface Options {
  readonly userPoolId: string
  /** Where to ask, as a proxy or an emulator, by https or by http of this machine: the region's own place, unless given. */
  readonly endpoint?: string
  /** Lets a client's own tokens (client credentials) count until they expire: GetUser knows nothing of them, and they are refused, unless given. */
  readonly machines?: "pass"
  /** How long it counts that a token was not taken back: 30, unless given; 0 asks each time. */
  readonly cacheSeconds?: number
  /** Of how many tokens answers are kept: 1000, unless given. */
  readonly cacheSize?: number
  /** How long a request waits for Cognito: 2000, unless given. */
  readonly deadlineMillis?: number
}

/**
 * Asks with the access token itself, so that no role is needed, but the scope `aws.cognito.signin.user.admin` in the token, a way to
 * Cognito's endpoint, and one call for each token in `cacheSeconds`, which its requests wait for. A token that was taken back, or
 * whose user is gone, disabled or to be confirmed anew, is revoked. ID tokens, and all that GetUser does not tell of, fail
 * with IdentityUnavailable. Throws InvalidDeclaration where the options make no sense; fails for plain http on Lambda.
 */
export const layer = (options: Options): Layer.Layer<TokenRevocation, Config.ConfigError> => {
  throwFaults(faultsOf(options))
  const { cacheSeconds = 30, cacheSize = 1000, deadlineMillis = 2000 } = options
  const { issuer } = userPool(options.userPoolId)
  const url = new URL(options.endpoint ?? new URL(issuer).origin)
  const make = Effect.sync(() => {
    const verdicts = makeVerdicts(cacheSeconds * 1000, cacheSize)
    const isRevoked = remembering(verdicts, makeGetUser(url, deadlineMillis))
    return TokenRevocation.of({
      isRevoked: ofIssuer(issuer, (presented) => {
        const { claims } = presented
        if (claims["token_use"] !== "access") return unavailable(noAccessToken)
        if (!isMachine(claims)) return isRevoked(presented)
        return options.machines === "pass" ? Effect.succeed(false) : unavailable(noUser)
      })
    })
  })
  return Layer.effect(TokenRevocation, Effect.andThen(refusedOnLambda(options.endpoint), make))
}

function* faultsOf(options: Options): Generator<string> {
  yield* poolFaults(options.userPoolId)
  yield* endpointFaults(options.endpoint)
  if (options.machines !== undefined && options.machines !== "pass")
    yield `machines is "${options.machines}"; it can be pass`
  yield* numberFaults("cacheSeconds", options.cacheSeconds, 0)
  yield* numberFaults("cacheSize", options.cacheSize, 1)
  yield* numberFaults("deadlineMillis", options.deadlineMillis, 1)
}

const noAccessToken =
  "GetUser tells of access tokens only: clients must send theirs, and not the ID token, where tokens can be taken back"
const noUser =
  'GetUser knows nothing of a client\'s own token: machines: "pass" lets such tokens count until they expire'

/** Of a user's access token `username` cannot be left out, and its subject is not the client. */
function isMachine({ sub, client_id, username }: Claims): boolean {
  return username === undefined && typeof sub === "string" && sub === client_id
}
