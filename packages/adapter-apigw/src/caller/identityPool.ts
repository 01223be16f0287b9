/** Cognito identity pools: all who visit act as a role of the pool's, so the role is nobody's name. */
import { iamSubject } from "./iamSubject.ts"
import { filled, type JsonRecord, record, text, texts } from "../event/Json.ts"

export interface PoolIdentity {
  readonly kind: "pool"
  /** Whose credentials these are; null if the gateway does not say. */
  readonly identityId: string | null
  /** False for guests, and for whom the gateway does not call signed in. */
  readonly isSignedIn: boolean
  /** The role, the pool and the provider, under the names that a REST API gives them. */
  readonly claims: JsonRecord
}

/** The identity behind credentials that a pool gave out; null if none did. */
export const poolIdentity = (principal: JsonRecord): PoolIdentity | null => {
  const told = poolFields(principal)
  const userArn = filled(principal.userArn) ?? ""
  // The session of a pool's credentials. A Function URL tells nothing else of the identity behind them.
  const isPool = userArn.endsWith("/CognitoIdentityCredentials") || Object.values(told).some(isTold)
  if (!isPool) return null
  const methods = [text(told.cognitoAuthenticationType) ?? "", ...texts(told.cognitoAmr)]
  return {
    kind: "pool",
    identityId: filled(told.cognitoIdentityId),
    isSignedIn: methods.includes("authenticated") && !methods.includes("unauthenticated"),
    claims: { ...told, userArn, accountId: principal.accountId, role: iamSubject(userArn) }
  }
}

// An HTTP API's payload 2.0 has them in a record of their own, under other names.
const poolFields = (principal: JsonRecord) => {
  const nested = record(principal.cognitoIdentity) ?? {}
  return {
    cognitoIdentityId: nested.identityId ?? principal.cognitoIdentityId,
    cognitoIdentityPoolId: nested.identityPoolId ?? principal.cognitoIdentityPoolId,
    cognitoAuthenticationType: principal.cognitoAuthenticationType,
    cognitoAuthenticationProvider: principal.cognitoAuthenticationProvider,
    cognitoAmr: nested.amr ?? principal.cognitoAmr
  }
}

const isTold = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)
