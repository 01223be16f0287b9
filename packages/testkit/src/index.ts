/** The door ".": contract suites, which need vitest. */

// What a store promises, as tests of one store, and of two against each other.
export * as ResourceStoreContract from "./ResourceStoreContract.ts"

// What functions of a database promise, and their SQL.
export * as SqlFunctionsContract from "./SqlFunctionsContract.ts"

// What a verifier of tokens promises.
export * as TokenVerifierContract from "./TokenVerifierContract.ts"

// What the suites of stores ask of: their api, and its tables.
export { contractApi } from "./contract/declared/resources.ts"
export { contractSchema } from "./contract/declared/schema.ts"

// What a directory of people and a revocation of tokens promise.
export * as TokenRevocationContract from "./TokenRevocationContract.ts"
export * as UserDirectoryContract from "./UserDirectoryContract.ts"
