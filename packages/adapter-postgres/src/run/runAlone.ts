/** A command on its own: its statement, sent again where that is safe. */
import type { AuditedCommand, ResourceStore, Run, StoreFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { PgError } from "../client/PgError.ts"
import type { PostgresClient } from "../client/PostgresClient.ts"
import type { Compile } from "../statements/compile.ts"
import { translate } from "./failureOf.ts"
import { retriedAfter } from "./retry.ts"
import type { Raced } from "../statements/Statement.ts"
import { isWrite, makeRunOnce, subjectOf } from "./runOnce.ts"
import { triesOf } from "./triesOf.ts"

type Failure = StoreFailure | Raced | PgError

/** What raced too often goes on in a unit of its own, where it is tried without pauses; `tell` has the last word on a failure. */
export const makeRunAlone = (
  { query }: Pick<PostgresClient["Service"], "query">,
  compile: Compile,
  unit: ResourceStore["Service"]["unit"],
  tell: (failure: StoreFailure) => StoreFailure
): Run => {
  const answer = (command: AuditedCommand, failure: Failure) => {
    if (failure._tag === "Raced") return unit((run) => run(command))
    return failure._tag === "PgError"
      ? translate(failure, subjectOf(command), isWrite(command))
      : Effect.fail(failure)
  }
  // What may fail is looked at once it has: a request that succeeds passes one catch.
  return (command) =>
    Effect.suspend(() => {
      const once = makeRunOnce(compile, "alone")(query, command)
      const tries = (failure: Failure) => triesOf(failure, "alone", command)
      return Effect.catch(once, (first) =>
        retriedAfter(first, "alone", once, tries).pipe(
          Effect.catch((failure) => answer(command, failure)),
          Effect.mapError(tell)
        )
      )
    })
}
