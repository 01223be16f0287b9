/** Which version and instant a write gets: by the record's row, by its tombstone in `audit.life`, and, where these are behind, by the trail. */
import type { Resource } from "@pgcrest/core"
import { of } from "../sql/columns.ts"
import { join, literal, raw, type Sql, sql } from "../sql/Sql.ts"
import { at, ofRecord, type Stamped } from "./stamp.ts"

/**
 * The `usual` form takes a record's row, or its tombstone, at its word. Where the trail says that a version is taken (a
 * restored table, a write past us, a lost tombstone), the `careful` one looks there too, and keeps what it found.
 */
export type Form = "usual" | "careful"

/** The columns by which a row alone tells its record's last version and instant; null where `audit.life` counts every write. */
const ownNumbers = ({ audit: { version, last_updated_at } }: Resource.Resource) =>
  version === null || last_updated_at === null ? null : { version, instant: last_updated_at }

export const countsItself = (resource: Resource.Resource): boolean => ownNumbers(resource) !== null

/** The newest version and instant that trail and life have of this uid, as the row `p`; nothing in the usual form. */
export const trailCte = (resource: Resource.Resource, form: Form): Sql<Stamped> =>
  form === "usual"
    ? raw("")
    : sql<Stamped>`p as materialized (select max(c.version) as version, max(c.at) as at from (select c.version, c.at from audit.change c where ${ofRecord(resource)}
  union all ${tombstone(resource)}) c),
`

/** What life knows of a uid. */
export const tombstone = (resource: Resource.Resource): Sql<Stamped> =>
  sql<Stamped>`select c.version, c.at from audit.life c where ${ofRecord(resource)}`

/** `p` behind another source of rows. */
export const besideTrail = (form: Form): Sql<unknown> => raw(form === "usual" ? "" : ", p")

/** The version after the greatest of these, of which each may be null. */
export const after = (versions: ReadonlyArray<Sql<unknown>>): Sql<unknown> =>
  versions.length === 0 ? raw("1") : sql`greatest(${join(versions, ", ")}, 0) + 1`

/** The instant of this write: never before these, of which each may be null. */
export const notBefore = (instants: ReadonlyArray<Sql<unknown>>): Sql<Stamped> =>
  instants.length === 0 ? at : sql<Stamped>`greatest(${join([at, ...instants], ", ")})`

/** The version of the next write over the row `alias`. */
export const nextVersion = (
  { audit: { version } }: Resource.Resource,
  alias: string,
  form: Form
): Sql<unknown> => {
  if (form === "careful") return after([...(version === null ? [] : [of(alias, version)]), raw("p.version")])
  return version === null ? raw("1") : sql`${of(alias, version)} + 1`
}

/** The instant of the next write over the row `alias`. */
export const nextInstant = ({ audit }: Resource.Resource, alias: string, form: Form): Sql<Stamped> =>
  notBefore([
    ...(audit.last_updated_at === null ? [] : [of(alias, audit.last_updated_at)]),
    ...(form === "usual" ? [] : [raw("p.at")])
  ])

/** Counts this write of a uid in `audit.life`, at its newest: the row `t` has the version and instant that it gets. */
export const lifeCte = (
  resource: Resource.Resource,
  source: {
    readonly uid: Sql<Stamped>
    readonly version: Sql<Stamped>
    readonly at: Sql<Stamped>
    readonly from: Sql<Stamped>
  }
): Sql<Stamped> => sql<Stamped>`t as (insert into audit.life as t (resource, uid, version, at)
  select ${literal(resource.name)}, ${source.uid}, ${source.version}, ${source.at} from ${source.from}
  on conflict (resource, uid) do update set version = greatest(excluded.version, t.version + 1), at = greatest(excluded.at, t.at) returning t.version, t.at)`

/** Counts the write over the locked row `v` where the row does not count itself; nothing else. */
export const lifeOver = (
  resource: Resource.Resource,
  form: Form,
  verdict: "update" | "replace"
): Sql<Stamped> => {
  if (countsItself(resource)) return raw("")
  const source = { uid: raw("n.uid"), version: raw("n.version"), at: raw("n.at") }
  const rows = lifeRowOver(resource, form, verdict)
  return sql<Stamped>`${lifeCte(resource, { ...source, from: sql<Stamped>`(${rows}) n` })},
`
}

/** What a write over the locked row `v` adds to life. */
export const lifeRowOver = (
  resource: Resource.Resource,
  form: Form,
  verdict: "update" | "replace"
): Sql<Stamped> =>
  sql<Stamped>`select ${of("v", resource.audit.uid)}::text as uid, ${nextVersion(resource, "v", form)} as version, ${nextInstant(resource, "v", form)} as at
  from v${besideTrail(form)} where v."verdict?" = ${literal(verdict)}`

/** What tells version and instant of a write over the locked row `v`, behind `v` in a list of sources. */
export const besideLocked = (resource: Resource.Resource, form: Form): Sql<unknown> =>
  countsItself(resource) ? besideTrail(form) : raw(", t")

/** The version of the written row `alias`. */
export const writtenVersion = (resource: Resource.Resource, alias: string): Sql<unknown> => {
  const own = ownNumbers(resource)
  return own === null ? raw("t.version") : of(alias, own.version)
}

/** The instant of the row `alias`, written over `v`: what a trigger made of it, but never before the last one. */
export const writtenAt = (resource: Resource.Resource, alias: string, form: Form): Sql<Stamped> => {
  const own = ownNumbers(resource)
  if (own === null) return raw("t.at")
  return sql<Stamped>`greatest(${of(alias, own.instant)}, ${nextInstant(resource, "v", form)})`
}
