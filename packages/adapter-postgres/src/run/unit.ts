/** Several commands in one transaction. */
import {
  type AuditedCommand,
  guardUnit,
  type ResourceStore,
  type Rows,
  type Run,
  type StoreFailure,
  WriteSuppressed
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { PgError } from "../client/PgError.ts"
import type { PostgresClient, Query } from "../client/PostgresClient.ts"
import type { Compile } from "../statements/compile.ts"
import { translate } from "./failureOf.ts"
import { retried, triesAfter } from "./retry.ts"
import { isWrite, makeRunOnce, type RunOnce, subjectOf } from "./runOnce.ts"

/** The whole unit runs again, hooks included, when PostgreSQL has undone it for a deadlock, a lost connection or the like. */
export const makeUnit =
  (client: PostgresClient["Service"], compile: Compile): ResourceStore["Service"]["unit"] =>
  (body) =>
    Effect.suspend(() => {
      let tries = 0
      const runOnce = makeRunOnce(compile)
      const transaction = client.transaction((query) => {
        tries = 0
        const run: Run = (command) =>
          Effect.catchTag(runInside(runOnce, query, command), "PgError", (error) => {
            tries = Math.max(tries, triesAfter(error, "unit", isWrite(command)))
            return translate(error, subjectOf(command), isWrite(command))
          })
        return guardUnit(run, body)
      })
      // What the body made of a command's failure does not matter: it is undone, and runs again.
      return retried("unit", transaction, (failure) =>
        failure instanceof PgError ? triesAfter(failure, "unit", true) : tries
      )
    }).pipe(
      Effect.catch((failure) =>
        failure instanceof PgError ? translate(failure, null, true) : Effect.fail(failure)
      )
    )

/** A replace that was raced has locked nothing: it may meet the record on the next try, or its absence. */
const runInside = (
  runOnce: RunOnce,
  query: Query,
  command: AuditedCommand
): Effect.Effect<Rows.Rows, StoreFailure | PgError> =>
  retried("inside", runOnce(query, command), (failure) =>
    triesAfter(failure, "inside", isWrite(command))
  ).pipe(
    // Nobody makes and deletes a record that often between two looks: a trigger lets no row come to be.
    Effect.catchTag("Raced", () =>
      Effect.fail(
        new WriteSuppressed({ resource: command.command.permit.resource.name, uid: command.stamp.uid ?? "" })
      )
    )
  )
