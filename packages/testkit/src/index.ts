/** The door ".": contract suites, which need vitest. */
export * as ResourceStoreContract from "./ResourceStoreContract.ts"
export { contractSchema } from "./contract/schema.ts"
