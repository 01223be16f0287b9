/** An undo's way to its response: its address, its headers, its body; then what the request did, in reverse. */
import { Caller, type IdempotencyKey, type ResourceStore, together, undo, UndoBlocked } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { begin, type Place, takingJson } from "../beside.ts"
import { type Bodied, bodyResponse, keepingBody } from "../keptBody.ts"
import { jsonAlone } from "../Media.ts"
import { endingOf, failureOf } from "../outcome.ts"
import { headerInvalid } from "../problem/RequestFailure.ts"
import { parseNoQuery } from "../query/onlyWords.ts"
import type { DecodedRequest, Request } from "../Request.ts"
import { onOccasion } from "../request/occasion.ts"
import { readBody } from "../request/readBody.ts"
import { readHeaders } from "../request/readHeaders.ts"
import { readKey } from "../request/readKey.ts"
import { unstored } from "../response/headers.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { readUndo } from "./readUndo.ts"
import { blockedResponse, undoneBody } from "./undoAnswer.ts"

/** Never fails: every failure is a problem. */
export const handleUndo = (
  settings: Settings,
  most: number,
  request: Request,
  caller: Caller.Caller
): Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom> => {
  const ending = endingOf(settings, request, { caller: Caller.doing("undo", caller), route: place.template })
  const begun = begin(settings, request, (path) => (path.length === 1 ? place : undefined))
  if (Result.isFailure(begun)) return Effect.succeed(ending.fail(begun.failure, null))
  if (begun.success._tag === "Ready") return Effect.succeed(ending.end(begun.success.response))
  const read = readWhole(settings, begun.success.request)
  if (Result.isFailure(read)) return Effect.succeed(ending.fail(read.failure, null))
  const asking = onOccasion(request, caller, settings.details)
  if (Result.isFailure(asking)) return Effect.succeed(ending.fail(asking.failure, null))
  const { key, requestId, tx } = read.success
  const headers = [unstored, ...(tx === undefined ? [] : [["preference-applied", `tx=${tx}`] as const])]
  const asked = Effect.map(undo(settings.api, { requestId, most }, asking.success), undoneBody)
  const done =
    tx === "rollback" && settings.rollback !== null
      ? settings.rollback.undone(asked)
      : once(asked, key, caller)
  return Effect.matchCause(
    Effect.catchTag(done, "UndoBlocked", (blocked) => Effect.succeed(blocked)),
    {
      onSuccess: (told) =>
        ending.end(
          told instanceof UndoBlocked
            ? blockedResponse(told, settings.problemBase, caller.requestId)
            : bodyResponse(told, headers)
        ),
      onFailure: (cause) => ending.fail(...failureOf(cause, { match: null }))
    }
  )
}

/** Under a key what it did is told again, and not done again. */
function once<E, R>(asked: Effect.Effect<Bodied, E, R>, key: IdempotencyKey | null, caller: Caller.Caller) {
  return key === null ? asked : together(asked, keepingBody(key, caller, again))
}

const again = (body: string | null): Bodied => ({ body, replayed: true })

const place: Place = { template: "/undo", methods: ["POST"] }

function readWhole({ limits, rollback }: Settings, request: DecodedRequest) {
  const headers = readHeaders(request, takingJson, { offers: jsonAlone, rollback })
  if (Result.isFailure(headers)) return Result.fail(headers.failure)
  const conditional = ["if-match", "if-none-match"].find((name) => request.headers.has(name))
  if (conditional !== undefined)
    return Result.fail(
      headerInvalid(
        conditional,
        "is of one record",
        "Leave it out: each record must be as the request left it."
      )
    )
  const key = readKey(request)
  if (Result.isFailure(key)) return Result.fail(key.failure)
  return Result.flatMap(parseNoQuery(request.query), () =>
    Result.flatMap(readBody(request, limits, "the request's id"), (body) =>
      Result.map(readUndo(body), (requestId) => ({
        requestId,
        tx: headers.success.preferences.tx,
        key: key.success
      }))
    )
  )
}
