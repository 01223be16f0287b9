/** Any issuer of JWTs: OpenID Connect's, or OAuth 2.0's with a key set. */
import { certificateFaults, throwFaults } from "../faults.ts"
import { type Algorithm, isAlgorithm, schemes } from "../token/algorithms.ts"
import type { PreloadedKeys } from "../keys/preloaded.ts"
import { addressFaults, listFaults } from "./faults.ts"
import type { Issuer } from "./Issuer.ts"

/** Of an issuer: who it is, and for whom its tokens must be. At least one of `audience` and `clientIds` is asked. */
export interface OidcOptions {
  /** The `iss` of its tokens, to the letter. */
  readonly issuer: string
  /** What `aud` must name one of: of an access token this api's own name, of an ID token the client's. */
  readonly audience?: readonly [string, ...ReadonlyArray<string>]
  /** The clients whose tokens are taken, by `client_id` and `azp`. */
  readonly clientIds?: readonly [string, ...ReadonlyArray<string>]
  /** The address of its key set: what `.well-known/openid-configuration` under the issuer tells, unless given. */
  readonly jwksUri?: string
  /** How it signs: by RS256 alone, unless given. */
  readonly algorithms?: readonly [Algorithm, ...ReadonlyArray<Algorithm>]
  /** Keys that are known without a fetch: those of `PGCREST_JWKS`, a JSON object of key sets by issuer, unless given. */
  readonly keys?: PreloadedKeys
  /** The authorities to trust, as PEM: the public ones, unless given. */
  readonly ca?: string
  /** Whether it is an emulator: plain http on loopback is taken, and keys that everybody has. Refused on Lambda. */
  readonly emulator?: boolean
}

/** Takes the tokens of an issuer; throws InvalidDeclaration for options that make no sense. */
export const oidc = (options: OidcOptions): Issuer => {
  throwFaults([...faultsOf(options)].map((fault) => `Issuer "${options.issuer}": ${fault}`))
  const { issuer, audience, clientIds, algorithms = ["RS256"], emulator = false } = options
  return {
    issuer,
    algorithms: new Set(algorithms),
    expected: {
      _tag: "Any",
      audience: audience === undefined ? null : new Set(audience),
      clients: clientIds === undefined ? null : new Set(clientIds)
    },
    jwksUri: options.jwksUri ?? null,
    ca: options.ca ?? null,
    emulator,
    keys: options.keys ?? null
  }
}

function* faultsOf(options: OidcOptions): Generator<string> {
  const { issuer, audience, clientIds, jwksUri, algorithms, emulator = false } = options
  yield* addressFaults("issuer", issuer, { emulator })
  if (/[?#\s]/u.test(issuer)) yield "issuer has a query, a fragment or white space, and no issuer has"
  if (audience === undefined && clientIds === undefined)
    yield "audience or clientIds must be given: a token for somebody else would be taken"
  if (audience !== undefined) yield* listFaults("audience", audience)
  if (clientIds !== undefined) yield* listFaults("clientIds", clientIds)
  if (jwksUri !== undefined) yield* addressFaults("jwksUri", jwksUri, { emulator })
  if (algorithms !== undefined) yield* algorithmFaults(algorithms)
  yield* certificateFaults(options.ca)
}

function* algorithmFaults(algorithms: ReadonlyArray<string>): Generator<string> {
  if (algorithms.length === 0) yield "algorithms is empty, so that no token would be taken"
  for (const name of algorithms)
    if (!isAlgorithm(name))
      yield `algorithms names "${name}"; those that can be taken are ${Object.keys(schemes).join(", ")}`
}
