/** Questions about groups, of choices. */
import { makeFilter } from "./makeFilter.ts"
import type { AggregateItem, Ask, FieldItem, Order, RelatedItem } from "./questions.ts"
import { distinct, makeField, type Spot, waysFrom } from "./spot.ts"
import type { Choices } from "./tape.ts"

/** By fields of the records, and of the one record that each refers to. */
export const makeGroups = (choices: Choices, spot: Spot): Ask => {
  const { pick, some } = choices
  const own = some(2, (at) => makeField(choices, `k${spot.path}${at}`))
  const spread = makeSpread(choices, spot)
  const aggregates = [0, ...some(2, (at) => at + 1)].map((at) => makeAggregate(choices, `g${spot.path}${at}`))
  const words = [...own.map(({ field }) => ({ field, way: null })), ...spread.flatMap(wordsOf)]
  const order = words.length === 0 ? [] : some(2, () => makeWord(choices, words))
  const as = spread.map((item) => item.as)
  return {
    items: [...own, ...spread, ...aggregates],
    filters: pick([[], [1], []]).map(() => makeFilter(choices, as, 1)),
    order: distinct(order.flat()),
    limit: pick([null, null, 1, 0]),
    offset: pick([0, 0, 1])
  }
}

type Word = Pick<Order, "field" | "way">

function makeWord({ below, pick }: Choices, words: ReadonlyArray<Word>): ReadonlyArray<Order> {
  return words
    .slice(below(words.length))
    .slice(0, 1)
    .map((word) => ({
      ...word,
      direction: pick([null, "asc", "desc"]),
      nulls: pick([null, "first", "last"])
    }))
}

function wordsOf({ ask, way }: RelatedItem): ReadonlyArray<Word> {
  return (ask.items ?? []).flatMap((item) => (item.is === "field" ? [{ field: item.field, way }] : []))
}

function makeSpread(choices: Choices, spot: Spot): ReadonlyArray<RelatedItem> {
  const { below, pick } = choices
  const ones = waysFrom(choices, spot).filter(({ many }) => !many)
  const way = below(3) > 0 ? ones[below(Math.max(1, ones.length))] : undefined
  if (way === undefined) return []
  const items = pick([[0], [0, 1]]).map((at): FieldItem => makeField(choices, `s${spot.path}${at}`))
  const filters = pick([[], [1], []]).map(() => makeFilter(choices, [], 1))
  const ask = { items, filters, order: [], limit: null, offset: 0 }
  return [{ is: "related", as: `p${spot.path}`, way, inner: below(4) === 3, spread: true, ask }]
}

function makeAggregate({ pick }: Choices, as: string): AggregateItem {
  return { is: "aggregate", as, ...pick(computable) }
}

type Computable = Pick<AggregateItem, "aggregate" | "field">
const computable: readonly [Computable, ...ReadonlyArray<Computable>] = [
  { aggregate: "count", field: null },
  { aggregate: "count", field: "flag" },
  { aggregate: "sum", field: "rank" },
  { aggregate: "min", field: "name" },
  { aggregate: "max", field: "uid" },
  { aggregate: "min", field: "rank" },
  { aggregate: "count", field: "a_uid" }
]
