/** The door "./oidc": an issuer of tokens for tests and for local development, without vitest. */
export * as OidcIssuer from "./oidc/OidcIssuer.ts"
