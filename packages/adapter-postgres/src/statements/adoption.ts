/**
 * Records that were there before PGCrest: their history begins with what they held, told when they are first written. The
 * usual form only finds out that a record may be one of these, and then gives its change no version, so that the careful form runs.
 */
import { Resource } from "@pgcrest/core"
import { instantOf, of } from "../sql/columns.ts"
import { uidOf } from "../sql/key.ts"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import { insertedChange } from "./change.ts"
import { type Form, isCountedTwice, nextInstant } from "./numbering.ts"
import { ofRecord } from "./stamp.ts"

/** Whether the trail knows the locked row `record`, as one more column of it; nothing where all that is there was created here. */
export const knownColumn = (
  resource: Resource.Resource,
  form: Form,
  isEarlier: Sql = ofRecord(resource, "earlier")
): Sql => {
  const { adopted } = resource
  if (form === "careful" || adopted === null) return raw("")
  const created = Resource.playing(resource, "created_at")
  const since = sql`${literal(adopted)}::timestamptz`
  const isNew = created === null ? raw("false") : sql`(${instantOf("record", created)} >= ${since}) is true`
  return sql`, ${isNew} or exists (
    select from audit.change as earlier
    where ${isEarlier}
  ) as "known?"`
}

/**
 * The version of a change over the row `locked`: none where the trail does not know that row yet, and none that is no version,
 * as what wrote to the row past us may leave one. Where `audit.life` counts, its first count tells as much, and where the row
 * counts too, that the two disagree.
 */
export const knownVersion = (resource: Resource.Resource, form: Form, version: Sql): Sql => {
  const isAsked = form === "usual" && resource.adopted !== null
  const own = Resource.playing(resource, "version")
  if (form === "usual" && own !== null && isCountedTwice(resource))
    return sql`case when ${raw(isAsked ? `locked."known?" and ` : "")}${version} > 1 and ${version} = ${of("locked", own)} + 1 then ${version} end`
  if (resource.audit.version !== null)
    return sql`case when ${raw(isAsked ? `locked."known?" and ` : "")}${version} > 0 then ${version} end`
  if (isAsked) return sql`case when locked."known?" then ${version} end`
  return form === "usual" ? sql`nullif(${version}, 1)` : version
}

/** The change that tells what the record held, before that of the write; a part of the careful form alone. */
export const adoption = (
  resource: Resource.Resource,
  form: Form,
  verdict: "update" | "replace" | "delete"
): Sql | null =>
  adoptions(
    resource,
    form,
    sql`"locked?" as locked
  cross join "trail?" as trail
  where locked."verdict?" = ${literal(verdict)} and trail.version is null`
  )

/** The same of each of these records, the trail beside them. */
export const adoptions = (resource: Resource.Resource, form: Form, from: Sql): Sql | null => {
  if (form === "usual") return null
  const version = Resource.playing(resource, "version")
  const held = version === null ? raw("1") : sql`greatest(${of("locked", version)}, 1)`
  const told = {
    resource,
    uid: uidOf(resource, "locked"),
    version: held,
    operation: raw("'adopt'"),
    at: nextInstant(resource, "locked", form),
    written: "locked",
    from
  }
  return sql`"adopted?" as (
  ${insertedChange(told, null)}
)`
}
