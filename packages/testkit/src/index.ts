/** The door ".": contract suites, which need vitest. */

// What a store promises, as tests of one store, and of two against each other.
export * as ResourceStoreContract from "./ResourceStoreContract.ts"

// What a verifier of tokens promises.
export * as TokenVerifierContract from "./TokenVerifierContract.ts"

// What the suites of stores ask of: their api, and its tables.
export { contractApi } from "./contract/declared/resources.ts"
export { contractSchema } from "./contract/declared/schema.ts"
