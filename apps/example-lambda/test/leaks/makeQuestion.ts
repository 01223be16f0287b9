/** Questions of choices, to a world: they name what it has. */
import { refusalOf } from "./evaluator.ts"
import { makeFilter } from "./makeFilter.ts"
import { people } from "./makeWorld.ts"
import type { Ask, FieldItem, Item, ListQuestion, Order, Question, RelatedItem } from "./questions.ts"
import type { Facts } from "./rules.ts"
import { refusedTo } from "./sight.ts"
import type { Choices } from "./tape.ts"
import { type Name, type Way, waysOf, type World } from "./world.ts"

export const makeQuestion = (choices: Choices, world: Pick<World, "resources">, facts: Facts): Question => {
  const { below, pick } = choices
  const listed = mostly(choices, world.resources, (one) => refusedTo("list", one, facts) === null)
  const of = listed[below(Math.max(1, listed.length))]?.name ?? "ants"
  const ask = makeAsk(choices, { world, facts, of, path: "", depth: 3 })
  return below(6) === 5
    ? { is: "get", of, uid: pick([...people, "k1", "gone"]), ask: { ...ask, filters: [], order: [] } }
    : makeList(choices, of, ask)
}

function makeList({ below, pick, some }: Choices, of: Name, ask: Ask): ListQuestion {
  return {
    is: "list",
    of,
    ask,
    count: pick([null, "exact", "capped", "planned", "estimated"]),
    page: { limit: pick([2, 100, 1, 3, 2, 1, 100, 0]), offset: pick([0, 0, 0, 0, 1, 4]) },
    forged: some(2, () => ({ side: pick(["after", "before"]), row: below(6) }))
  }
}

type Told = Pick<FieldItem, "field" | "cast">

/** Where something is asked: names are told apart by the path, relations end with the depth. */
interface Spot {
  readonly world: Pick<World, "resources">
  readonly facts: Facts
  readonly of: Name
  readonly path: string
  readonly depth: number
}

function makeAsk(choices: Choices, spot: Spot): Ask {
  const { pick, some } = choices
  const made = choices.below(6) === 0 ? null : makeItems(choices, spot)
  // In a query no items of the list itself are all of them.
  const items = spot.path === "" && made?.length === 0 ? null : made
  const as = (items ?? []).flatMap((item) => (item.is === "related" ? [item.as] : []))
  return {
    items,
    filters: pick([[], [1], [], [1, 2]]).map(() => makeFilter(choices, as, 2)),
    order: distinct(some(2, () => makeOrder(choices, spot))),
    limit: pick([null, 1, 2, 0]),
    offset: pick([0, 0, 1])
  }
}

function makeItems(choices: Choices, spot: Spot): ReadonlyArray<Item> {
  const { path } = spot
  const own = choices.some(3, (at): Item => ({ is: "field", as: `f${path}${at}`, ...choices.pick(told) }))
  if (spot.depth === 0) return own
  return [...own, ...choices.some(2, (at) => makeRelated(choices, spot, at)).flat()]
}

const told: readonly [Told, ...ReadonlyArray<Told>] = [
  { field: "uid", cast: null },
  { field: "name", cast: null },
  { field: "rank", cast: null },
  { field: "rank", cast: "text" },
  { field: "rank", cast: "numeric" },
  { field: "flag", cast: "text" },
  { field: "creator_uid", cast: null },
  { field: "a_uid", cast: null }
]

function makeRelated(choices: Choices, spot: Spot, at: number): ReadonlyArray<RelatedItem> {
  const { depth, of, path, world } = spot
  const ways = followed(choices, spot, waysOf(world, of))
  const way = ways[choices.below(Math.max(1, ways.length))]
  if (way === undefined) return []
  const spread = choices.below(4) === 3
  const ask = makeAsk(choices, { ...spot, of: way.to, path: `${path}${at}_`, depth: depth - 1 })
  const named = spread && ask.items === null ? { ...ask, items: [] } : ask
  return [{ is: "related", as: `r${path}${at}`, way, inner: choices.below(4) === 3, spread, ask: named }]
}

function makeOrder(choices: Choices, spot: Spot): Order {
  const { below, pick } = choices
  const ones = followed(choices, spot, waysOf(spot.world, spot.of)).filter(({ many }) => !many)
  return {
    way: ones[below(ones.length + 1)] ?? null,
    field: pick(["name", "rank", "flag", "creator_uid", "uid"]),
    direction: pick([null, "asc", "desc"]),
    nulls: pick([null, "first", "last"])
  }
}

/** Those of these relations that the caller may follow, or, seldom, any. */
function followed(choices: Choices, { facts, world }: Spot, ways: ReadonlyArray<Way>): ReadonlyArray<Way> {
  return mostly(choices, ways, (way) => refusalOf({ world, facts }, way) === null)
}

function mostly<A>({ below }: Choices, all: ReadonlyArray<A>, is: (one: A) => boolean): ReadonlyArray<A> {
  const some = all.filter(is)
  return below(12) === 11 ? all : some
}

function distinct(order: ReadonlyArray<Order>): ReadonlyArray<Order> {
  const isSame = (one: Order, other: Order) => one.field === other.field && one.way?.name === other.way?.name
  return order.filter((one, at) => !order.slice(0, at).some((before) => isSame(one, before)))
}
