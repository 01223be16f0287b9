/** What every store's unit promises of failures inside it. */
import * as Effect from "effect/Effect"
import type { StoreFailure } from "./failures.ts"
import type { Run } from "./ResourceStore.ts"

// Verdicts leave a transaction as it was; after anything else it can only be rolled back.
const verdicts: ReadonlySet<StoreFailure["_tag"]> = new Set([
  "RecordNotFound",
  "NotPermitted",
  "NewValuesRefused",
  "VersionMismatch",
  "FieldImmutable"
])

/**
 * Runs a unit's body over `run`. After a constraint's or the store's own failure, each further command fails with it,
 * and so does a body that caught it: PostgreSQL has ended the transaction by then, and every other store does as it does.
 */
export const guardUnit = <A, E, R>(
  run: Run,
  body: (run: Run) => Effect.Effect<A, E, R>
): Effect.Effect<A, E | StoreFailure, R> =>
  Effect.suspend(() => {
    let broken: StoreFailure | null = null
    const watched: Run = (command) =>
      Effect.suspend(() => (broken === null ? Effect.tapError(run(command), note) : Effect.fail(broken)))
    const note = (failure: StoreFailure) =>
      Effect.sync(() => {
        if (!verdicts.has(failure._tag)) broken ??= failure
      })
    return Effect.flatMap(body(watched), (result) =>
      broken === null ? Effect.succeed(result) : Effect.fail(broken)
    )
  })
