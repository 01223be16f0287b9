// @effect-diagnostics asyncFunction:off globalDate:off strictEffectProvide:off
/**
 * `npx -y pnpm@12 --filter @pgcrest/bench run identity`: what verifying a token costs, beside aws-jwt-verify and the bare
 * check of its signature; and what the verifier adds to a cold start.
 */
import { verify } from "node:crypto"
import { TokenVerifierJwt } from "@pgcrest/adapter-cognito"
import { TokenVerifier } from "@pgcrest/core"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import { JwtVerifier } from "aws-jwt-verify"
import * as Effect from "effect/Effect"
import { whenQuiet } from "../measuring/quiet.ts"
import { median } from "../measuring/statistics.ts"
import { columns } from "../telling/columns.ts"
import { measureStarts } from "./starts.ts"
import { api, claimsOf, issuer } from "./tokens.ts"

const rounds = 41
const tokensOfRound = 400
/** Microseconds of a token signed by RS256, and milliseconds of a start. */
const limits = { token: 60, start: 15 }

const now = Math.floor(Date.now() / 1000)
type Side = (token: string) => unknown

const rows: Array<ReadonlyArray<string>> = [
  ["CPU for a token, µs", "ours", "aws-jwt-verify", "node:crypto alone", "ours ÷ library"]
]
for (const algorithm of ["RS256", "ES256", "EdDSA"] as const) {
  const [ours = [], library = [], alone = []] = await measured(OidcIssuer.makeKey("key", algorithm))
  const ratio = median(ours.map((took, round) => took / (library[round] ?? Number.NaN)))
  rows.push([algorithm, ...[ours, library, alone].map((all) => median(all).toFixed(1)), ratio.toFixed(2)])
  if (algorithm === "RS256" && median(ours) > limits.token) process.exitCode = 1
}
console.log(
  `${columns(rows)}\nMedians of ${rounds} rounds of ${tokensOfRound} tokens each; RS256 may take ${limits.token}.\n`
)
const { added, table } = await measureStarts()
console.log(`${table}\nA verifier with preloaded keys and its first token may add ${limits.start} ms.`)
if (added > limits.start) process.exitCode = 1

/** Microseconds for a token in each round, of each side; sides take turns at being first. */
async function measured(key: OidcIssuer.SigningKey): Promise<ReadonlyArray<ReadonlyArray<number>>> {
  const header = JSON.stringify({ kid: key.kid, alg: key.algorithm })
  const tokens = Array.from({ length: tokensOfRound }, (_, person) =>
    OidcIssuer.signText(header, JSON.stringify(claimsOf(person, now)), key)
  )
  const sides = [await oursOf(key), libraryOf(key), aloneOf(key)]
  const found: ReadonlyArray<Array<number>> = sides.map(() => [])
  for (let round = -5; round < rounds; round++) {
    await whenQuiet()
    for (let turn = 0; turn < sides.length; turn++) {
      const at = (Math.abs(round) + turn) % sides.length
      const took = timed(sides[at] ?? String, tokens)
      if (round >= 0) found[at]?.push(took)
    }
  }
  return found
}

/** CPU of the process, which others that run meanwhile change less than the time on the wall. */
function timed(side: Side, tokens: ReadonlyArray<string>): number {
  const began = process.cpuUsage()
  for (const token of tokens) side(token)
  const { user, system } = process.cpuUsage(began)
  return (user + system) / tokens.length
}

async function oursOf({ algorithm, jwk }: OidcIssuer.SigningKey): Promise<Side> {
  const layer = TokenVerifierJwt.layer({
    issuers: [
      TokenVerifierJwt.oidc({ issuer, audience: [api], algorithms: [algorithm], keys: { keys: [jwk] } })
    ]
  })
  const verifier = await Effect.runPromise(Effect.provide(TokenVerifier, layer))
  return (token) => Effect.runSync(verifier.verify(token))
}

function libraryOf({ jwk }: OidcIssuer.SigningKey): Side {
  const verifier = JwtVerifier.create({ issuer, audience: api, jwksUri: `${issuer}/.well-known/jwks.json` })
  verifier.cacheJwks(JSON.parse(JSON.stringify({ keys: [jwk] })))
  return (token) => verifier.verifySync(token)
}

function aloneOf({ algorithm, publicKey }: OidcIssuer.SigningKey): Side {
  const digest = algorithm === "EdDSA" ? null : "sha256"
  const key = { key: publicKey, dsaEncoding: "ieee-p1363" } as const
  return (token) => {
    const end = token.lastIndexOf(".")
    const signature = Buffer.from(token.slice(end + 1), "base64url")
    if (!verify(digest, Buffer.from(token.slice(0, end)), key, signature))
      throw new Error("A token does not hold.")
  }
}
