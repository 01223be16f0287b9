/** The client under the store, for those who wrap it or bring one of their own: see `ResourceStorePostgres.layerNoDeps`. */
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as client from "./client/PostgresClient.ts"
import { configured, type PostgresOptions } from "./configuration/configuration.ts"

export { PgError, pgError, type Phase } from "./client/PgError.ts"
export { PostgresClient, type Query } from "./client/PostgresClient.ts"
export type { QueryText, TextRow } from "./client/TextQuery.ts"

/**
 * A pool that `options` describe; what they leave out comes from the environment, see `PostgresOptions`. Fails with a plain
 * sentence where either makes no sense.
 */
export const layer = (
  options: PostgresOptions = {}
): Layer.Layer<client.PostgresClient, Config.ConfigError> =>
  Layer.unwrap(Effect.map(configured(options), client.layer))
