export type { PostgresOptions } from "./configuration.ts"
export { PostgresClient } from "./PostgresClient.ts"
export * as ResourceStorePostgres from "./ResourceStorePostgres.ts"
export { verifySchema } from "./verifySchema.ts"
