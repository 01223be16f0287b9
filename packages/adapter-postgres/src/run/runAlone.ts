/** A command on its own: its statement, sent again where that is safe. */
import type { AuditedCommand, ResourceStore, Rows, Run, StoreFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { PgError } from "../client/PgError.ts"
import type { PostgresClient } from "../client/PostgresClient.ts"
import type { Compile, Prepared } from "../compiling/compile.ts"
import { translate } from "./failureOf.ts"
import { makeDoubt } from "./inDoubt.ts"
import { retriedAfter } from "./retry.ts"
import type { Key } from "../statements/keptRow.ts"
import type { Raced, Seen } from "../statements/Statement.ts"
import { isWrite, makeRunOnce, subjectOf, told } from "./runOnce.ts"
import { triesOf } from "./triesOf.ts"
import { type Before, seenUnder, unlessKept } from "./underKey.ts"

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
  const ended = (command: AuditedCommand, failure: Failure) => {
    const { actor, key } = command.stamp
    const refused = answer(command, failure)
    return key === null ? refused : unlessKept(refused, kept(command, { ...key, actor }))
  }
  const kept = (command: AuditedCommand, key: Key): Effect.Effect<Before<Rows.Rows> | null, StoreFailure> =>
    seenUnder(query, key).pipe(
      Effect.flatMap((seen) => (seen === null ? Effect.succeed(null) : answeredAs(compile(command), seen))),
      Effect.catchTag("PgError", (error) => translate(error, null, false))
    )
  // What may fail is looked at once it has: a request that succeeds passes one catch.
  return (command) =>
    Effect.suspend(() => {
      const once = makeRunOnce(compile, "alone")(query, command)
      return Effect.catch(once, (first) => {
        const doubt = makeDoubt()
        const tries = (failure: Failure) => {
          if (isWrite(command)) doubt.hear(failure)
          return triesOf(failure, "alone", command)
        }
        return retriedAfter(first, "alone", once, tries).pipe(
          Effect.catch((failure) => ended(command, failure)),
          Effect.mapError((failure) => tell(doubt.told(failure)))
        )
      })
    })
}

/** What is kept is a success, which nobody was too fast for. */
function answeredAs({ again }: Prepared, seen: Seen): Effect.Effect<Before<Rows.Rows> | null, StoreFailure> {
  return again === null
    ? Effect.succeed(null)
    : told(again(seen)).pipe(
        Effect.map((answer) => ({ answer })),
        Effect.catchTag("Raced", () => Effect.succeed(null))
      )
}
