/** What `afterRead` makes of the two images that a list had of a record. */
import * as Effect from "effect/Effect"
import { uidOf } from "../resource/Key.ts"
import { type Differences, differences, pairOf } from "../store/Differences.ts"
import { fromShown } from "../store/Rows.ts"
import type { Values } from "../value/ColumnType.ts"
import { type Place, reshown } from "./reshown.ts"

/**
 * What was read `widened`: the hook sees each moment's images together. One that it keeps back was not in the list then, and
 * what it shows alike at both moments does not differ.
 */
export const showDifferences = Effect.fnUntraced(function* <E, S>(place: Place<E, S>, rows: Differences) {
  const all = rows.values()
  const before = yield* shownOf(
    place,
    all.map((one) => one.before)
  )
  const after = yield* shownOf(
    place,
    all.map((one) => one.after)
  )
  const keys = rows.keys()
  const pairs = all.flatMap(({ uid }, at) => {
    const answer = (shown: Values | undefined) =>
      shown === undefined ? null : fromShown(place.projection, [shown], () => keys.slice(at, at + 1))
    return pairOf(answer(before.get(uid)), answer(after.get(uid))) ?? []
  })
  const { counted, more, past, read, total } = rows
  return differences(pairs, { counted, more, past, read, total })
})

/** By uid. */
const shownOf = <E, S>(place: Place<E, S>, images: ReadonlyArray<Values | null>) =>
  Effect.map(
    reshown(
      place,
      images.filter((image) => image !== null)
    ),
    (all) => new Map(all.map(({ read, shown }) => [uidOf(place.asked.resource.key, read), shown]))
  )
