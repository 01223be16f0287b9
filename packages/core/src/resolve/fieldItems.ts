/** What `select` says of a record's own fields. */
import * as Result from "effect/Result"
import type { AggregateItem, ColumnItem } from "../query/Query.ts"
import type { FieldSyntax, ItemSyntax, RelationSyntax } from "../query/QuerySyntax.ts"
import type { Resource } from "../resource/Resource.ts"
import { computedOf } from "./aggregate.ts"
import { castOf } from "./cast.ts"
import type { Meaning } from "./located.ts"
import { termOf } from "./term.ts"

/** All that are shown, one, or what is computed of one. */
export const fieldItems = (
  resource: Resource,
  item: Exclude<ItemSyntax, RelationSyntax>
): Meaning<ReadonlyArray<ColumnItem | AggregateItem>> => {
  switch (item._tag) {
    case "All":
      return Result.succeed(
        [...resource.columns.values()]
          .filter(({ shown }) => shown)
          .map((column) => ({ _tag: "Column", as: column.name, column, cast: null }))
      )
    case "Field":
      return isCount(resource, item)
        ? aggregateItem(resource, { ...item, ...countOfRecords })
        : fieldItem(resource, item)
    case "Aggregate":
      return aggregateItem(resource, item)
  }
}

type Field = Extract<ItemSyntax, { readonly _tag: "Field" }>

const countOfRecords = { _tag: "Aggregate", aggregate: "count", field: null } as const

// `tags(count)`, as PostgREST's clients write it: PostgreSQL takes a name that is no column's for a function of the row.
function isCount({ columns }: Resource, { field: { name, path } }: Field): boolean {
  return name === "count" && path.length === 0 && !columns.has(name)
}

function fieldItem(resource: Resource, item: Field): Meaning<ReadonlyArray<ColumnItem>> {
  return Result.flatMap(termOf(resource, item.field, "select"), (column) =>
    Result.map(castOf(column, item.cast), (cast) => [
      { _tag: "Column", as: item.as ?? nameOf(item.field), column, cast }
    ])
  )
}

function aggregateItem(
  resource: Resource,
  { aggregate: word, as, cast: told, field }: Extract<ItemSyntax, { readonly _tag: "Aggregate" }>
): Meaning<ReadonlyArray<AggregateItem>> {
  if (!resource.aggregates) return Result.fail({ _tag: "AggregatesRefused", resource: resource.name })
  const column = field === null ? Result.succeed(null) : termOf(resource, field, "select")
  return Result.flatMap(column, (column) =>
    Result.flatMap(computedOf(column, word), ({ aggregate, type }) =>
      Result.map(castOf({ name: word, type }, told), (cast) => [
        { _tag: "Aggregate", as: as ?? word, aggregate, column, type, cast }
      ])
    )
  )
}

/** Of what stands inside of JSON, the last name on the way there. */
function nameOf({ name, path }: FieldSyntax): string {
  return String(path.findLast((step) => typeof step === "string") ?? name)
}
