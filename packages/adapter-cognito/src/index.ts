// A user pool by its id.
export { type UserPool, userPool } from "./userPool.ts"

// The people behind uids.
export * as UserDirectoryCognito from "./UserDirectoryCognito.ts"
