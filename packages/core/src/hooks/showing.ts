/** What `afterRead` makes of records on their way out: it may change what is shown of them, or keep them back. */
import * as Effect from "effect/Effect"
import type { Resource } from "../resource/Resource.ts"
import { type Found, fromShown, fromValues, type Written } from "../store/Rows.ts"
import type { Image } from "../change/Change.ts"
import type { Entry } from "../change/Entry.ts"
import type { History } from "../command/Command.ts"
import type { Values } from "../value/ColumnType.ts"
import type { Asked } from "./HookMistake.ts"
import { keysOf } from "./keysOf.ts"
import type { Moment } from "./Records.ts"
import { type Place, reshown } from "./reshown.ts"
import { type AfterRead, shownBy } from "./shownBy.ts"

/** What was read `widened`, and what a client chose of it; where a record stands in the order is not told of what a hook shows. */
export const showFound = <E, S>(place: Place<E, S>, rows: Found) =>
  Effect.map(reshown(place, rows.values()), (all): Found => {
    const { resource } = place.asked
    const keyOf = keysOf(resource, rows.keys())
    // Without a hook of their own none is kept back, nor need a record be read with what identifies it.
    const keys =
      place.afterReads(resource) === undefined ? rows.keys : () => all.map(({ read }) => keyOf(read))
    return {
      ...rows,
      ...fromShown(
        place.projection,
        all.map(({ shown }) => shown),
        keys
      ),
      computed: true,
      place: () => []
    }
  })

/** The record that a write leaves or removes; one that the hook keeps back is out of its caller's sight. */
export const showWritten = <E, S>(
  afterRead: AfterRead<E, S>,
  { asked, moment, projection }: Omit<Place<E, S>, "afterReads">,
  rows: Written
) =>
  Effect.map(shownBy(afterRead, moment, asked, rows.values()), (changed): Written => {
    const kept = changed.length > 0
    if (!kept) return { ...rows, visible: false }
    const shown = fromValues(projection, changed, keysOf(asked.resource, rows.keys()))
    return { ...rows, ...shown, computed: true }
  })

/** Changes with the images that the hook shows; without those whose image it keeps back, and the delete of one. */
export const showChanges = Effect.fnUntraced(function* <E, S>(
  afterRead: AfterRead<E, S>,
  { asked, moment, select }: Pick<Place<E, S>, "asked" | "moment"> & Pick<History, "select">,
  entries: ReadonlyArray<Entry>
) {
  const image = (held: Image | null) => showImage(afterRead, moment, asked, held)
  const isCompared = select?.includes("diff") === true
  const shown = yield* Effect.forEach(
    entries,
    Effect.fnUntraced(function* ({ was = null, ...entry }) {
      // What was deleted shows itself in the image before.
      const before = isCompared || entry.after === null ? yield* image(was) : null
      const after = yield* image(entry.after)
      if (entry.after === null ? was !== null && before === null : after === null) return []
      return [{ ...entry, before: yield* image(entry.before), after, was: before }]
    })
  )
  return shown.flat()
})

/** What the hook shows of an image; null where it keeps it back, or there is none. */
const showImage = Effect.fnUntraced(function* <E, S>(
  afterRead: AfterRead<E, S>,
  moment: Moment,
  asked: Asked,
  image: Image | null
) {
  if (image === null) return null
  const [shown] = yield* shownBy(afterRead, moment, asked, [wholeImage(asked.resource, image)])
  return shown === undefined ? null : held(image, shown)
})

/** A hook's types know no absent field: what an image of another time lacks is null to it. */
function wholeImage(resource: Resource, image: Values): Values {
  return Object.fromEntries(
    [...resource.columns.values()].flatMap(({ name, shown }) => (shown ? [[name, image[name] ?? null]] : []))
  )
}

/** Nothing is told of a field that the image lacks, unless the hook filled it. */
function held(image: Values, shown: Values): Values {
  return Object.fromEntries(
    Object.entries(shown).filter(([name, cell]) => cell !== null || Object.hasOwn(image, name))
  )
}
