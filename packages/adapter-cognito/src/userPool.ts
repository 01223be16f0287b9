/** What the id of a Cognito user pool tells: where it is, and as whom it signs. */
import { throwFaults } from "./faults.ts"

/** A user pool, as its id names it. */
export interface UserPool {
  readonly userPoolId: string
  readonly region: string
  /** The `iss` of its tokens. */
  readonly issuer: string
}

/** An option that is the id of a user pool, such as `eu-west-1_aBcDeFgHi`. */
export function* poolFaults(userPoolId: string): Generator<string> {
  if (typeof userPoolId !== "string" || regionOf(userPoolId) === "")
    yield `The id of a user pool is like eu-west-1_aBcDeFgHi: "${userPoolId}" is none`
}

/** Reads an id; throws InvalidDeclaration for any other text. */
export const userPool = (userPoolId: string): UserPool => {
  throwFaults(poolFaults(userPoolId))
  const region = regionOf(userPoolId)
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
  return { userPoolId, region, issuer: `https://cognito-idp.${region}.${suffix}/${userPoolId}` }
}

/** Empty where the text is no such id. */
function regionOf(userPoolId: string): string {
  return /^(?<region>(?:[a-z]+-){2,}\d+)_[A-Za-z0-9]+$/u.exec(userPoolId)?.groups?.["region"] ?? ""
}
