/** A batch's way to its response: its address, its headers, its form, then its requests. The first failure answers. */
import { Caller, type ResourceStore, type UserDirectory } from "@pgcrest/core"
import * as Cause from "effect/Cause"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { type Begun, handleBeside, type Place } from "../beside.ts"
import { bodyResponse, keepingBody } from "../keptBody.ts"
import { type Ending, refusalOf } from "../outcome.ts"
import { defect } from "../problem/EdgeFailure.ts"
import { type HookFailure, problemResponse } from "../problem/problem.ts"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import { parseNoQuery } from "../query/onlyWords.ts"
import type { Request } from "../Request.ts"
import { readJson } from "../request/readBody.ts"
import { onOccasion } from "../request/occasion.ts"
import { unstored } from "../response/headers.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { again, ended, type Once, readOnce } from "../writing.ts"
import type { BatchRefused } from "./BatchRefused.ts"
import { placed } from "./placed.ts"
import { readBatch } from "./readBatch.ts"
import { type Answers, runBatch } from "./runBatch.ts"
import type { Sketch } from "./Sketch.ts"

/** Never fails: every failure is a problem, which tells the request that it is of. */
export const handleBatch = <E extends HookFailure, S>(
  settings: Settings<E, S>,
  request: Request,
  caller: Caller.Caller
): Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom | UserDirectory | S> =>
  handleBeside(settings, request, caller, {
    placeAt: (path) => (path.length === 1 ? place : undefined),
    read: (begun) => askedOf(settings, begun, caller),
    answer: ({ key, sender, sketches, tx }, ending) => {
      const trial = tx === "rollback" ? settings.rollback : null
      const keeping =
        key === null || trial !== null ? null : keepingBody(settings.api, { key, caller }, answersAgain)
      const asked = { caller: sender, prefix: request.prefix, trial, keeping }
      return Effect.matchCause(runBatch(settings, sketches, asked), {
        onSuccess: (answers) => ending.end(bodyResponse(answers, [unstored, ...ended(tx)]), answers.cause),
        onFailure: (cause) => refused(settings, { request, caller: sender }, ending, cause)
      })
    }
  })

const answersAgain = (body: string | null): Answers => ({ ...again(body), cause: null })

const place: Place = { template: "/batch", methods: ["POST"] }

/** An array of requests, an object, and a request are around each body. */
const around = 3

/** The requests of a batch, and who asks why. */
interface Asked extends Once {
  readonly sketches: ReadonlyArray<Sketch>
  readonly sender: Caller.Caller
}

function askedOf(
  settings: Settings,
  { request }: Begun<Place>,
  caller: Caller.Caller
): Result.Result<Asked, RequestFailure> {
  const { details, limits } = settings
  const asked = readOnce(request, settings, "Send it with the request that it is for.")
  if (Result.isFailure(asked)) return Result.fail(asked.failure)
  return Result.flatMap(parseNoQuery(request.query), () =>
    Result.flatMap(readJson(request, { depth: limits.depth + around }), (json) =>
      Result.flatMap(readBatch(json, limits.batch), (sketches) =>
        Result.map(onOccasion(request, caller, details), (asking) => ({
          ...asked.success,
          sketches,
          sender: Caller.doing("batch", asking)
        }))
      )
    )
  )
}

function refused(
  settings: Settings,
  whole: { readonly request: Request; readonly caller: Caller.Caller },
  { end, fail }: Ending,
  cause: Cause.Cause<BatchRefused>
): Outcome {
  const refusal = Option.getOrNull(Cause.findErrorOption(cause))
  if (refusal === null) return fail(defect(null), Cause.squash(cause))
  const { failure, request } = refusal
  const told = failure._tag === "HookRefusal" ? failure.error : failure
  const asked = request === null ? whole : { ...whole, request }
  const problem = problemResponse(failure, settings, whole.caller.requestId, asked.request)
  const response = placed(problem, refusal)
  return { ...end(response, told), ...refusalOf(settings, asked, failure, response) }
}
