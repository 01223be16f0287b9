/** The record that a write is about: locked, and judged on what the lock got. */
import type { AuditedCommand } from "@pgcrest/core"
import { lockedTag } from "../sql/rowTag.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import type { Input } from "./Statement.ts"
import { uidEquals } from "./stamp.ts"

interface Lock<C> {
  /** An update leaves the key alone, so that rows that refer to the record can be inserted meanwhile. */
  readonly strength: "no key update" | "update"
  /** Further conditions, behind an `and`. */
  readonly where: Sql<C>
  readonly verdict: Sql<C>
  /** The immutable fields that would change; null where none can. */
  readonly immutable: Sql<C> | null
}

/**
 * The record with the verdict on it, as one row at most. Where the lock had to wait, PostgreSQL computes all of it again
 * on the row as it is then (EvalPlanQual).
 */
export const lockedRecord = <C extends Input<AuditedCommand["command"]>>(
  { command: { resource } }: C,
  { strength, where, verdict, immutable }: Lock<C>
): Sql<C> => sql<C>`"locked?" as materialized (
  select record.*${lockedTag(resource)}${immutableColumn(immutable)}, ${verdict} as "verdict?"
  from ${source(resource, "now")}
  where ${uidEquals(resource, "record")}${where}
  for ${raw(strength)} of record
)`

function immutableColumn<C>(immutable: Sql<C> | null): Sql<C> {
  return immutable === null ? raw("") : sql<C>`, ${immutable} as "immutable?"`
}
