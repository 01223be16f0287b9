/** Several histories as one, newest first: each part is read from the same place on, and no change is told before all parts are known up to it. */
import { type Cell, comparePlaces, type Query, Rows, trailOrder } from "@pgcrest/core"
import type { Part } from "./Part.ts"

type Place = ReadonlyArray<Cell>

/** A change of a timeline: its text, and where it stands among those of all parts. */
interface Spot {
  readonly json: string
  readonly place: Place
}

/** A page of a timeline, as the links to its neighbours are made of it. */
export interface Timeline extends Pick<Rows.Paged, "more" | "place" | "read"> {
  readonly spots: ReadonlyArray<Spot>
}

/** The page that one part is asked for, so that the whole can be put together. */
export const partPage = ({ permit }: Part, page: Query.Page): Query.Page => {
  if (page._tag === "Offset") return page
  const [at = null, resource = null, uid = null, version = null] = page.place
  const { name } = permit.resource
  // Of the same instant all changes of a resource stand behind the place, or before it, but for the place's own.
  const side = String(resource) > name ? [at, lastUid, 0n] : [at, "", 0n]
  return { ...page, place: resource === name ? [at, uid, version] : side }
}

/** No uid is greater. */
const lastUid = "\u{10FFFF}"

/** What the parts answered, as one page. */
export const timelineOf = (
  page: Query.Page,
  parts: ReadonlyArray<readonly [Part, Rows.Changes]>
): Timeline => {
  const isBack = page._tag === "Before"
  // In the direction in which the page is read.
  const compare = (left: Place, right: Place) => comparePlaces(trailOrder, left, right) * (isBack ? -1 : 1)
  const spots = parts
    .flatMap(([part, rows]) => spotsOf(part, rows))
    .toSorted((left, right) => compare(left.place, right.place))
    // By two relations a record may belong to one, or by one to itself.
    .filter(({ place }, at, all) => at === 0 || compare(all[at - 1]?.place ?? [], place) !== 0)
  const [frontier] = parts.flatMap(endOf(isBack)).toSorted(compare)
  const known = frontier === undefined ? spots : spots.filter(({ place }) => compare(place, frontier) <= 0)
  const told = known.slice(0, page.limit)
  const more = told.length < spots.length || frontier !== undefined
  // Where a hook kept changes back the page goes on behind what was read.
  const end = told.length < page.limit && frontier !== undefined ? frontier : told.at(-1)?.place
  const ends = isBack ? [end, told[0]?.place ?? end] : [told[0]?.place ?? end, end]
  return {
    spots: isBack ? told.toReversed() : told,
    more,
    read: end === undefined ? 0 : 2,
    place: (at) => ends[at] ?? []
  }
}

function spotsOf({ permit, select }: Part, rows: Rows.Changes): ReadonlyArray<Spot> {
  const { resource } = permit
  return rows.entries().map((entry) => ({
    json: Rows.fromChanges(resource, [entry], select).json(),
    place: [entry.at, resource.name, entry.uid, entry.version]
  }))
}

/** How far a part is known, where there is more of it. */
function endOf(isBack: boolean) {
  return ([{ permit }, rows]: readonly [Part, Rows.Changes]): ReadonlyArray<Place> => {
    const [at = null, uid = null, version = null] = rows.place(isBack ? 0 : rows.read - 1)
    return rows.more ? [[at, permit.resource.name, uid, version]] : []
  }
}
