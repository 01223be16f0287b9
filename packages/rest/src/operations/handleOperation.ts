/** A call's way to its response: address, caller, headers, input; then the operation. The first failure answers. */
import { admit, Caller, type Operation, type ResourceStore } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Begun, handleBeside, type Place, takingJson } from "../beside.ts"
import type { Preferences } from "../http/prefer.ts"
import { jsonAlone } from "../Media.ts"
import { type Bodied, bodyResponse } from "../keptBody.ts"
import { failureOf } from "../outcome.ts"
import type { Failure, HookFailure } from "../problem/problem.ts"
import { conditionFailed, headerInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Request } from "../Request.ts"
import { onOccasion } from "../request/occasion.ts"
import { readHeaders } from "../request/readHeaders.ts"
import { readKey } from "../request/readKey.ts"
import type { Response } from "../Response.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { ended, type Once, once } from "../writing.ts"
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
  const called = place === undefined ? caller : Caller.doing(`rpc/${place.operation.name}`, caller)
  return handleBeside(settings, request, called, {
    placeAt: () => place,
    read: (begun) => calledIn(settings, begun, caller),
    answer: ({ call, sender, ...asked }, { end, fail }) => {
      const body = Effect.map(call(sender), (body): Bodied => ({ body, replayed: false }))
      return Effect.matchCause(once(settings, asked, sender, body), {
        onSuccess: (returned) => end(answer(request.method, returned, asked.tx)),
        onFailure: (cause) => fail(...failureOf(cause, { match: null }))
      })
    }
  })
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

/** A call, and who asks why. */
interface Called<E, S> extends Once {
  readonly call: Operation.Call<E, S>
  readonly sender: Caller.Caller
}

/** The order of checks is that of a record's routes; nobody learns what an operation takes who may not call it. */
function calledIn<E, S>(
  { details, limits, rollback }: Settings,
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
  return Result.flatMap(readInput(place.operation, request, limits), (call) =>
    Result.map(onOccasion(request, caller, details), (sender) => ({ call, tx, key: key.success, sender }))
  )
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
  return bodyResponse(returned, [["cache-control", kept], ...ended(tx)])
}
