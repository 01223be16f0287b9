/** A command on its own: its statement, sent again where that is safe. */
import type { AuditedCommand, ResourceStore, Rows, StoreFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { Query } from "../client/PostgresClient.ts"
import type { Compile } from "../statements/compile.ts"
import { translate } from "./failureOf.ts"
import { retried, triesAfter } from "./retry.ts"
import { isWrite, makeRunOnce, subjectOf } from "./runOnce.ts"

/** What raced too often goes on in a unit of its own, where it is tried without pauses. */
export const runAlone = (
  query: Query,
  compile: Compile,
  command: AuditedCommand,
  unit: ResourceStore["Service"]["unit"]
): Effect.Effect<Rows.Rows, StoreFailure> =>
  Effect.suspend(() => {
    const once = makeRunOnce(compile)(query, command)
    return retried("alone", once, (failure) => triesAfter(failure, "alone", isWrite(command)))
  }).pipe(
    Effect.catchTags({
      Raced: () => unit((run) => run(command)),
      PgError: (error) => translate(error, subjectOf(command), isWrite(command))
    })
  )
