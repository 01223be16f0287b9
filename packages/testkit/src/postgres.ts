/** The door "./postgres": servers for tests and for local development, without vitest. */
export { functionSchema } from "./contract/declared/functions.ts"
export { contractSchema } from "./contract/declared/schema.ts"
export * as PgBouncer from "./postgres/PgBouncer.ts"
export * as PostgresServer from "./postgres/PostgresServer.ts"
export * as RdsEndpoint from "./rds/RdsEndpoint.ts"
export { vitestSetup } from "./postgres/vitestSetup.ts"
