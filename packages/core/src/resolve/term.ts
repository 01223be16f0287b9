/** The field that a query names, or what stands inside of it. */
import * as Result from "effect/Result"
import type { Place } from "../query/QueryFault.ts"
import type { FieldSyntax } from "../query/QuerySyntax.ts"
import { inside, type Term } from "../query/Term.ts"
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Meaning } from "./located.ts"

/** What fields are named of. */
export type Named = Pick<Resource, "columns" | "name">

/** A field that is shown, and a path into JSON alone. */
export const termOf = (resource: Named, { asText, name, path }: FieldSyntax, place: Place): Meaning<Term> =>
  Result.flatMap(shownColumn(resource, name, place), (column): Meaning<Term> => {
    if (path.length === 0) return Result.succeed(column)
    return column.type.kind === "json" || column.type.kind === "jsonb"
      ? Result.succeed(inside(column, path, asText))
      : Result.fail({ _tag: "PathUnfit", field: name, type: column.type })
  })

/** What is not shown cannot be named either: a filter would tell what it holds. */
function shownColumn({ columns, name }: Named, field: string, place: Place): Meaning<Column> {
  const column = columns.get(field)
  return column?.shown === true
    ? Result.succeed(column)
    : Result.fail({ _tag: "FieldUnknown", place, resource: name, field })
}
