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
import { remedyOf } from "../client/sqlState.ts"
import type { Compile } from "../compiling/compile.ts"
import { translate } from "./failureOf.ts"
import { makeDoubt } from "./inDoubt.ts"
import type { Subject } from "./Subject.ts"
import { retried, triesAfter } from "./retry.ts"
import { isWrite, makeRunOnce, type RunOnce, subjectOf } from "./runOnce.ts"
import { addRecords, keptBefore, onceUnder, unlessKept } from "./underKey.ts"
import { triesOf } from "./triesOf.ts"

/** The whole unit runs again, hooks included, when PostgreSQL has undone it for a deadlock, a lost connection or the like. */
export const makeUnit =
  (client: PostgresClient["Service"], compile: Compile): ResourceStore["Service"]["unit"] =>
  (body, keeping = null) =>
    Effect.suspend(() => {
      let tries = 0
      let written: ReadonlyArray<Subject> = []
      const beside = new Set<string>()
      const runOnce = makeRunOnce(compile, "unit")
      const transaction = client.transaction((query) => {
        tries = 0
        written = []
        beside.clear()
        const run: Run = (command) => {
          const subject = subjectOf(command)
          if (isWrite(command)) written = [...written, subject]
          const done = Effect.catchTag(runInside(runOnce, query, command), "PgError", (error) => {
            tries = Math.max(tries, triesOf(error, "unit", command))
            return translate(error, subject, isWrite(command))
          })
          return keeping !== null && isWrite(command)
            ? Effect.tap(done, (rows) => Effect.sync(() => addRecords(beside, subject.resource, rows)))
            : done
        }
        const judgeDeferred = Effect.catch(Effect.asVoid(query(deferredNow)), (error) => {
          tries = Math.max(tries, triesAfter(error, "unit", true))
          return translate(error, deferredBy(error, written), true)
        })
        const once = guardUnit(run, body, judgeDeferred)
        return keeping === null ? once : onceUnder(keeping, query, once, beside)
      })
      // What the body made of a command's failure does not matter: it is undone, and runs again.
      const doubt = makeDoubt()
      const again = retried("unit", transaction, (failure) => {
        doubt.hear(failure)
        return failure instanceof PgError ? triesAfter(failure, "unit", keeping === null) : tries
      })
      const told = Effect.catch(again, (failure) =>
        failure instanceof PgError
          ? translate(failure, deferredBy(failure, written), true)
          : Effect.fail(failure)
      )
      const ended = keeping === null ? told : unlessKept(told, keptBefore(client.query, keeping))
      return Effect.mapError(ended, doubt.told)
    })

// Of this transaction alone, so that a pooler may give the session to others.
const deferredNow = { name: null, text: "set constraints all immediate", values: [] }

/** Which write a refusal at the end of the transaction is about: the last one of its table, or of all where none of them is of it. */
function deferredBy(error: PgError, written: ReadonlyArray<Subject>): Subject | null {
  const own = written.findLast(({ resource }) => resource.table.name === error.table)
  const last = remedyOf(error) === "constraint" ? written.at(-1) : undefined
  return own ?? last ?? null
}

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
