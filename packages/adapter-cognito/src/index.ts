// Tokens, proven where no gateway does it.
export * as TokenVerifierJwt from "./TokenVerifierJwt.ts"

// The people behind uids.
export * as UserDirectoryCognito from "./UserDirectoryCognito.ts"

// Tokens that were taken back before their time: as Cognito says, or any issuer.
export * as TokenRevocationCognito from "./TokenRevocationCognito.ts"
export * as TokenRevocationIntrospection from "./TokenRevocationIntrospection.ts"
export * as TokenRevocationByIssuer from "./TokenRevocationByIssuer.ts"
