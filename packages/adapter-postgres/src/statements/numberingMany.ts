/**
 * The numbers of writes of many: as of one by itself (numbering.ts), a row of the trail or of life for each uid. What parts of
 * a statement are joined by is written as a full join, where each row has its partner anyway: for that PostgreSQL must
 * hash, while a nested loop, which it chooses where it expects ten rows, takes minutes for ten thousand. A condition above the
 * join would make it a left one again, and so stands below it.
 */
import type { Resource } from "@pgcrest/core"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import type { Counted, Form } from "./numbering.ts"

/** The newest version and instant that trail and life have of each of these uids; no part of the usual form. */
export const trails = (
  part: "trail" | "past",
  { name }: Resource.Resource,
  form: Form,
  uids: Sql
): Sql | null =>
  form === "usual"
    ? null
    : sql`${raw(`"${part}?"`)} as materialized (
  select known.uid, max(known.version) as version, max(known.at) as at
  from (
    select change.uid, change.version, change.at
    from audit.change as change
    where change.resource = ${literal(name)} and change.uid in (${uids})
    union all
    select life.uid, life.version, life.at
    from audit.life as life
    where life.resource = ${literal(name)} and life.uid in (${uids})
  ) as known
  group by known.uid
)`

/** The trail of this uid beside the rows that it was asked for, where a form looks at it; nulls where it knows of none. */
export const besideTrails = (form: Form, uid: Sql): Sql =>
  form === "usual" ? raw("") : sql`\n  full join "trail?" as trail on trail.uid = ${uid}`

/** What life counted of this uid, beside the rows that it counted. */
export const besideLives = (part: "life" | "born", uid: Sql): Sql =>
  sql`\n  full join ${raw(`"${part}?"`)} as life on life.uid = ${uid}`

/** Counts writes in `audit.life`, each at its newest and in the order of their uids; tells the version and instant that each gets. */
export const lives = (
  part: "life" | "born",
  { name }: Resource.Resource,
  { uid, version, at, from }: Counted
): Sql => sql`${raw(`"${part}?"`)} as (
  insert into audit.life as life (resource, uid, version, at)
  select distinct ${literal(name)}, ${uid}, ${version}, ${at}
  from ${from}
  order by 2
  on conflict (resource, uid) do update
  set version = greatest(excluded.version, life.version + 1), at = greatest(excluded.at, life.at)
  returning life.uid, life.version, life.at
)`
