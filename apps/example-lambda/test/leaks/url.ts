/** Questions as a client sends them: a path and its query. */
import type { Ask, Filter, GetQuestion, Item, ListQuestion, Order } from "./questions.ts"

type Pair = readonly [name: string, value: string]

export const urlOfGet = ({ ask, of, uid }: GetQuestion): string => encoded(`/${of}/${uid}`, showingOf(ask))

/** `start` says where the page begins: its offset or its cursor. */
export const urlOfList = ({ ask, of, page }: ListQuestion, start: Pair): string =>
  encoded(`/${of}`, [...askedAt("", ask), ...showingOf(ask), ["limit", String(page.limit)], start])

function encoded(path: string, pairs: ReadonlyArray<Pair>): string {
  const query = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return query.length === 0 ? path : `${path}?${query.join("&")}`
}

function showingOf(ask: Ask): ReadonlyArray<Pair> {
  return [...(ask.items === null ? [] : [["select", itemsText(ask)] as const]), ...relatedIn(ask, "")]
}

function itemsText({ items }: Ask): string {
  return items === null ? "*" : items.map(itemText).join()
}

function itemText(item: Item): string {
  if (item.is === "field") return `${item.as}:${item.field}${item.cast === null ? "" : `::${item.cast}`}`
  if (item.is === "aggregate")
    return `${item.as}:${item.field === null ? "" : `${item.field}.`}${item.aggregate}()`
  const { as, ask, inner, spread, way } = item
  return `${spread ? "..." : ""}${as}:${way.name}${inner ? "!inner" : ""}(${itemsText(ask)})`
}

function relatedIn({ items }: Ask, path: string): ReadonlyArray<Pair> {
  return (items ?? []).flatMap((item): ReadonlyArray<Pair> => {
    if (item.is !== "related") return []
    const { as, ask } = item
    const here = `${path}${as}.`
    const limit: ReadonlyArray<Pair> = ask.limit === null ? [] : [[`${here}limit`, String(ask.limit)]]
    return [...askedAt(here, ask), ...limit, [`${here}offset`, String(ask.offset)], ...relatedIn(ask, here)]
  })
}

function askedAt(path: string, { filters, order }: Ask): ReadonlyArray<Pair> {
  const words = filters.map((filter): Pair => {
    const [name, text] = parted(filter)
    return [`${path}${name}`, text]
  })
  return order.length === 0 ? words : [...words, [`${path}order`, order.map(orderText).join()]]
}

/** A parameter's name and value. */
function parted(filter: Filter): Pair {
  const not = filter.not ? "not." : ""
  switch (filter.is) {
    case "and":
    case "or":
      return [`${not}${filter.is}`, `(${filter.filters.map(memberText).join()})`]
    case "compared":
      return [filter.field, `${not}${filter.operator}.${filter.value}`]
    case "among":
      return [filter.field, `${not}in.(${filter.values.join()})`]
    case "null":
      return [filter.field, `${not}is.null`]
    case "alone":
      return [filter.as, `${not}is.null`]
  }
}

/** The same inside of a tree. */
function memberText(filter: Filter): string {
  const [name, text] = parted(filter)
  return filter.is === "and" || filter.is === "or" ? `${name}${text}` : `${name}.${text}`
}

function orderText({ direction, field, nulls, way }: Order): string {
  const name = way === null ? field : `${way.name}(${field})`
  return `${name}${direction === null ? "" : `.${direction}`}${nulls === null ? "" : `.nulls${nulls}`}`
}
