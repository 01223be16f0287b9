/** The record that a write is about: locked, and judged on what the lock got. */
import { Resource } from "@pgcrest/core"
import { lockedTag } from "../sql/rowTag.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { isNamed, placeColumns } from "../sql/key.ts"

interface Lock {
  /** An update leaves the key alone, so that rows that refer to the record can be inserted meanwhile. */
  readonly strength: "no key update" | "update"
  /** Further conditions, behind an `and`. */
  readonly where: Sql
  readonly verdict: Sql
  /** A further column, behind a comma: see `adoption.ts`. */
  readonly known: Sql
  /** The immutable fields that would change; null where none can. */
  readonly immutable: Sql | null
}

/**
 * The record with the verdict on it, as one row at most. Where the lock had to wait, PostgreSQL computes all of it again
 * on the row as it is then (EvalPlanQual).
 */
export const lockedRecord = (
  resource: Resource.Resource,
  { strength, where, verdict, known, immutable }: Lock
): Sql => sql`"locked?" as materialized (
  select record.*${lockedTag(resource)}${placeColumns(resource)}${immutableColumn(immutable)}${known}, ${verdict} as "verdict?"
  from ${source(resource, "now")}
  where ${isNamed(resource, "record")}${where}${firstOf(resource)}
  for ${raw(strength)} of record
)`

// Of equal rows one that the caller sees, and whoever deletes it leaves the others.
function firstOf({ key }: Resource.Resource): Sql {
  return raw(Resource.soleColumn(key) === null ? "\n  limit 1" : "")
}

function immutableColumn(immutable: Sql | null): Sql {
  return immutable === null ? raw("") : sql`, ${immutable} as "immutable?"`
}
