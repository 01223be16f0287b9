// @effect-diagnostics asyncFunction:off
/** A gateway's authorizer where tokens are real: a REST API's Cognito authorizer, an HTTP API's JWT authorizer. */
import type { Claims } from "@pgcrest/core"
import type { Verdict } from "../event/authorizer.ts"
import { authorizerOfClaims, verifiesTokens } from "../event/claims.ts"
import type { EventSource } from "../event/events.ts"
import type { HttpRequest } from "../event/HttpRequest.ts"
import type { Authority } from "./Authority.ts"

/** Whose tokens are taken, and which scopes a REST API's methods ask for. */
interface Authorizing {
  readonly authority: Authority
  readonly scopes: ReadonlyArray<string>
}

/**
 * Without an Authorization header the caller is anonymous, as on routes that let everybody in; with one it must hold a token
 * of the authority, behind the word Bearer or alone. A Function URL and a load balancer hand on unverified what was sent.
 */
export const authorizeToken = async (
  source: EventSource,
  request: HttpRequest,
  { authority, scopes }: Authorizing
): Promise<Verdict> => {
  const sent = request.headers.filter(([name]) => name.toLowerCase() === "authorization")
  const [line, second] = sent.map(([, value]) => value)
  if (line === undefined) return { allowed: true, who: "anonymous", request, authorizer: undefined }
  if (!verifiesTokens(source)) return { allowed: true, who: "unverified", request, authorizer: undefined }
  if (second !== undefined) return refused("Authorization was sent more than once.")
  const token = /^(?:bearer +)?(\S+) *$/iu.exec(line)?.[1]
  if (token === undefined) return refused("Authorization must be a token, behind the word Bearer or alone.")
  const claims = await authority.verify(token)
  if (typeof claims === "string") return refused(claims)
  // An HTTP API's authorizer takes both kinds.
  if (source === "rest" && claims["token_use"] !== "id" && !carriesOne(claims, scopes))
    return refused(onlyIdTokens)
  return { allowed: true, who: nameIn(claims), request, authorizer: authorizerOfClaims(source, claims, null) }
}

/** As a method that asks for scopes does, beside one that asks for none: a deployment has a path for each. */
const carriesOne = ({ scope }: Claims, scopes: ReadonlyArray<string>): boolean =>
  typeof scope === "string" && scope.split(" ").some((one) => scopes.includes(one))

const onlyIdTokens =
  "Where a method asks for no scopes, a REST API's Cognito authorizer takes ID tokens alone."

const refused = (why: string): Verdict => ({ allowed: false, why })

const nameIn = (claims: Claims): string =>
  [claims["cognito:username"], claims["username"], claims["sub"]].find((name) => typeof name === "string") ??
  "a token without a subject"
