// @effect-diagnostics globalDate:off
/** A fake authorizer: `Authorization: Bearer ann` acts as the user called ann, and claims look as AWS renders them. */
import type { Claims } from "@pgcrest/core"
import { authorizerOfClaims, verifiesTokens } from "./claims.ts"
import { place } from "./EventOptions.ts"
import type { Authorizer, EventSource } from "./events.ts"
import { header, type HttpRequest } from "./HttpRequest.ts"

/** Somebody to act as; `claims` are added to those of the token, and win over them. */
export interface User {
  readonly sub: string
  readonly groups?: ReadonlyArray<string>
  readonly scopes?: ReadonlyArray<string>
  readonly claims?: Readonly<Record<string, unknown>>
}

/** The users one can act as, by name. */
export type Users = Readonly<Record<string, User>>

/** Who sent a request, for the log, and what the event says about it; or nobody whom the gateway lets in. */
export type Verdict =
  | {
      readonly allowed: true
      readonly who: string
      /** The request as the handler gets it: with a token, also where a name was sent. */
      readonly request: HttpRequest
      readonly authorizer: Authorizer | undefined
    }
  | {
      readonly allowed: false
      /** What is wrong, in a sentence for the log. */
      readonly why: string
    }

/** Without an Authorization header the caller is anonymous; with one it must name a user. */
export const authorize = (source: EventSource, request: HttpRequest, users: Users, now: Date): Verdict => {
  const sent = header(request, "authorization")
  if (sent === undefined) return { allowed: true, who: "anonymous", request, authorizer: undefined }
  const name = /^bearer +(.+?) *$/i.exec(sent)?.[1]
  const user = name !== undefined && Object.hasOwn(users, name) ? users[name] : undefined
  if (name === undefined || user === undefined) return { allowed: false, why: whoIsThere(users) }
  const authorizer = authorizerOf(source, user, now)
  return { allowed: true, who: name, request: withToken(source, request, user, now), authorizer }
}

const whoIsThere = (users: Users): string =>
  `Authorization must be "Bearer <name>", with one of these names: ${Object.keys(users).join(", ") || "(no users)"}.`

/** `requestContext.authorizer` for a signed-in user: Cognito (REST API), JWT (HTTP API), IAM (Function URL); an ALB has none. */
export const authorizerOf = (source: EventSource, user: User, now: Date): Authorizer | undefined => {
  if (verifiesTokens(source)) return authorizerOfClaims(source, tokenClaims(user, now), user.scopes ?? null)
  return source === "url" ? { iam: iam(user) } : undefined
}

/** The request as the client of a REST or an HTTP API sends it, which verify a token: this user's. */
export const withToken = (source: EventSource, request: HttpRequest, user: User, now: Date): HttpRequest => {
  if (!verifiesTokens(source)) return request
  const others = request.headers.filter(([name]) => name.toLowerCase() !== "authorization")
  return { ...request, headers: [...others, ["Authorization", `Bearer ${token(tokenClaims(user, now))}`]] }
}

// Nobody verifies it again, so there is no key: what stands in the signature's place says so.
const token = (claims: Claims): string =>
  [JSON.stringify({ kid: "local", alg: "RS256" }), JSON.stringify(claims), "not signed"]
    .map((part) => Buffer.from(part).toString("base64url"))
    .join(".")

const tokenClaims = ({ claims, groups, scopes, sub }: User, now: Date): Claims => {
  const seconds = Math.floor(now.getTime() / 1000)
  return {
    sub,
    ...(groups === undefined || groups.length === 0 ? {} : { "cognito:groups": groups }),
    iss: `https://cognito-idp.${place.region}.amazonaws.com/${place.region}_local`,
    ...(scopes === undefined
      ? { aud: "local", "cognito:username": sub }
      : { client_id: "local", username: sub }),
    ...(scopes === undefined ? { token_use: "id" } : { token_use: "access", scope: scopes.join(" ") }),
    jti: `local-${seconds}`,
    auth_time: seconds,
    iat: seconds,
    exp: seconds + 3600,
    ...claims
  }
}

const iam = ({ sub }: User): Authorizer => ({
  accessKey: "ASIALOCAL",
  accountId: place.accountId,
  callerId: `AROALOCAL:${sub}`,
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: `arn:aws:sts::${place.accountId}:assumed-role/local-${sub}/local`,
  userId: `AROALOCAL:${sub}`
})
