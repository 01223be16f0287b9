/** The door "./postgres": servers for tests and for local development, without vitest. */
export { contractSchema } from "./contract/schema.ts"
export * as PostgresServer from "./PostgresServer.ts"
export * as RdsEndpoint from "./RdsEndpoint.ts"
export { vitestSetup } from "./vitestSetup.ts"
