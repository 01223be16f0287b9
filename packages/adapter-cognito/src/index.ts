// Tokens, proven where no gateway does it.
export * as TokenVerifierJwt from "./TokenVerifierJwt.ts"

// A user pool by its id.
export { type UserPool, userPool } from "./userPool.ts"
