/** A call's way to its response: name, method, caller, arguments; then the operation. The first failure answers. */
import {
  admit,
  Caller,
  type IdempotencyKey,
  type Operation,
  type ResourceStore,
  together
} from "@pgcrest/core"
import {
  beforeRoute,
  type HookFailure,
  isDecoded,
  onOccasion,
  readKey,
  type DecodedRequest,
  type Outcome,
  type Request,
  type RequestFailure,
  type Response,
  type Rollback
} from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { endingOf } from "../ending.ts"
import { type Json, parseAccept } from "../http/Media.ts"
import { parsePreferences, type Preferences } from "../http/Preferences.ts"
import { unsent } from "../problem/Problem.ts"
import type { Failure } from "../problem/problemResponse.ts"
import type { WireFailure } from "../problem/WireFailure.ts"
import { strangeSchema } from "../request/profile.ts"
import { strangePreferences } from "../request/strangePreferences.ts"
import { type Honoured, honouredByReads } from "../response/appliedPreferences.ts"
import { keepingAnswer } from "../response/keptAnswer.ts"
import type { Settings } from "../Settings.ts"
import { bounded } from "./bounded.ts"
import { readArguments } from "./readArguments.ts"
import { toFunctionAnswer } from "./toFunctionAnswer.ts"

type ByName<E, S> = ReadonlyMap<string, Operation.Operation<E, S>>

/** Never fails: every failure is a problem. */
export const handleFunction = <E extends HookFailure, S>(
  settings: Settings,
  operations: ByName<E, S>,
  request: Request,
  caller: Caller.Caller
): Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom | S> => {
  const operation = operationAt(operations, request.path ?? [])
  const route = Result.isFailure(operation) ? null : `/rpc/${operation.success.name}`
  const about = { resource: null, sent: unsent }
  const doing = Result.isFailure(operation) ? caller : Caller.doing(`rpc/${operation.success.name}`, caller)
  const { answer, fail, failCause } = endingOf(settings, { head: request, caller: doing, route, about })
  const step =
    beforeRoute(settings, request) ??
    Result.flatMap(operation, (operation) => stepOf(settings, operation, request, caller))
  if (Result.isFailure(step)) return Effect.succeed(fail(step.failure, null))
  if (step.success._tag === "Ready") return Effect.succeed(answer(step.success.response))
  const { call, key, most, safe, trial, ...told } = step.success
  const asking = onOccasion(request, caller, settings.details)
  if (Result.isFailure(asking)) return Effect.succeed(fail(asking.failure, null))
  const called = call(asking.success)
  const asked = most === null ? called : bounded(called, most, { safe })
  const answered = Effect.flatMap(asked, (returned) =>
    Effect.fromResult(toFunctionAnswer(returned, { method: request.method, ...told }))
  )
  if (key !== null)
    return Effect.matchCause(together(answered, keepingAnswer(settings.api, { caller, key }, 204)), {
      onFailure: failCause,
      onSuccess: answer
    })
  return Effect.matchCause(trial === null ? asked : trial.undone(asked), {
    onFailure: failCause,
    onSuccess: (returned) => {
      const response = toFunctionAnswer(returned, { method: request.method, ...told })
      return Result.isFailure(response) ? fail(response.failure, null) : answer(response.success)
    }
  })
}

interface Ready {
  readonly _tag: "Ready"
  readonly response: Response
}
interface Called<E, S> extends End {
  readonly _tag: "Called"
  readonly call: Operation.Call<E, S>
  readonly media: Json
  readonly honoured: Honoured
}
interface End {
  /** Whether it writes nothing. */
  readonly safe: boolean
  /** More rows than these are a failure; null for any number. */
  readonly most: number | null
  /** How the call is undone; null where it stays. */
  readonly trial: Rollback.Rollback | null
  /** Under which it happens once; null for what has no key. */
  readonly key: IdempotencyKey | null
}

function operationAt<E, S>(
  operations: ByName<E, S>,
  [, name = "", ...more]: ReadonlyArray<string>
): Result.Result<Operation.Operation<E, S>, WireFailure> {
  if (more.length > 0) return Result.fail({ _tag: "PathInvalid" })
  const operation = operations.get(name)
  return operation === undefined ? Result.fail({ _tag: "FunctionUnknown", name }) : Result.succeed(operation)
}

/** Nobody learns what a function takes who may not call it. */
function stepOf<E, S>(
  settings: Settings,
  operation: Operation.Operation<E, S>,
  request: Request,
  caller: Caller.Caller
): Result.Result<Ready | Called<E, S>, Failure> {
  if (!isDecoded(request)) return Result.fail({ _tag: "PathInvalid" })
  if (request.method === "OPTIONS") return Result.succeed(optionsOf(operation))
  const strange = strangeSchema(request, settings.schema)
  if (strange !== null) return Result.fail(strange)
  if (!methodsOf(operation).includes(request.method))
    return Result.fail({ _tag: "CallUnfit", method: request.method, allow: methodsOf(operation).join(",") })
  const barred = admit(operation.access, caller, { resource: operation.name, act: "call" })
  if (barred !== null) return Result.fail(barred)
  const preferences = parsePreferences(request.headers.get("prefer") ?? [])
  const unheeded = strangePreferences(settings, preferences)
  if (unheeded !== null) return Result.fail(unheeded)
  const accepted = request.headers.get("accept") ?? []
  const media = parseAccept(accepted, [])
  if (media === null || media._tag === "Format")
    return Result.fail({ _tag: "MediaUnavailable", types: accepted.join(", ") })
  return Result.flatMap(endOf(settings, operation, request, preferences), (end) =>
    Result.map(readArguments(operation, request, settings.limits), (call) => ({
      _tag: "Called",
      call,
      media,
      honoured: honouredBy(settings, operation, preferences),
      ...end
    }))
  )
}

/** How a call may end: undone, where that is preferred, or where it answers more rows than are wanted. */
function endOf(
  { rollback }: Settings,
  { alone, safe }: Operation.Operation<unknown, unknown>,
  request: DecodedRequest,
  { handling, maxAffected, tx }: Preferences
): Result.Result<End, WireFailure | RequestFailure> {
  const trial = tx === "rollback" && !safe ? rollback : null
  const most = handling === "strict" ? (maxAffected ?? null) : null
  const key = safe || trial !== null ? Result.succeed(null) : readKey(request)
  if (Result.isFailure(key)) return Result.fail(key.failure)
  const asked =
    (trial === null ? null : "tx=rollback") ??
    (most === null ? null : "max-affected") ??
    (key.success === null ? null : "Idempotency-Key")
  // To let it happen all the same would be what the client wanted least.
  return alone && !safe && asked !== null
    ? Result.fail({ _tag: "NotImplemented", feature: lasting(asked) })
    : Result.succeed({ safe, most, trial, key: key.success })
}

function honouredBy(
  { rollback }: Settings,
  { safe }: Operation.Operation<unknown, unknown>,
  preferences: Preferences
): Honoured {
  const { handling, maxAffected, tx } = preferences
  return {
    ...honouredByReads(preferences),
    ...(tx === undefined || safe || rollback === null ? {} : { tx }),
    ...(maxAffected === undefined || handling !== "strict" ? {} : { maxAffected })
  }
}

function lasting(preference: string): string {
  return `"${preference}" of a function that the database commits by itself`
}

function methodsOf({ safe }: Operation.Operation<unknown, unknown>): ReadonlyArray<string> {
  return safe ? ["OPTIONS", "GET", "HEAD", "POST"] : ["OPTIONS", "POST"]
}

function optionsOf(operation: Operation.Operation<unknown, unknown>): Ready {
  const headers: Response["headers"] = [
    ["allow", methodsOf(operation).join(",")],
    ["cache-control", "no-store"]
  ]
  return { _tag: "Ready", response: { status: 200, headers, body: null } }
}
