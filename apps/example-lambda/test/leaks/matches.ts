/** Which records a question finds, by nested loops over what there is for its caller. */
import type { Ask, Comparison, Filter, RelatedItem } from "./questions.ts"
import type { Sight } from "./sight.ts"
import type { Row, Value, Way } from "./world.ts"

/** The records to which a relation leads. */
export const follow = (
  sight: Sight,
  { between, from, many, over, to }: Way,
  row: Row
): ReadonlyArray<Row> => {
  const there = many ? sight.listed[to] : sight.got[to]
  if (between === null) return there.filter((one) => row[from] !== null && one[over] === row[from])
  const joins = sight.joined[between.name].filter((join) => join[between.near] === row[from])
  return there.filter((one) => joins.some((join) => join[between.far] === one[over]))
}

/** Those of them that are asked for. */
export const found = (sight: Sight, { ask, way }: RelatedItem, row: Row): ReadonlyArray<Row> =>
  follow(sight, way, row).filter((one) => matches(sight, ask, one))

/** Whether a record is what is asked for at its place: each filter is true of it, and each inner relation leads somewhere. */
export const matches = (sight: Sight, ask: Ask, row: Row): boolean =>
  ask.filters.every((filter) => truth(sight, ask, row, filter) === true) &&
  relationsIn(ask).every((item) => !item.inner || found(sight, item, row).length > 0)

export const relationsIn = ({ items }: Ask): ReadonlyArray<RelatedItem> =>
  (items ?? []).flatMap((item) => (item.is === "related" ? [item] : []))

/** True, false or unknown, as in SQL. */
function truth(sight: Sight, ask: Ask, row: Row, filter: Filter): boolean | null {
  const plain = plainTruth(sight, ask, row, filter)
  return plain === null ? null : plain !== filter.not
}

function plainTruth(sight: Sight, ask: Ask, row: Row, filter: Filter): boolean | null {
  switch (filter.is) {
    case "compared": {
      const value = row[filter.field]
      return value === null ? null : compared(value, filter.operator, filter.value)
    }
    case "among": {
      const value = row[filter.field]
      if (filter.values.length === 0) return false
      return value === null ? null : filter.values.includes(value)
    }
    case "null":
      return row[filter.field] === null
    case "alone": {
      const item = relationsIn(ask).find(({ as }) => as === filter.as)
      return item === undefined || found(sight, item, row).length === 0
    }
    case "and": {
      const each = filter.filters.map((one) => truth(sight, ask, row, one))
      return each.includes(false) ? false : each.includes(null) ? null : true
    }
    case "or": {
      const each = filter.filters.map((one) => truth(sight, ask, row, one))
      return each.includes(true) ? true : each.includes(null) ? null : false
    }
  }
}

function compared(value: NonNullable<Value>, operator: Comparison, other: NonNullable<Value>): boolean {
  switch (operator) {
    case "eq":
      return value === other
    case "neq":
      return value !== other
    case "lt":
      return value < other
    case "lte":
      return value <= other
    case "gt":
      return value > other
    case "gte":
      return value >= other
  }
}
