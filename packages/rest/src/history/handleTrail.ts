/** The way of a timeline to its response: address, caller, headers, query; then each part's history. The first failure answers. */
import { type Access, admit, type Caller, type ResourceStore, trailOrder } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Begun, handleBeside } from "../beside.ts"
import { failureOf } from "../outcome.ts"
import type { Failure, HookFailure } from "../problem/problem.ts"
import type { Request } from "../Request.ts"
import { readHeaders } from "../request/readHeaders.ts"
import { present, readable } from "../response/headers.ts"
import { linksOf, type Listed } from "../response/pageLinks.ts"
import { changesRepresentation, type Representation, whole } from "../response/Representation.ts"
import { longestCarried } from "../response/shorter.ts"
import type { Response } from "../Response.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { type HistoryPlace, trailPlace } from "./places.ts"
import { runTrail } from "./runTrail.ts"
import { timelineOf } from "./timeline.ts"
import { toFamily, toTrail, type Trail } from "./toTrail.ts"

/** A wire, and who may ask it across resources. */
export interface Telling<E, S> {
  readonly settings: Settings<E, S>
  readonly report: Access.Rule
}

/** Never fails: every failure is a problem. */
export const handleTrail = <E extends HookFailure, S>(
  { report, settings }: Telling<E, S>,
  request: Request,
  caller: Caller.Caller
): Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom | S> =>
  handleBeside(settings, request, caller, {
    placeAt: trailPlace(settings),
    read: (begun) => askedOf({ report, settings }, begun, caller),
    answer: (asked, { end, fail }) => {
      const { record, trail } = asked
      return Effect.matchCause(runTrail(settings.api, trail, record, caller), {
        onFailure: (cause) => fail(...failureOf(cause, { match: null })),
        onSuccess: (parts) => {
          const answer = (limit: number) => end(respond(asked, timelineOf({ ...trail.page, limit }, parts)))
          const { limit } = trail.page
          return {
            ...answer(limit),
            shorter: (isCarried) => longestCarried(limit, (count) => answer(count).response, isCarried)
          }
        }
      })
    }
  })

/** A timeline that may be told, and how. */
interface Asked {
  /** Whose it is; null across resources. */
  readonly record: HistoryPlace["record"]
  readonly trail: Trail
  readonly representation: Representation
  readonly listed: Listed
}

/** The order of checks is that of a record's routes. */
function askedOf<E, S>(
  { report, settings }: Telling<E, S>,
  { place, request }: Begun<HistoryPlace>,
  caller: Caller.Caller
): Result.Result<Asked, Failure> {
  const { record } = place
  const barred = record === null ? admit(report, caller, { resource: "history", act: "report" }) : null
  if (barred !== null) return Result.fail(barred)
  const headers = readHeaders(request, { method: "GET", takes: [] }, settings)
  if (Result.isFailure(headers)) return Result.fail(headers.failure)
  const asking = { settings, caller }
  const asked = record === null ? toTrail(asking, request.query) : toFamily(asking, record, request.query)
  const name = record === null ? "history" : record.resource.name
  const address = `${settings.publicUrl ?? request.prefix}/${request.path.join("/")}`
  return Result.flatMap(asked, (trail) =>
    Result.map(
      changesRepresentation(headers.success.media, { name, select: trail.select }),
      (representation) => ({ record, trail, representation, listed: { address, pairs: request.query } })
    )
  )
}

function respond(
  { listed, representation, trail }: Asked,
  timeline: ReturnType<typeof timelineOf>
): Response {
  const { headers, writer } = representation
  const link = linksOf(timeline, trail, trailOrder, listed)
  return {
    status: 200,
    headers: [...headers, readable, ...present("link", link)],
    body: whole(writer, timeline.spots.map(({ json }) => json).join(","))
  }
}
