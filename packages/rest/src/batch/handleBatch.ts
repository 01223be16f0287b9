/** A batch's way to its response: its address, its headers, its form, then its requests. The first failure answers. */
import { Caller, type IdempotencyKey, type ResourceStore, type UserDirectory } from "@pgcrest/core"
import * as Cause from "effect/Cause"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { begin, type Place, takingJson } from "../beside.ts"
import type { Preferences } from "../http/prefer.ts"
import { jsonAlone } from "../Media.ts"
import { bodyResponse, keepingBody } from "../keptBody.ts"
import { type Ending, endingOf, refusalOf } from "../outcome.ts"
import { defect } from "../problem/EdgeFailure.ts"
import { type HookFailure, problemResponse } from "../problem/problem.ts"
import { headerInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import { parseNoQuery } from "../query/onlyWords.ts"
import type { DecodedRequest, Request } from "../Request.ts"
import { readJson } from "../request/readBody.ts"
import { onOccasion } from "../request/occasion.ts"
import { readHeaders } from "../request/readHeaders.ts"
import { readKey } from "../request/readKey.ts"
import { unstored } from "../response/headers.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
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
): Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom | UserDirectory | S> => {
  const ending = endingOf(settings, request, { caller, route: place.template })
  const begun = begin(settings, request, (path) => (path.length === 1 ? place : undefined))
  if (Result.isFailure(begun)) return Effect.succeed(ending.fail(begun.failure, null))
  if (begun.success._tag === "Ready") return Effect.succeed(ending.end(begun.success.response))
  const read = readWhole(begun.success.request, settings)
  if (Result.isFailure(read)) return Effect.succeed(ending.fail(read.failure, null))
  const asking = onOccasion(request, caller, settings.details)
  if (Result.isFailure(asking)) return Effect.succeed(ending.fail(asking.failure, null))
  const sender = Caller.doing("batch", asking.success)
  const { key, sketches, tx } = read.success
  const trial = tx === "rollback" ? settings.rollback : null
  const keeping = key === null || trial !== null ? null : keepingBody(key, caller, again)
  const headers = [unstored, ...(tx === undefined ? [] : [["preference-applied", `tx=${tx}`] as const])]
  const asked = { caller: sender, prefix: request.prefix, trial, keeping }
  return Effect.matchCause(runBatch(settings, sketches, asked), {
    onSuccess: (answers) => ending.end(bodyResponse(answers, headers), answers.cause),
    onFailure: (cause) => refused(settings, { request, caller: sender }, ending, cause)
  })
}

const again = (body: string | null): Answers => ({ body, cause: null, replayed: true })

const place: Place = { template: "/batch", methods: ["POST"] }

/** An array of requests, an object, and a request are around each body. */
const around = 3

/** The requests of a batch, and how their transaction is to end. */
interface Whole {
  readonly sketches: ReadonlyArray<Sketch>
  readonly tx: Preferences["tx"]
  readonly key: IdempotencyKey | null
}

function readWhole(
  request: DecodedRequest,
  { limits, rollback }: Settings
): Result.Result<Whole, RequestFailure> {
  const headers = readHeaders(request, takingJson, { offers: jsonAlone, rollback })
  if (Result.isFailure(headers)) return Result.fail(headers.failure)
  const conditional = ["if-match", "if-none-match"].find((name) => request.headers.has(name))
  if (conditional !== undefined)
    return Result.fail(
      headerInvalid(conditional, "is of one record", "Send it with the request that it is for.")
    )
  const key = readKey(request)
  if (Result.isFailure(key)) return Result.fail(key.failure)
  return Result.flatMap(parseNoQuery(request.query), () =>
    Result.flatMap(readJson(request, { depth: limits.depth + around }), (json) =>
      Result.map(readBatch(json, limits.batch), (sketches) => ({
        sketches,
        tx: headers.success.preferences.tx,
        key: key.success
      }))
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
  const response = placed(problemResponse(failure, settings, whole.caller.requestId), refusal)
  const asked = request === null ? whole : { ...whole, request }
  return { ...end(response, told), ...refusalOf(settings, asked, failure, response) }
}
