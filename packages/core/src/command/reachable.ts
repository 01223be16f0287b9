/** Whether the past that a read asks for can be told at all, at every table that it asks. */
import { MomentOutOfReach } from "../failures.ts"
import type { Moment } from "../query/AsOf.ts"
import { resourcesIn, shownBy } from "../query/resourcesIn.ts"
import type { Resource } from "../resource/Resource.ts"
import { compareInstants, fromMillis } from "../value/instant.ts"
import { millisOf } from "../value/interval.ts"
import type { ClientCommand } from "./Command.ts"

/** A read of the past. */
export interface PastRead {
  /** Null for now, of what was otherwise at an earlier moment. */
  readonly asOf: Moment | null
  /** The earlier moment of two; null where there is one. */
  readonly since: Moment | null
  /** Whose records it finds first, and all others that it asks. */
  readonly resources: readonly [Resource, ...ReadonlyArray<Resource>]
}

/** What a command asks of the past; null for now, and for what writes. */
export const pastReadOf = (command: ClientCommand): PastRead | null => {
  switch (command._tag) {
    case "Get": {
      const { asOf, permit, projection } = command
      if (asOf === undefined) return null
      return { asOf: asOf.moment, since: null, resources: [permit.resource, ...shownBy(projection.items)] }
    }
    case "List": {
      const { permit, query } = command
      if (query.asOf === undefined) return null
      return { asOf: query.asOf.moment, since: null, resources: [permit.resource, ...resourcesIn(query)] }
    }
    case "Compare": {
      const { asOf, since } = command.query
      return { asOf: asOf?.moment ?? null, since, resources: [command.permit.resource] }
    }
    default:
      return null
  }
}

/** Not what is yet to come, nor what may not be kept any more; of a request it is not known yet when it was. */
export const outOfReach = (read: PastRead, nowMillis: number): MomentOutOfReach | null => {
  const { asOf, resources, since } = read
  const isFuture = (moment: Moment | null) => moment?._tag === "Instant" && isBehind(moment.at, nowMillis)
  const future = { resource: resources[0].name, reason: "future" } as const
  if (isFuture(asOf)) return new MomentOutOfReach(future)
  if (isFuture(since)) return new MomentOutOfReach({ ...future, moment: "since" })
  const earliest = since ?? asOf
  return earliest?._tag === "Instant" ? unkept(read, earliest.at, nowMillis) : null
}

/**
 * The first resource whose changes may not be kept any more from the earliest of its moments on: a year of a trail that is kept
 * has 360 days here.
 */
export const unkept = (
  { resources, since }: PastRead,
  earliest: string,
  nowMillis: number
): MomentOutOfReach | null => {
  const lost = resources.find(
    ({ trail }) => trail.keep !== null && !isBehind(earliest, nowMillis - millisOf(trail.keep))
  )
  if (lost === undefined) return null
  const moment = since === null ? {} : ({ moment: "since" } as const)
  return new MomentOutOfReach({ resource: lost.name, reason: "unkept", ...moment })
}

function isBehind(at: string, millis: number): boolean {
  return compareInstants(at, fromMillis(millis)) > 0
}
