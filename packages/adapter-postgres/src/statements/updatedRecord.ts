/** The UPDATE of the record that is locked and judged. */
import type { Resource } from "@pgcrest/core"
import { isNamed } from "../sql/key.ts"
import { writtenTag } from "../sql/rowTag.ts"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import { destination } from "../sql/source.ts"
import type { Assignment } from "./assignment.ts"

/**
 * The row as it is now, as the part `part`, where the verdict is this one. It is asked for and not joined: the row of a
 * join is carried along whole, in case that the update has to wait.
 */
export const updatedRecord = (
  resource: Resource.Resource,
  { set, beside }: Assignment,
  part: "written" | "replaced",
  verdict: "update" | "replace"
): Sql => {
  return sql`${raw(`"${part}?"`)} as (
  update ${destination(resource)}
  set ${set}${beside === null ? raw("") : sql`\n  from ${beside}`}
  where ${isNamed(resource, "record")}
    and exists (select from "locked?" as locked where locked."verdict?" = ${literal(verdict)})
  returning record.*${writtenTag(resource)}
)`
}
