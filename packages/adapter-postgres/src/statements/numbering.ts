/**
 * Which version and instant a write gets: by the record's row, by its tombstone in `audit.life`, and, where these are
 * behind, by the trail.
 */
import { Resource } from "@pgcrest/core"
import { instantOf, of } from "../sql/columns.ts"
import { uidOf } from "../sql/key.ts"
import { join, literal, raw, type Sql, sql } from "../sql/Sql.ts"
import { at, ofRecord } from "./stamp.ts"

/**
 * The `usual` form takes a record's row, or its tombstone, at its word. Where the trail says that a version is taken (a
 * restored table, a write past us, a lost tombstone), the `careful` one looks there too, and keeps what it found.
 */
export type Form = "usual" | "careful"

/** The columns by which a row alone tells its last version and instant; null where `audit.life` counts every write. */
const ownNumbers = (resource: Resource.Resource) => {
  if (resource.trail.counted) return null
  const [version, instant] = [
    Resource.playing(resource, "version"),
    Resource.playing(resource, "last_updated_at")
  ]
  return version === null || instant === null ? null : { version, instant }
}

export const countsItself = (resource: Resource.Resource): boolean => ownNumbers(resource) !== null

/** The newest version and instant that trail and life have of this uid, as one row; no part of the usual form. */
export const trail = (resource: Resource.Resource, form: Form): Sql | null =>
  form === "usual"
    ? null
    : sql`"trail?" as materialized (
  select max(known.version) as version, max(known.at) as at
  from (
    select change.version, change.at
    from audit.change as change
    where ${ofRecord(resource, "change")}
    union all
    select life.version, life.at
    from audit.life as life
    where ${ofRecord(resource, "life")}
  ) as known
)`

/** The trail beside other rows, where a form looks at it. */
export const besideTrail = (form: Form): Sql =>
  raw(form === "usual" ? "" : `\n  cross join "trail?" as trail`)

/** The version after the greatest of these, of which each may be null. */
export const after = (versions: ReadonlyArray<Sql>): Sql =>
  versions.length === 0 ? raw("1") : sql`greatest(${join(versions, ", ")}, 0) + 1`

/** The instant of this write: never before these, of which each may be null. */
export const notBefore = (instants: ReadonlyArray<Sql>): Sql =>
  instants.length === 0 ? at : sql`greatest(${join([at, ...instants], ", ")})`

/** The version of the next write over the row `alias`. */
export const nextVersion = (resource: Resource.Resource, alias: string, form: Form): Sql => {
  const version = Resource.playing(resource, "version")
  if (form === "careful")
    // What the trail does not know is adopted as the first version.
    return after([...(version === null ? [] : [of(alias, version)]), raw("coalesce(trail.version, 1)")])
  return version === null ? raw("1") : sql`${of(alias, version)} + 1`
}

/** The instant of the next write over the row `alias`. */
export const nextInstant = (resource: Resource.Resource, alias: string, form: Form): Sql =>
  notBefore(instantsOf(resource, alias, form))

/** The instants that the row `alias` and the trail tell of. */
function instantsOf(resource: Resource.Resource, alias: string, form: Form): ReadonlyArray<Sql> {
  const updated = Resource.playing(resource, "last_updated_at")
  return [
    ...(updated === null ? [] : [instantOf(alias, updated)]),
    ...(form === "usual" ? [] : [raw("trail.at")])
  ]
}

/**
 * The version that life begins with over the locked row. Where row and life both count, life has a row of each record already:
 * what it begins is none that `knownVersion` takes, so that the careful form looks into the trail.
 */
export const firstCount = (resource: Resource.Resource, form: Form): Sql =>
  isCountedTwice(resource) && form === "usual" ? raw("1") : nextVersion(resource, "locked", form)

/** Whether a record's row and life both count its writes. */
export const isCountedTwice = (resource: Resource.Resource): boolean =>
  resource.trail.counted && resource.audit.version !== null

/**
 * The version of a change that makes a record, as life counted it; none where that was guessed wrong. Where every write is to be
 * counted, a first count also asks whether the trail has this uid: its tombstone was lost then.
 */
export const bornVersion = (resource: Resource.Resource, form: Form, version: Sql, uid: Sql): Sql => {
  const isFirst =
    form === "usual" && resource.trail.counted
      ? sql` and (life.version > 1 or not exists (
      select from audit.change as earlier
      where earlier.resource = ${literal(resource.name)} and earlier.uid = ${uid}
    ))`
      : raw("")
  return sql`case when life.version = ${version}${isFirst} then life.version end`
}

/** One write for `audit.life` to count, where `from` has a row. */
export interface Counted {
  readonly uid: Sql
  /** The version that it gets where life does not know of a later one. */
  readonly version: Sql
  readonly at: Sql
  readonly from: Sql
}

/** Counts a write of a uid in `audit.life`, at its newest; tells the version and instant that it gets. */
export const life = ({ name }: Resource.Resource, writes: ReadonlyArray<Counted>): Sql => {
  const rows = writes.map(
    ({ uid, version, at, from }) => sql`select ${literal(name)}, ${uid}, ${version}, ${at}\n  from ${from}`
  )
  return sql`"life?" as (
  insert into audit.life as life (resource, uid, version, at)
  ${join(rows, "\n  union all\n  ")}
  on conflict (resource, uid) do update
  set version = greatest(excluded.version, life.version + 1), at = greatest(excluded.at, life.at)
  returning life.version, life.at
)`
}

/** The write over the locked record, for life to count. */
export const countedOver = (
  resource: Resource.Resource,
  form: Form,
  verdict: "update" | "replace" | "delete"
): Counted => ({
  uid: uidOf(resource, "locked"),
  version: firstCount(resource, form),
  at: nextInstant(resource, "locked", form),
  from: sql`"locked?" as locked${besideTrail(form)}\n  where locked."verdict?" = ${literal(verdict)}`
})

/** What tells version and instant of a write over a record, beside that one; null where its row tells both. */
export const besideRecord = (resource: Resource.Resource, form: Form): Sql | null => {
  if (!countsItself(resource)) return raw(`"life?" as life`)
  return form === "usual" ? null : raw(`"trail?" as trail`)
}

/** Such a source beside others. */
export const crossJoined = (source: Sql | null): Sql =>
  source === null ? raw("") : sql`\n  cross join ${source}`

/** The version of the written row `alias`. */
export const writtenVersion = (resource: Resource.Resource, alias: string): Sql => {
  const own = ownNumbers(resource)
  return own === null ? raw("life.version") : of(alias, own.version)
}

/** The instant of the row `alias`, written over the locked one: as a trigger left it, but never before the last one. */
export const writtenAt = (resource: Resource.Resource, alias: string, form: Form): Sql => {
  const own = ownNumbers(resource)
  if (own === null) return raw("life.at")
  return notBefore([instantOf(alias, own.instant), ...instantsOf(resource, "locked", form)])
}
