/** `SqlFunctions` over PostgreSQL: those that an operation declares. */
import { SqlFunctions } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as Layer from "effect/Layer"
import type { PostgresOptions } from "./configuration/configuration.ts"
import * as PostgresClient from "./PostgresClient.ts"
import { makeCallFunction } from "./run/callFunction.ts"
import { hush } from "./run/hush.ts"

/**
 * Over the client that the store has, given to both, so that a sandbox has one pool. With `raisedMessages` clients are told
 * what a function raises, as of triggers.
 */
export const layerNoDeps = ({
  raisedMessages = false
}: Pick<PostgresOptions, "raisedMessages"> = {}): Layer.Layer<
  SqlFunctions,
  never,
  PostgresClient.PostgresClient
> =>
  Layer.effect(
    SqlFunctions,
    Effect.map(PostgresClient.PostgresClient, (client) =>
      SqlFunctions.of({ call: makeCallFunction(client, raisedMessages ? identity : hush) })
    )
  )
