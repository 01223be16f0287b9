/** The door ".": contract suites, which need vitest. */
export * as ResourceStoreContract from "./ResourceStoreContract.ts"
export { contractApi } from "./contract/declared/resources.ts"
export { contractSchema } from "./contract/declared/schema.ts"
