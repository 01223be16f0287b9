/** What a replace makes where there is no row. */
import type { Resource } from "@pgcrest/core"
import type { ReplaceShape } from "../shape/Shape.ts"
import { writtenTag } from "../sql/rowTag.ts"
import { keyNames } from "../sql/key.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import { destination } from "../sql/source.ts"
import type { Insertion } from "./insertion.ts"
import { after, type Form, notBefore } from "./numbering.ts"
import { absentVerdict } from "./replaceVerdict.ts"
import { ofRecord } from "./stamp.ts"

/** What is to be made where there is no row: its next version and instant, and whether it may be. */
export function absentRecord(shape: ReplaceShape, insert: Insertion, form: Form): Sql {
  const { resource } = shape
  const known: Sql =
    form === "usual"
      ? sql`left join audit.life as known on ${ofRecord(resource, "known")}`
      : raw(`left join "trail?" as known on true`)
  return sql`"absent?" as materialized (
  select ${after([raw("known.version")])} as "version?",
    ${notBefore([raw("known.at")])} as "at?", ${absentVerdict(shape, insert)} as "verdict?"
  from (select 1) as one
  ${known}
  where not exists (select from "locked?")
)`
}

/** The new row; nothing where somebody else made one meanwhile. */
export function madeRecord(resource: Resource.Resource, insert: Insertion): Sql {
  return sql`"made?" as (
  insert into ${destination(resource)}${insert.names}
  select ${insert.values}
  from "absent?" as absent
  where absent."verdict?" = 'create'
  on conflict (${keyNames(resource)}) do nothing
  returning record.*${writtenTag(resource)}
)`
}
