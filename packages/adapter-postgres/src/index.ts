// The store, over a pool of its own or over a client that you bring.
export * as ResourceStorePostgres from "./ResourceStorePostgres.ts"
export type { PostgresOptions } from "./configuration/configuration.ts"
export * as PostgresClient from "./PostgresClient.ts"

// Functions of the database that operations declare, over the same client.
export * as SqlFunctionsPostgres from "./SqlFunctionsPostgres.ts"

// Which tokens were taken back, by a table of their ids: over the client that the store has.
export { revocationSchema } from "./schema/revocationSchema.ts"
export * as TokenRevocationPostgres from "./TokenRevocationPostgres.ts"

// The tables of an api and of the trail: as SQL to run once, who may do what with them, and what a database lacks of them.
export { auditSchema } from "./schema/auditSchema.ts"
export { ddl } from "./schema/ddl.ts"
export { outOfBand, type OutOfBandOptions } from "./schema/outOfBand.ts"
export { type Grantee, grants, type HookAct } from "./schema/grants.ts"
export { retention } from "./schema/retention.ts"
export { verifySchema } from "./schema/verifySchema.ts"
export type { SchemaDiagnostic, Severity } from "./schema/SchemaDiagnostic.ts"
export type { SchemaFault } from "./schema/SchemaFault.ts"

// What does not agree between the records and their trail.
export { verifyTrail, type VerifyOptions } from "./verifying/verifyTrail.ts"
