// @effect-diagnostics asyncFunction:off
/** `npx -y pnpm@12 dev --cognito`: real users who sign in for real tokens, from a user pool on loopback, and machines with tokens of another issuer. */
import { TokenVerifierJwt } from "@pgcrest/adapter-cognito"
import { type IdentityUnavailable, type TokenRefused, TokenVerifier, type Verified } from "@pgcrest/core"
import type { AuthorityOptions, RunningAuthority, Users } from "@pgcrest/dev"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as CognitoLocal from "./cognito/CognitoLocal.ts"
import { fetchProgram } from "./cognito/fetchProgram.ts"
import * as UserPool from "./cognito/UserPool.ts"

/** Where it says what it does, and whose tokens the handler takes. */
export interface Surroundings {
  readonly print: (line: string) => void
  /** Whether machines' tokens are taken too: not by a handler that verifies those of the pool alone. */
  readonly takesMachines: boolean
}

/** A pool of these users and their groups. Their passwords are the same each time; their subs are not. */
export const cognito = (users: Users, { print, takesMachines }: Surroundings): AuthorityOptions => {
  const members = Object.entries(users).map(([username, { groups = [] }]) => {
    const name = `${username.charAt(0).toUpperCase()}${username.slice(1)}`
    return { username, name, password: `${name}-reads-7-books`, groups }
  })
  return {
    passwords: Object.fromEntries(members.map(({ username, password }) => [username, password])),
    start: async (signal) => {
      const server = await CognitoLocal.start(await fetchProgram(print, signal), signal)
      return authority(server, members, takesMachines).catch(async (error: unknown) => {
        await server.stop()
        throw error
      })
    }
  }
}

const authority = async (
  { stop, url }: CognitoLocal.CognitoLocal,
  members: ReadonlyArray<UserPool.Member>,
  takesMachines: boolean
): Promise<RunningAuthority> => {
  const { clientId, signIn, userPoolId } = await UserPool.make(url, members)
  const issuer = `${url}/${userPoolId}`
  const keys = await (await fetch(`${issuer}/.well-known/jwks.json`)).text()
  const pool = { userPoolId, clientIds: [clientId], tokenUse: "either", emulator: url, keys } as const
  // cognito-local gives machines no tokens (client credentials).
  const machines = await OidcIssuer.start({ clients, audience })
  const verifying = ManagedRuntime.make(
    TokenVerifierJwt.layer({
      issuers: [
        TokenVerifierJwt.cognito(pool),
        TokenVerifierJwt.oidc({ issuer: machines.issuer, audience: [audience], emulator: true })
      ]
    })
  )
  return {
    issuer,
    verify: (token) => {
      const verified = TokenVerifier.use(({ verify }) => verify(token))
      return verifying.runPromise(Effect.match(verified, { onSuccess: claimsOf, onFailure: why }))
    },
    signIn,
    env: {
      USER_POOL_ID: userPoolId,
      APP_CLIENT_ID: clientId,
      IMPORTER_CLIENT_ID: "importer",
      COGNITO_EMULATOR: url,
      PGCREST_JWKS: `{${JSON.stringify(issuer)}:${keys}}`,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local"
    },
    samples: takesMachines
      ? [`curl -s ${machines.issuer}/token -u importer:imports -d grant_type=client_credentials`]
      : [],
    stop: async () => {
      await verifying.dispose()
      await machines.stop()
      await stop()
    }
  }
}

const audience = "library"

/** Machines and their secrets: one may import books, the other nothing that the library asks for. */
const clients = {
  importer: { secret: "imports", scopes: ["books.import"] },
  reader: { secret: "reads", scopes: ["books.read"] }
}

const claimsOf = ({ claims }: Verified) => claims

const why = (failure: TokenRefused | IdentityUnavailable): string =>
  failure._tag === "TokenRefused"
    ? `The token in Authorization is refused: ${failure.reason}.`
    : `${failure.message}.`
