/** Several commands in one transaction. */
import { type AuditedCommand, guardUnit, type ResourceStore, type Rows, type Run, StoreBusy, type StoreFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { attempt, isWrite, subjectOf } from "./attempt.ts"
import type { Compile } from "./compile.ts"
import { translate } from "./failureOf.ts"
import type { PostgresClient, Query } from "./PostgresClient.ts"
import { retried, triesAfter } from "./retry.ts"
import { PgError, remedyOf } from "./sqlState.ts"

/** The whole unit runs again, hooks included, when PostgreSQL has undone it for a deadlock or the like. */
export const makeUnit =
  (client: PostgresClient["Service"], compile: Compile): ResourceStore["Service"]["unit"] =>
  (body) =>
    Effect.suspend(() => {
      let undone = false
      const transaction = client.transaction((query) => {
        undone = false
        const run: Run = (command) =>
          Effect.catchTag(runInside(query, compile, command), "PgError", (error) => {
            undone = remedyOf(error) === "again"
            return translate(error, subjectOf(command), isWrite(command))
          })
        return guardUnit(run, body)
      })
      return retried(transaction, (failure) => (undone ? 3 : failure instanceof PgError ? triesAfter(failure, true) : 0))
    }).pipe(
      Effect.catch((failure) => (failure instanceof PgError ? translate(failure, null, true) : Effect.fail(failure)))
    )

/** A raced statement has locked its record: the next one has a new snapshot and cannot race again. */
const runInside = (
  query: Query,
  compile: Compile,
  command: AuditedCommand
): Effect.Effect<Rows.Rows<any>, StoreFailure | PgError> => {
  const once = attempt(query, compile, command)
  return once.pipe(
    Effect.catchTag("Raced", () => once),
    Effect.catchTag("Raced", () => Effect.fail(new StoreBusy({ cause: "raced under its own lock" })))
  )
}
