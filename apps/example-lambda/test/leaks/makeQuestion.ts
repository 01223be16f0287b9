/** Questions of choices, to a world: they name what it has. */
import { makeFilter } from "./makeFilter.ts"
import { makeGroups } from "./makeGroups.ts"
import { people } from "./makeWorld.ts"
import {
  type Ask,
  type GetQuestion,
  type Item,
  type ListQuestion,
  type Order,
  type Question,
  type RelatedItem
} from "./questions.ts"
import type { Facts } from "./rules.ts"
import { refusedTo } from "./sight.ts"
import { distinct, makeField, mostly, type Spot, waysFrom } from "./spot.ts"
import type { Choices } from "./tape.ts"
import type { World } from "./world.ts"

export const makeQuestion = (choices: Choices, world: Pick<World, "resources">, facts: Facts): Question => {
  const { below } = choices
  const many = below(6) < 5
  const listed = mostly(choices, world.resources, (one) => refusedTo("list", one, facts) === null)
  const of = listed[below(Math.max(1, listed.length))]?.name ?? "ants"
  const spot = { world, facts, of, path: "", depth: 3, many }
  return many ? makeList(choices, spot) : makeGet(choices, spot)
}

function makeList(choices: Choices, spot: Spot): ListQuestion {
  const { below, pick, some } = choices
  return {
    is: "list",
    of: spot.of,
    ask: makeAsk(choices, spot),
    count: pick([null, "exact", "capped", "planned", "estimated"]),
    page: { limit: pick([2, 100, 1, 3, 2, 1, 100, 0]), offset: pick([0, 0, 0, 0, 1, 4]) },
    forged: some(2, () => ({ side: pick(["after", "before"]), row: below(6) }))
  }
}

function makeGet(choices: Choices, spot: Spot): GetQuestion {
  const uid = choices.pick([...people, "k1", "gone"])
  return { is: "get", of: spot.of, uid, ask: { ...makeAsk(choices, spot), filters: [], order: [] } }
}

function makeAsk(choices: Choices, spot: Spot): Ask {
  const { below, pick, some } = choices
  if (spot.many && below(5) === 4) return makeGroups(choices, spot)
  const made = below(6) === 5 ? null : makeItems(choices, spot)
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
  const own = choices.some(3, (at) => makeField(choices, `f${spot.path}${at}`))
  if (spot.depth === 0) return own
  return [...own, ...choices.some(2, (at) => makeRelated(choices, spot, at)).flat()]
}

function makeRelated(choices: Choices, spot: Spot, at: number): ReadonlyArray<RelatedItem> {
  const { depth, path } = spot
  const all = waysFrom(choices, spot)
  // What stands between is forgotten most easily.
  const ways = [...all, ...all.filter(({ between }) => between !== null)]
  const way = ways[choices.below(Math.max(1, ways.length))]
  if (way === undefined) return []
  const { many, to } = way
  const spread = choices.below(4) === 3
  const ask = makeAsk(choices, { ...spot, of: to, many, path: `${path}${at}_`, depth: depth - 1 })
  const named = spread && ask.items === null ? { ...ask, items: [] } : ask
  return [{ is: "related", as: `r${path}${at}`, way, inner: choices.below(3) === 2, spread, ask: named }]
}

function makeOrder(choices: Choices, spot: Spot): Order {
  const { below, pick } = choices
  const ones = waysFrom(choices, spot).filter(({ many }) => !many)
  return {
    way: ones[below(ones.length + 1)] ?? null,
    field: pick(["name", "rank", "flag", "creator_uid", "uid"]),
    direction: pick([null, "asc", "desc"]),
    nulls: pick([null, "first", "last"])
  }
}
