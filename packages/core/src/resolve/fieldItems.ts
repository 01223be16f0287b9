/** What `select` says of a record's own fields. */
import * as Result from "effect/Result"
import type { ColumnItem } from "../query/Query.ts"
import type { FieldSyntax, ItemSyntax, RelationSyntax } from "../query/QuerySyntax.ts"
import type { Resource } from "../resource/Resource.ts"
import { castOf } from "./cast.ts"
import type { Meaning } from "./located.ts"
import { termOf } from "./term.ts"

/** All that are shown, or one. */
export const fieldItems = (
  resource: Resource,
  item: Exclude<ItemSyntax, RelationSyntax>
): Meaning<ReadonlyArray<ColumnItem>> => {
  switch (item._tag) {
    case "All":
      return Result.succeed(
        [...resource.columns.values()]
          .filter(({ shown }) => shown)
          .map((column) => ({ _tag: "Column", as: column.name, column, cast: null }))
      )
    case "Field":
      return Result.flatMap(termOf(resource, item.field, "select"), (column) =>
        Result.map(castOf(column, item.cast), (cast) => [
          { _tag: "Column", as: item.as ?? nameOf(item.field), column, cast }
        ])
      )
    case "Aggregate":
      return Result.fail({
        _tag: "AggregateUnfit",
        aggregate: item.aggregate,
        field: item.field?.name ?? null
      })
  }
}

/** Of what stands inside of JSON, the last name on the way there. */
function nameOf({ name, path }: FieldSyntax): string {
  return String(path.findLast((step) => typeof step === "string") ?? name)
}
