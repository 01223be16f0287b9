/** Sends one command's statement once and reads its answer. */
import type { AuditedCommand, Rows, StoreFailure, Values } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { PgError } from "../client/PgError.ts"
import type { Query } from "../client/PostgresClient.ts"
import { drifted, isUnread, remedyOf } from "../client/sqlState.ts"
import type { Compile, Prepared } from "../compiling/compile.ts"
import { isPast, loadingFor } from "../compiling/seldom.ts"
import { counted } from "./counted.ts"
import type { Form } from "../statements/numbering.ts"
import { referringOf } from "../statements/references.ts"
import type { Answer, Raced } from "../statements/Statement.ts"
import type { Subject } from "./Subject.ts"

export type RunOnce = (
  query: Query,
  command: AuditedCommand
) => Effect.Effect<Rows.Rows, StoreFailure | Raced | PgError>

/** Takes records at their word until the trail knows better of one: all that is sent from then on is careful. */
export const makeRunOnce = (compile: Compile, scope: "alone" | "unit"): RunOnce => {
  let form: Form = "usual"
  // A transaction that met an error is of no more use.
  const formOf = (command: AuditedCommand) => (scope === "unit" && readsImages(command) ? "careful" : form)
  const runOnce: RunOnce = (query, command) =>
    Effect.suspend(() => {
      const statement = compile(command, formOf(command))
      return Effect.matchEffect(query(statement), {
        onSuccess: (rows) => counted(query, statement, told(statement.read(rows))),
        onFailure: (error) => {
          const isMisread = formOf(command) === "usual" && readsImages(command) && isUnfit(error)
          if (isMisread || drifted(error)) form = "careful"
          return isMisread ? runOnce(query, command) : Effect.fail(naming(error, statement))
        }
      })
    })
  return (query, command) => {
    const loading = loadingFor(command)
    return loading === null ? runOnce(query, command) : Effect.andThen(loading, runOnce(query, command))
  }
}

/** Whether a command reads many images, each of which may be of another time. */
function readsImages(audited: AuditedCommand): boolean {
  return isPast(audited) || audited.command._tag === "History"
}

/** Whether a content of another time may be of another type than its column is now: then each value is looked at. */
function isUnfit(error: PgError): boolean {
  return error.code === postgisError || (remedyOf(error) === "constraint" && !isUnread(error))
}

// Whatever a geometry lacks, PostGIS calls it an internal error.
const postgisError = "XX000"

/** What a statement's answer comes to. */
export function told(answer: Answer): Effect.Effect<Rows.Rows, StoreFailure | Raced> {
  if (Result.isSuccess(answer)) return Effect.succeed(answer.success)
  const { failure } = answer
  return failure._tag === "AnswerUnknown" ? Effect.die(failure) : Effect.fail(failure)
}

/** A parameter that PostgreSQL could not read, by its field. */
function naming(error: PgError, { fieldOf }: Prepared): PgError {
  if (error.parameter === null) return error
  return new PgError({ ...error, message: error.message, field: fieldOf(error.parameter) })
}

/** What an error of a command's statement is told about. */
export const subjectOf = (audited: AuditedCommand): Subject => ({
  resource: audited.command.permit.resource,
  uid: audited.stamp.uid ?? "",
  operation: audited.stamp.operation,
  referring: referringOf(audited),
  rows: rowsOf(audited)
})

/** Whether a command leaves something behind, so that sending it twice is not the same as once. */
export const isWrite = ({ command, stamp }: AuditedCommand): boolean =>
  stamp.operation !== null || command._tag === "RecordRefusal"

function rowsOf({ command }: AuditedCommand): ReadonlyArray<Values> {
  if ("rows" in command) return command.rows.map(({ values }) => values)
  return "values" in command ? [command.values] : []
}
