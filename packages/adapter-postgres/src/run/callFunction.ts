/** A declared function, called alone: one statement, or, where it must write nothing, one in a transaction that lets nothing be written. */
import {
  Conflict,
  ConstraintViolated,
  RowSecured,
  type SqlFunction,
  type SqlFunctions,
  type StoreFailure,
  ValueRefused,
  WriteRaised
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { PgError } from "../client/PgError.ts"
import type { PostgresClient } from "../client/PostgresClient.ts"
import { isRaised, isSecured, isUnread, remedyOf } from "../client/sqlState.ts"
import { type FunctionCall, functionCall } from "../statements/functionCall.ts"
import { failureOf } from "./failureOf.ts"
import { retried, triesAfter } from "./retry.ts"

/** Sent again only where it is certain that nothing of it remains. */
export const makeCallFunction =
  (
    client: PostgresClient["Service"],
    tell: (failure: StoreFailure) => StoreFailure
  ): SqlFunctions["Service"]["call"] =>
  (called, given) =>
    Effect.suspend(() => {
      const call = functionCall(called, given)
      const attempt = called.safe
        ? client.transaction((query) => Effect.andThen(query(readOnly), query(call)))
        : client.query(call)
      const scope = called.safe ? "unit" : "alone"
      return retried(scope, attempt, (error) =>
        isWrite(error) ? 0 : triesAfter(error, scope, !called.safe)
      ).pipe(
        Effect.catch((error) => refused(error, called, call)),
        Effect.map((rows) => rows.map(call.read)),
        Effect.mapError(tell)
      )
    })

// Of this transaction alone, so that a pooler may give the session to others.
const readOnly = { name: null, text: "set transaction read only", values: [] }

/** Whether a write was refused as the transaction takes none; the same code comes from a server that has become a replica. */
function isWrite({ code, phase }: PgError): boolean {
  return code === "25006" && phase === "inside"
}

function refused(
  error: PgError,
  called: SqlFunction,
  call: FunctionCall
): Effect.Effect<never, StoreFailure> {
  if (called.safe && isWrite(error)) return Effect.die(mistake(error, called))
  const failure =
    remedyOf(error) === "constraint" ? refusal(error, called, call) : failureOf(error, null, !called.safe)
  return failure === null ? Effect.die(mistake(error, called)) : Effect.fail(failure)
}

/** What is wrong with the call, by parameter; what is wrong inside names nothing: the client knows no table of it. */
function refusal(error: PgError, { name: resource }: SqlFunction, { fieldOf }: FunctionCall): StoreFailure {
  const { cause, code, constraint, message, parameter } = error
  if (isSecured(error)) return new RowSecured({ resource })
  if (isRaised(error)) return new WriteRaised({ resource, code, detail: message, cause })
  const field = parameter === null ? null : fieldOf(parameter)
  const fields = isUnread(error) && field !== null ? [field] : []
  if (code === "23505" || code === "23P01") return new Conflict({ resource, fields: [] })
  return code.startsWith("23")
    ? new ConstraintViolated({ resource, constraint: constraint ?? "-", fields })
    : new ValueRefused({ resource, fields })
}

function mistake(
  { code, message, cause }: PgError,
  { name, function: { schema, name: functionName } }: SqlFunction
): Error {
  const where = schema === null ? functionName : `${schema}.${functionName}`
  return new Error(
    `The operation "${name}" could not call ${where} as it is declared (${code}): ${message}`,
    { cause }
  )
}
