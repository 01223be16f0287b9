/** Rows as they were at a moment, by the changes that are kept. */
import {
  type Change,
  compareInstants,
  MomentOutOfReach,
  type Predicate,
  type Query,
  type Resource,
  rowAt
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { type Tables, tableOf } from "./Tables.ts"

/** What a read of the past goes by. */
export interface Past {
  readonly past: Query.Then
  readonly rowsOf: Predicate.RowsOf
}

/** The moment that is asked for, and the rows of every resource past. */
export const pastOf = (
  tables: Tables,
  resource: Resource.Resource,
  { moment, snapshot }: Query.AsOf
): Result.Result<Past, MomentOutOfReach> => {
  const at = moment._tag === "Instant" ? moment.at : endOf(tables, moment.id)
  if (at === null) return Result.fail(new MomentOutOfReach({ resource: resource.name, reason: "unknown" }))
  const seen = snapshot === null ? tables.count : Number(snapshot)
  const isVisible = (change: Change) => (tables.stored.get(change) ?? 0) <= seen
  return Result.succeed({
    past: { at, snapshot: String(seen) },
    rowsOf: (one) =>
      [...tableOf(tables, one).changes.values()]
        .map((changes) => rowAt(one, changes, at, isVisible))
        .filter((row) => row !== null)
  })
}

/** When the last change of a request was made; null where none is known. */
function endOf({ byName }: Tables, id: string): string | null {
  let last: string | null = null
  for (const { changes } of byName.values())
    for (const { at, request_id } of [...changes.values()].flat())
      if (request_id === id && (last === null || compareInstants(at, last) > 0)) last = at
  return last
}
