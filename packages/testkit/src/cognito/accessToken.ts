// @effect-diagnostics globalDate:off
/** Access tokens as a user pool makes them, but for the signature, which nobody can verify. */
import { randomUUID } from "node:crypto"

/** What a token can be asked to be. */
export interface TokenOptions {
  readonly clientId?: string
  /** Separated by spaces; that which GetUser asks for by default. */
  readonly scope?: string
  readonly expiresInSeconds?: number
}

/** What an access token says. */
export interface AccessClaims {
  readonly sub: string
  readonly iss: string
  readonly client_id: string
  readonly token_use: "access"
  readonly scope: string
  readonly jti: string
  readonly origin_jti: string
  readonly iat: number
  readonly exp: number
  /** Of users; a machine has none. */
  readonly username?: string
}

/** A token, and what it says. */
export interface AccessToken {
  readonly token: string
  readonly claims: AccessClaims
}

/** The scope without which GetUser answers nobody. */
export const userScope = "aws.cognito.signin.user.admin"

interface Bearer {
  readonly issuer: string
  readonly sub: string
  readonly username: string | null
}

export const makeToken = (
  { issuer, sub, username }: Bearer,
  { clientId = "client", scope = userScope, expiresInSeconds = 3600 }: TokenOptions
): AccessToken => {
  const iat = Math.floor(Date.now() / 1000)
  const claims: AccessClaims = {
    sub,
    iss: issuer,
    client_id: clientId,
    token_use: "access",
    scope,
    jti: randomUUID(),
    origin_jti: randomUUID(),
    iat,
    exp: iat + expiresInSeconds,
    ...(username === null ? {} : { username })
  }
  const parts = [{ alg: "RS256", kid: "loopback" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url")
  )
  return { token: `${parts.join(".")}.unsigned`, claims }
}
