/** Questions as a client writes them. */
import type { QuerySyntax } from "@pgcrest/core"
import type { Ask, Filter, Item, ListQuestion, Order } from "./questions.ts"
import type { Value } from "./world.ts"

export const syntaxOf = ({ ask, count, page }: ListQuestion): QuerySyntax.QuerySyntax => ({
  ...askedAt("filter", ask),
  ...showingOf(ask),
  page: { ...page, cursor: null },
  count
})

/** What is shown, and asked of what is shown of relations. */
export const showingOf = (ask: Ask): QuerySyntax.ShowingSyntax => ({
  select: ask.items === null ? null : itemsOf(ask),
  related: relatedIn(ask, [])
})

function itemsOf({ items }: Ask): ReadonlyArray<QuerySyntax.ItemSyntax> {
  return items === null ? [{ _tag: "All" }] : items.map(itemOf)
}

function itemOf(item: Item): QuerySyntax.ItemSyntax {
  if (item.is === "field") return { _tag: "Field", as: item.as, field: named(item.field), cast: item.cast }
  if (item.is === "aggregate") {
    const { aggregate, as, field } = item
    return { _tag: "Aggregate", as, field: field === null ? null : named(field), aggregate, cast: null }
  }
  const { as, ask, inner, spread, way } = item
  const join = inner ? "inner" : null
  return { _tag: "Relation", as, name: way.name, hint: null, join, spread, items: itemsOf(ask) }
}

/** What is asked of relations, at any depth, by the names that lead there. */
function relatedIn({ items }: Ask, path: ReadonlyArray<string>): ReadonlyArray<QuerySyntax.RelatedSyntax> {
  return (items ?? []).flatMap((item) => {
    if (item.is !== "related") return []
    const { as, ask } = item
    const at = [...path, as]
    const [first = as, ...rest] = at
    const parameter = at.join(".")
    const here = { ...askedAt(parameter, ask), parameter, at: [first, ...rest] as const }
    return [{ ...here, limit: ask.limit, offset: ask.offset }, ...relatedIn(ask, at)]
  })
}

function askedAt(parameter: string, { filters, order }: Ask): QuerySyntax.AskedSyntax {
  return {
    filters: filters.map((filter) => ({ parameter, filter: filterOf(filter) })),
    order: order.map(orderOf)
  }
}

function orderOf({ direction, field, nulls, way }: Order): QuerySyntax.OrderSyntax {
  return { relation: way?.name ?? null, field: named(field), direction, nulls }
}

function filterOf(filter: Filter): QuerySyntax.FilterSyntax {
  const { not } = filter
  switch (filter.is) {
    case "and":
    case "or":
      return { _tag: filter.is === "and" ? "And" : "Or", parts: filter.filters.map(filterOf), not }
    case "compared":
      return condition(filter.field, filter.operator, { _tag: "Text", text: textOf(filter.value) }, not)
    case "among":
      return condition(filter.field, "in", { _tag: "List", texts: filter.values.map(textOf) }, not)
    case "null":
      return condition(filter.field, "is", { _tag: "Text", text: "null" }, not)
    case "alone":
      return condition(filter.as, "is", { _tag: "Text", text: "null" }, not)
  }
}

function condition(
  name: string,
  operator: string,
  operand: QuerySyntax.OperandSyntax,
  not: boolean
): QuerySyntax.ConditionSyntax {
  return { _tag: "Condition", field: named(name), operator, modifier: null, operand, not }
}

function named(name: string): QuerySyntax.FieldSyntax {
  return { name, path: [], asText: false }
}

function textOf(value: NonNullable<Value>): string {
  return String(value)
}
