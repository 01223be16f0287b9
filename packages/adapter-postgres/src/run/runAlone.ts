/** A command on its own: its statement, sent again where that is safe. */
import type { AuditedCommand, ResourceStore, Rows, StoreFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { attempt, isWrite, subjectOf } from "./attempt.ts"
import type { Compile } from "../statements/compile.ts"
import { translate } from "./failureOf.ts"
import type { Query } from "../client/PostgresClient.ts"
import { retried, triesAfter } from "./retry.ts"
import { drifted } from "../client/sqlState.ts"
import type { Form } from "../statements/numbering.ts"

// The record of a replace that raced so often comes and goes: it is tried on without pauses, in a transaction.
const racesAtMost = 3

export const runAlone = (
  query: Query,
  compile: Compile,
  command: AuditedCommand,
  unit: ResourceStore["Service"]["unit"]
): Effect.Effect<Rows.Untyped, StoreFailure> =>
  Effect.suspend(() => {
    let form: Form = "usual"
    const once = Effect.suspend(() => attempt(query, compile, command, form)).pipe(
      Effect.tapErrorTag("PgError", (error) =>
        Effect.sync(() => {
          if (drifted(error)) form = "careful"
        })
      )
    )
    return retried(once, (failure) => {
      if (failure._tag === "Raced") return racesAtMost
      return failure._tag === "PgError" ? triesAfter(failure, isWrite(command)) : 0
    })
  }).pipe(
    Effect.catchTags({
      Raced: () => unit((run) => run(command)),
      PgError: (error) => translate(error, subjectOf(command), isWrite(command))
    })
  )
