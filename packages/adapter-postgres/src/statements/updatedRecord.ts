/** The UPDATE of the record that is locked and judged. */
import type { Resource } from "@pgcrest/core"
import { isSame } from "../sql/key.ts"
import { writtenTag } from "../sql/rowTag.ts"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import { destination } from "../sql/source.ts"
import type { Assignment } from "./assignment.ts"

/** The row as it is now, as the part `part`, where the verdict is this one. */
export const updatedRecord = (
  resource: Resource.Resource,
  { set, beside }: Assignment,
  part: "written" | "replaced",
  verdict: "update" | "replace"
): Sql => {
  return sql`${raw(`"${part}?"`)} as (
  update ${destination(resource)}
  set ${set}
  from "locked?" as locked${beside}
  where ${isSame(resource, "record", "locked")} and locked."verdict?" = ${literal(verdict)}
  returning record.*${writtenTag(resource)}
)`
}
