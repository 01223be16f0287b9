/** The tokens that are measured: as Cognito's access tokens, 1 kB each with their signature. */

export const issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_aBcDeFgHi"
export const api = "https://api.example"

/** The claims of one of many people, good for an hour from `now` in seconds. */
export const claimsOf = (person: number, now: number): Readonly<Record<string, unknown>> => ({
  sub: `3c1a6c0e-0000-4000-8000-${String(person).padStart(12, "0")}`,
  "cognito:groups": ["librarians", "readers"],
  iss: issuer,
  version: 2,
  client_id: "1example23456789",
  aud: api,
  origin_jti: "aaaaaaaa-bbbb-cccc-dddd-example",
  token_use: "access",
  scope: "openid profile https://api.example/books.import",
  auth_time: now,
  exp: now + 3600,
  iat: now,
  jti: `eeeeeeee-0000-4000-8000-${String(person).padStart(12, "0")}`,
  username: `person-${person}`
})
