/** An undo's way to its response: its address, its headers, its body; then what the request did, in reverse. */
import { Caller, type ResourceStore, undo, UndoBlocked } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Begun, handleBeside, type Place } from "../beside.ts"
import { bodyResponse } from "../keptBody.ts"
import { failureOf } from "../outcome.ts"
import type { Failure } from "../problem/problem.ts"
import { parseNoQuery } from "../query/onlyWords.ts"
import type { Request } from "../Request.ts"
import { onOccasion, unfitHeader } from "../request/occasion.ts"
import { readBody } from "../request/readBody.ts"
import { unstored } from "../response/headers.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { ended, type Once, once, readOnce } from "../writing.ts"
import { readUndo } from "./readUndo.ts"
import { blockedResponse, undoneBody } from "./undoAnswer.ts"

/** Never fails: every failure is a problem. */
export const handleUndo = (
  settings: Settings,
  most: number,
  request: Request,
  caller: Caller.Caller
): Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom> =>
  handleBeside(settings, request, Caller.doing("undo", caller), {
    placeAt: (path) => (path.length === 1 ? place : undefined),
    read: (begun) => askedOf(settings, begun, caller),
    answer: ({ requestId, sender, ...asked }, { end, fail }) => {
      const undone = Effect.map(undo(settings.api, { requestId, most }, sender), undoneBody)
      const told = Effect.catchTags(once(settings, asked, caller, undone), {
        UndoBlocked: (blocked) => Effect.succeed(blocked),
        OccasionUnfit: (unfit) => Effect.fail(unfitHeader(unfit))
      })
      return Effect.matchCause(told, {
        onSuccess: (told) =>
          end(
            told instanceof UndoBlocked
              ? blockedResponse(told, settings.problemBase, caller.requestId)
              : bodyResponse(told, [unstored, ...ended(asked.tx)])
          ),
        onFailure: (cause) => fail(...failureOf(cause, { match: null }))
      })
    }
  })

const place: Place = { template: "/undo", methods: ["POST"] }

/** The request that is to be undone, and who asks why. */
interface Asked extends Once {
  readonly requestId: string
  readonly sender: Caller.Caller
}

function askedOf(
  settings: Settings,
  { request }: Begun<Place>,
  caller: Caller.Caller
): Result.Result<Asked, Failure> {
  const asked = readOnce(request, settings, "Leave it out: each record must be as the request left it.")
  if (Result.isFailure(asked)) return Result.fail(asked.failure)
  return Result.flatMap(parseNoQuery(request.query), () =>
    Result.flatMap(readBody(request, settings.limits, "the request's id"), (body) =>
      Result.flatMap(readUndo(body), (requestId) =>
        Result.map(onOccasion(request, caller, settings.details), (sender) => ({
          ...asked.success,
          requestId,
          sender
        }))
      )
    )
  )
}
