export type { PostgresOptions } from "./configuration/configuration.ts"
export { PostgresClient } from "./client/PostgresClient.ts"
export * as ResourceStorePostgres from "./ResourceStorePostgres.ts"
export { verifySchema } from "./schema/verifySchema.ts"
