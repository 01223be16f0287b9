/** The door ".": contract suites, which need vitest. */
export * as ResourceStoreContract from "./ResourceStoreContract.ts"
export { contractSchema } from "./contract/declared/schema.ts"
