/** What the id of a Cognito user pool tells: where it is, and as whom it signs. */
import { InvalidDeclaration } from "@pgcrest/core"

/** A user pool, as its id names it. */
export interface UserPool {
  readonly userPoolId: string
  readonly region: string
  /** The `iss` of its tokens. */
  readonly issuer: string
}

/** Reads an id such as `eu-west-1_aBcDeFgHi`; throws InvalidDeclaration for any other text. */
export const userPool = (userPoolId: string): UserPool => {
  const [, region] = /^((?:[a-z]+-){2,}\d+)_[A-Za-z0-9]+$/u.exec(userPoolId) ?? []
  if (region === undefined)
    throw new InvalidDeclaration(`The id of a user pool is like eu-west-1_aBcDeFgHi: "${userPoolId}" is none`)
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
  return { userPoolId, region, issuer: `https://cognito-idp.${region}.${suffix}/${userPoolId}` }
}
