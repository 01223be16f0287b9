/** Whether the past that a read asks for can be told at all, at every table that it asks. */
import { MomentOutOfReach } from "../failures.ts"
import type { AsOf, Moment } from "../query/AsOf.ts"
import { resourcesIn, shownBy } from "../query/resourcesIn.ts"
import type { Resource } from "../resource/Resource.ts"
import { compareInstants, fromMillis } from "../value/instant.ts"
import { millisOf } from "../value/interval.ts"
import type { ClientCommand } from "./Command.ts"

/** A read of the past. */
export interface PastRead {
  readonly asOf: AsOf
  /** Whose records it finds first, and all others that it asks. */
  readonly resources: readonly [Resource, ...ReadonlyArray<Resource>]
}

/** What a command asks of the past; null for now, and for what writes. */
export const pastReadOf = (command: ClientCommand): PastRead | null => {
  if (command._tag === "List") {
    const { permit, query } = command
    const { asOf } = query
    return asOf === undefined ? null : { asOf, resources: [permit.resource, ...resourcesIn(query)] }
  }
  if (command._tag !== "Get" || command.asOf === undefined) return null
  const { asOf, permit, projection } = command
  return { asOf, resources: [permit.resource, ...shownBy(projection.items)] }
}

/** Not what is yet to come, nor what may not be kept any more; of a request it is not known yet when it was. */
export const outOfReach = (read: PastRead, nowMillis: number): MomentOutOfReach | null => {
  const { moment } = read.asOf
  if (moment._tag === "Request") return null
  return isBehind(moment, nowMillis)
    ? new MomentOutOfReach({ resource: read.resources[0].name, reason: "future" })
    : unkept(read, moment.at, nowMillis)
}

/** The first resource whose changes of then may not be kept any more: a year of a trail that is kept has 360 days here. */
export const unkept = ({ resources }: PastRead, at: string, nowMillis: number): MomentOutOfReach | null => {
  const lost = resources.find(
    ({ trail }) => trail.keep !== null && !isBehind({ at }, nowMillis - millisOf(trail.keep))
  )
  return lost === undefined ? null : new MomentOutOfReach({ resource: lost.name, reason: "unkept" })
}

function isBehind(
  { at }: Pick<Extract<Moment, { readonly _tag: "Instant" }>, "at">,
  millis: number
): boolean {
  return compareInstants(at, fromMillis(millis)) > 0
}
