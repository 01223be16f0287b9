/** The answers of a world to its caller, worked out in the plainest way, by what is left once the rules have deleted all that they hide. */
import type { Answer, Paged } from "./answers.ts"
import { matches, relationsIn } from "./matches.ts"
import { comparePlaces, downToUid, placeIn } from "./places.ts"
import {
  type Ask,
  type Filter,
  type GetQuestion,
  type ListQuestion,
  type Order,
  type Page,
  type Place,
  isGrouped
} from "./questions.ts"
import { type Facts, grantsAll } from "./rules.ts"
import { ordered, shown, shownGroups } from "./shown.ts"
import { declaredAs, type Refusal, refusedTo, type Sight, verbOf } from "./sight.ts"
import type { Way, World } from "./world.ts"

/** A world as one caller has it. */
export interface Visit {
  readonly world: World
  readonly facts: Facts
  readonly sight: Sight
}

export const answerGet = ({ facts, sight, world }: Visit, { ask, of, uid }: GetQuestion): Answer<Place> => {
  const why = refusedTo("get", declaredAs(world, of), facts) ?? refusalIn({ facts, world }, ask)
  if (why !== null) return { is: "refused", why }
  const row = sight.got[of].find((one) => one.uid === uid)
  return row === undefined
    ? { is: "refused", why: "RecordNotFound" }
    : { is: "shown", json: JSON.stringify(shown(sight, ask, row)) }
}

export const answerList = (
  { facts, sight, world }: Visit,
  question: ListQuestion,
  page: Page
): Answer<Place> => {
  const { ask, of } = question
  const why = refusedTo("list", declaredAs(world, of), facts) ?? refusalIn({ facts, world }, ask)
  if (why !== null) return { is: "refused", why }
  // A group is no place from which a page could go on.
  if (isGrouped(ask) && page.is !== "offset") return { is: "refused", why: "CursorInvalid" }
  const all = entriesOf(sight, question)
  const { entries, more } = cut(all, page, downToUid(ask.order))
  const places = entries.flatMap(({ place }) => (place === null ? [] : [place]))
  const [first, last] = [places[0], places.at(-1)]
  return {
    is: "paged",
    json: JSON.stringify(entries.map(({ told }) => told)),
    uids: entries.map(({ uid }) => uid),
    more,
    ...totalOf({ facts, sight, world }, question, all.length),
    ends: first === undefined || last === undefined ? null : [first, last]
  }
}

/** A record of a list, or a group, which has no uid and no place. */
interface Entry {
  readonly told: object
  readonly uid: string
  readonly place: Place | null
}

function entriesOf(sight: Sight, { ask, of }: ListQuestion): ReadonlyArray<Entry> {
  const rows = sight.listed[of].filter((row) => matches(sight, ask, row))
  if (isGrouped(ask)) return shownGroups(sight, ask, rows).map((told) => ({ told, uid: "", place: null }))
  const order = downToUid(ask.order)
  return ordered(sight, ask, rows).map((row) => ({
    told: shown(sight, ask, row),
    uid: row.uid,
    place: placeIn(sight, order, row)
  }))
}

function cut(
  all: ReadonlyArray<Entry>,
  page: Page,
  order: ReadonlyArray<Order>
): { readonly entries: ReadonlyArray<Entry>; readonly more: boolean } {
  const { limit } = page
  if (page.is === "offset") {
    const rest = all.slice(page.offset)
    return { entries: rest.slice(0, limit), more: rest.length > limit }
  }
  const side = ({ place }: Entry) => comparePlaces(order, place ?? [], page.place)
  if (page.is === "after") {
    const rest = all.filter((entry) => side(entry) > 0)
    return { entries: rest.slice(0, limit), more: rest.length > limit }
  }
  const rest = all.filter((entry) => side(entry) < 0)
  return { entries: limit === 0 ? [] : rest.slice(-limit), more: rest.length > limit }
}

/** A plan may tell the total only where it would tell of nothing hidden. */
function totalOf(
  { facts, world }: Visit,
  { ask, count, of }: ListQuestion,
  found: number
): Pick<Paged<Place>, "total" | "counted"> {
  const { get, list } = declaredAs(world, of)
  const open = [list, get ?? list].every((rule) => rule !== null && grantsAll(rule, facts))
  if (count === null) return { total: null, counted: "exactly" }
  return count === "planned" && open && !looksAround(ask)
    ? { total: null, counted: "about" }
    : { total: found, counted: "exactly" }
}

/** Whether what is found depends on records of other resources. */
function looksAround(ask: Ask): boolean {
  return relationsIn(ask).some(({ inner }) => inner) || ask.filters.some(asksOthers)
}

function asksOthers(filter: Filter): boolean {
  return (
    filter.is === "alone" || ((filter.is === "and" || filter.is === "or") && filter.filters.some(asksOthers))
  )
}

/** Whose declarations are asked about, and who asks. */
interface Claims {
  readonly world: Pick<World, "resources">
  readonly facts: Facts
}

/** Why the caller can never follow a relation; null where records of it may be theirs to see. */
export const refusalOf = ({ facts, world }: Claims, { many, to }: Way): Refusal | null => {
  const declared = declaredAs(world, to)
  const verb = verbOf(many, declared)
  return verb === null ? "RelationUnknown" : refusedTo(verb, declared, facts)
}

/** The first relation that the caller can never follow: those that are shown with all that they show, then those sorted by. */
function refusalIn(visit: Claims, ask: Ask): Refusal | null {
  const ways = ask.order.flatMap(({ way }) => (way === null ? [] : [way]))
  const refusals = [
    ...relationsIn(ask).flatMap((item) => [refusalOf(visit, item.way), refusalIn(visit, item.ask)]),
    ...ways.map((way) => refusalOf(visit, way))
  ]
  return refusals.find((one) => one !== null) ?? null
}
