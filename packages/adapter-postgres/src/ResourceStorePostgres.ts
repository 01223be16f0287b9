/** A `ResourceStore` over PostgreSQL: one command, one statement, one round trip. */
import { ResourceStore, type Run } from "@pgcrest/core"
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as Layer from "effect/Layer"
import { makeCompile } from "./compiling/compile.ts"
import type { PostgresOptions } from "./configuration/configuration.ts"
import * as PostgresClient from "./PostgresClient.ts"
import { hush } from "./run/hush.ts"
import { makeRunAlone } from "./run/runAlone.ts"
import { makeUnit } from "./run/unit.ts"

/** Over a client of the caller's making. Without `prepare`, statements go without names, as some poolers need it. */
export const layerNoDeps = (
  options: Pick<PostgresOptions, "prepare" | "raisedMessages"> = {}
): Layer.Layer<ResourceStore, never, PostgresClient.PostgresClient> =>
  Layer.effect(
    ResourceStore,
    Effect.gen(function* () {
      const client = yield* PostgresClient.PostgresClient
      const compile = makeCompile({ named: options.prepare ?? true })
      const unit = makeUnit(client, compile)
      if (options.raisedMessages === true)
        return ResourceStore.of({ run: makeRunAlone(client, compile, unit, identity), unit })
      // The unit's own end fails too: with what is deferred, and with what its body caught.
      return ResourceStore.of({
        run: makeRunAlone(client, compile, unit, hush),
        unit: (body, keeping) =>
          Effect.mapError(
            unit(
              (inside, judgeDeferred) => body(hushed(inside), Effect.mapError(judgeDeferred, hush)),
              keeping
            ),
            hush
          )
      })
    })
  )

function hushed(run: Run): Run {
  return (command) => Effect.mapError(run(command), hush)
}

/**
 * Over a pool that `options` describe; what they leave out comes from the environment, see `PostgresOptions`. Fails with a plain
 * sentence where either makes no sense.
 */
export const layer = (options: PostgresOptions = {}): Layer.Layer<ResourceStore, Config.ConfigError> =>
  layerNoDeps(options).pipe(Layer.provide(PostgresClient.layer(options)))

/** `DATABASE_URL` or `PG*`, `PGCREST_AUTH=iam`, `PGCREST_CA`: everything from the environment. */
export const layerConfig: Layer.Layer<ResourceStore, Config.ConfigError> = layer()
