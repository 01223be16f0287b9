/** A call's way to its response: address, caller, headers, input; then the operation. The first failure answers. */
import {
  admit,
  Caller,
  type IdempotencyKey,
  type Operation,
  type ResourceStore,
  together
} from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { begin, type Begun, type Place, takingJson } from "../beside.ts"
import type { Preferences } from "../http/prefer.ts"
import { jsonAlone } from "../Media.ts"
import { type Bodied, bodyResponse, keepingBody } from "../keptBody.ts"
import { endingOf, failureOf } from "../outcome.ts"
import type { Failure, HookFailure } from "../problem/problem.ts"
import { conditionFailed, headerInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Request } from "../Request.ts"
import { onOccasion } from "../request/occasion.ts"
import { readHeaders } from "../request/readHeaders.ts"
import { readKey } from "../request/readKey.ts"
import type { Response } from "../Response.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { readInput } from "./readInput.ts"

type ByName<E, S> = ReadonlyMap<string, Operation.Operation<E, S>>

interface OperationPlace<E, S> extends Place {
  readonly operation: Operation.Operation<E, S>
}

/** Never fails: every failure is a problem. */
export const handleOperation = <E extends HookFailure, S>(
  settings: Settings,
  operations: ByName<E, S>,
  request: Request,
  caller: Caller.Caller
): Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom | S> => {
  const place = placeAt(operations, request.path ?? [])
  const ending = endingOf(settings, request, {
    caller: place === undefined ? caller : Caller.doing(`rpc/${place.operation.name}`, caller),
    route: place?.template ?? null
  })
  const begun = begin(settings, request, () => place)
  if (Result.isFailure(begun)) return Effect.succeed(ending.fail(begun.failure, null))
  if (begun.success._tag === "Ready") return Effect.succeed(ending.end(begun.success.response))
  const called = callOf(settings, begun.success, caller)
  if (Result.isFailure(called)) return Effect.succeed(ending.fail(called.failure, null))
  const asking = onOccasion(request, caller, settings.details)
  if (Result.isFailure(asking)) return Effect.succeed(ending.fail(asking.failure, null))
  return Effect.matchCause(bodied(settings, called.success, asking.success), {
    onSuccess: (returned) => ending.end(answer(request.method, returned, called.success.tx)),
    onFailure: (cause) => ending.fail(...failureOf(cause, { match: null }))
  })
}

/** What the call comes to: undone, or as one unit under its key, or as it is. */
function bodied<E, S>({ rollback }: Settings, { call, key, tx }: Called<E, S>, caller: Caller.Caller) {
  const asked = Effect.map(call(caller), (body): Bodied => ({ body, replayed: false }))
  if (tx === "rollback" && rollback !== null) return rollback.undone(asked)
  return key === null ? asked : together(asked, keepingBody(key, caller, again))
}

function again(body: string | null): Bodied {
  return { body, replayed: true }
}

function placeAt<E, S>(
  operations: ByName<E, S>,
  [, name = "", ...more]: ReadonlyArray<string>
): OperationPlace<E, S> | undefined {
  const operation = operations.get(name)
  return operation === undefined || more.length > 0
    ? undefined
    : {
        template: `/rpc/${name}`,
        methods: operation.safe ? ["GET", "HEAD", "POST"] : ["POST"],
        operation
      }
}

/** A call, and how its transaction is to end. */
interface Called<E, S> {
  readonly call: Operation.Call<E, S>
  readonly tx: Preferences["tx"]
  readonly key: IdempotencyKey | null
}

/** The order of checks is that of a record's routes; nobody learns what an operation takes who may not call it. */
function callOf<E, S>(
  { limits, rollback }: Settings,
  { place, request }: Begun<OperationPlace<E, S>>,
  caller: Caller.Caller
): Result.Result<Called<E, S>, Failure> {
  const { access, alone, name, safe } = place.operation
  const barred = admit(access, caller, { resource: name, act: "call" })
  if (barred !== null) return Result.fail(barred)
  const headers = readHeaders(request, takingJson, { offers: jsonAlone, rollback })
  if (Result.isFailure(headers)) return Result.fail(headers.failure)
  const { match, preferences } = headers.success
  if (match !== null && match !== "*")
    return Result.fail(conditionFailed("There is no entity tag at this address, so none can match."))
  // What writes nothing has no end that matters.
  const tx = safe ? undefined : preferences.tx
  if (tx === "rollback" && alone) return Result.fail(lasting(name))
  const key = safe ? Result.succeed(null) : readKey(request)
  if (Result.isFailure(key)) return Result.fail(key.failure)
  if (key.success !== null && alone) return Result.fail(unkept(name))
  return Result.map(readInput(place.operation, request, limits), (call) => ({ call, tx, key: key.success }))
}

/** To let it happen all the same would be what the client wanted least. */
function lasting(name: string): RequestFailure {
  return headerInvalid(
    "prefer",
    `asks with tx=rollback to undo ${name}, which the database commits by itself`
  )
}

/** Whoever sends a key relies on it. */
function unkept(name: string): RequestFailure {
  return headerInvalid(
    "idempotency-key",
    `cannot be kept with ${name}, which the database commits by itself`,
    "Leave it out, where the call may happen twice."
  )
}

function answer(method: string, returned: Bodied, tx: Preferences["tx"]): Response {
  const kept = method === "POST" ? "no-store" : "private, no-cache"
  return bodyResponse(returned, [
    ["cache-control", kept],
    ...(tx === undefined ? [] : [["preference-applied", `tx=${tx}`] as const])
  ])
}
