/** Sends one command's statement once and reads its answer; `form` says whether it takes the record's row at its word. */
import type { AuditedCommand, Rows, StoreFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Compile } from "../statements/compile.ts"
import type { Subject } from "./failureOf.ts"
import type { Query } from "../client/PostgresClient.ts"
import type { PgError } from "../client/PgError.ts"
import type { Raced } from "../statements/Statement.ts"
import type { Form } from "../statements/numbering.ts"

export const attempt = (
  query: Query,
  compile: Compile,
  command: AuditedCommand,
  form: Form
): Effect.Effect<Rows.Untyped, StoreFailure | Raced | PgError> =>
  Effect.suspend(() => {
    const statement = compile(command, form)
    return Effect.flatMap(query(statement), (rows) => {
      const answer = statement.read(rows)
      if (Result.isSuccess(answer)) return Effect.succeed(answer.success)
      const { failure } = answer
      return failure._tag === "AnswerUnknown" ? Effect.die(failure) : Effect.fail(failure)
    })
  })

/** Whether a command leaves something behind, so that sending it twice is not the same as once. */
export const isWrite = ({ stamp }: AuditedCommand): boolean => stamp.operation !== null

export const subjectOf = ({ command, stamp }: AuditedCommand): Subject => ({
  resource: command.resource,
  uid: stamp.uid ?? "",
  operation: stamp.operation
})
