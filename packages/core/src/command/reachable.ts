/** Whether the past that a read asks for can be told at all. */
import { MomentOutOfReach } from "../failures.ts"
import type { AsOf } from "../query/AsOf.ts"
import type { Resource } from "../resource/Resource.ts"
import { compareInstants, fromMillis } from "../value/instant.ts"
import { millisOf } from "../value/interval.ts"

/** Not what is yet to come, nor what may not be kept any more: a year of a trail that is kept has 360 days here. */
export const outOfReach = (
  { name, trail }: Resource,
  { moment }: AsOf,
  nowMillis: number
): MomentOutOfReach | null => {
  if (moment._tag === "Request") return null
  const isBehind = (millis: number) => compareInstants(moment.at, fromMillis(millis)) > 0
  if (isBehind(nowMillis)) return new MomentOutOfReach({ resource: name, reason: "future" })
  return trail.keep !== null && !isBehind(nowMillis - millisOf(trail.keep))
    ? new MomentOutOfReach({ resource: name, reason: "unkept" })
    : null
}
