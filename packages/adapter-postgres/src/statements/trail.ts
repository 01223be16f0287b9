/** The change that a write leaves, and what the trail and `audit.life` know of a uid beside its row. */
import type { Resource } from "@pgcrest/core"
import { of } from "../columns.ts"
import { literal, raw, type Sql, sql, value } from "../Sql.ts"
import type { Input } from "../Statement.ts"
import { actor, after, type Asked, notBefore, requestId, uidValue } from "./parts.ts"

/**
 * The `usual` form takes a record's row, or its tombstone in `audit.life`, at its word. Where the trail says that a version is
 * taken (a restored table, a write past us, a lost tombstone), the `careful` one looks there too, and keeps what it found.
 */
export type Form = "usual" | "careful"

/** Whether a row alone tells its record's last version and instant; else `audit.life` counts every write. */
export const countsItself = ({ audit }: Resource.Any): boolean =>
  audit.version !== null && audit.last_updated_at !== null

/** The newest version and instant that trail and life have of this uid, as the row `p`; nothing in the usual form. */
export const trailCte = <C extends Input<Asked>>(resource: Resource.Any, form: Form): Sql<C> =>
  form === "usual"
    ? raw("")
    : sql<C>`p as materialized (select max(c.version) as version, max(c.at) as at from (select c.version, c.at from audit.change c where ${ofRecord<C>(resource)}
  union all ${tombstone<C>(resource)}) c),
`

/** What life knows of a uid. */
export const tombstone = <C extends Input<Asked>>(resource: Resource.Any): Sql<C> =>
  sql<C>`select c.version, c.at from audit.life c where ${ofRecord<C>(resource)}`

/** `p` behind another source of rows. */
export const besideTrail = (form: Form): Sql<unknown> => raw(form === "usual" ? "" : ", p")

/** The version of the next write over the row `alias`. */
export const nextVersion = ({ audit }: Resource.Any, alias: string, form: Form): Sql<unknown> => {
  const own = audit.version === null ? [] : [of(alias, audit.version)]
  if (form === "careful") return after([...own, raw("p.version")])
  return own.length === 0 ? raw("1") : sql`${own[0] ?? raw("0")} + 1`
}

/** The instant of the next write over the row `alias`. */
export const nextInstant = <C extends Input<Asked>>(
  { audit }: Resource.Any,
  alias: string,
  form: Form
): Sql<C> =>
  notBefore<C>([
    ...(audit.last_updated_at === null ? [] : [of(alias, audit.last_updated_at)]),
    ...(form === "usual" ? [] : [raw("p.at")])
  ])

/** Counts this write of a uid in `audit.life`, at its newest: the row `t` has the version and instant that it gets. */
export const lifeCte = <C extends Input<Asked>>(
  resource: Resource.Any,
  source: { readonly uid: Sql<C>; readonly version: Sql<C>; readonly at: Sql<C>; readonly from: Sql<C> }
): Sql<C> => sql<C>`t as (insert into audit.life as t (resource, uid, version, at)
  select ${literal(resource.name)}, ${source.uid}, ${source.version}, ${source.at} from ${source.from}
  on conflict (resource, uid) do update set version = greatest(excluded.version, t.version + 1), at = greatest(excluded.at, t.at) returning t.version, t.at)`

/** Counts the write over the locked row `v` where the row does not count itself; nothing else. */
export const lifeOver = <C extends Input<Asked>>(
  resource: Resource.Any,
  form: Form,
  verdict: "update" | "replace"
): Sql<C> => {
  if (countsItself(resource)) return raw("")
  const source = { uid: raw("n.uid"), version: raw("n.version"), at: raw("n.at") }
  const rows = lifeRowOver<C>(resource, form, verdict)
  return sql<C>`${lifeCte<C>(resource, { ...source, from: sql<C>`(${rows}) n` })},
`
}

/** What a write over the locked row `v` adds to life. */
export const lifeRowOver = <C extends Input<Asked>>(
  resource: Resource.Any,
  form: Form,
  verdict: "update" | "replace"
): Sql<C> =>
  sql<C>`select ${of("v", resource.audit.uid)}::text as uid, ${nextVersion(resource, "v", form)} as version, ${nextInstant<C>(resource, "v", form)} as at
  from v${besideTrail(form)} where v."verdict?" = ${literal(verdict)}`

/** What tells version and instant of a write over the locked row `v`, behind `v` in a list of sources. */
export const besideLocked = (resource: Resource.Any, form: Form): Sql<unknown> =>
  countsItself(resource) ? besideTrail(form) : raw(", t")

/** The version of the written row `alias`. */
export const writtenVersion = ({ audit }: Resource.Any, alias: string): Sql<unknown> =>
  audit.version !== null && audit.last_updated_at !== null ? of(alias, audit.version) : raw("t.version")

/** The instant of the row `alias`, written over `v`: what a trigger made of it, but never before the last one. */
export const writtenAt = <C extends Input<Asked>>(
  resource: Resource.Any,
  alias: string,
  form: Form
): Sql<C> => {
  const { version, last_updated_at } = resource.audit
  return version !== null && last_updated_at !== null
    ? sql<C>`greatest(${of(alias, last_updated_at)}, ${nextInstant<C>(resource, "v", form)})`
    : raw("t.at")
}

interface Recorded<C> {
  readonly uid: Sql<C>
  readonly version: Sql<C>
  readonly operation: Sql<C>
  readonly at: Sql<C>
  /** The content that the write met; kept by the careful form, where it may not be that of the change before. */
  readonly before: Sql<C>
  readonly after: Sql<C>
  readonly from: Sql<C>
}

/**
 * Records a change. Where a write gave no row its uid is null, and 23502 undoes the statement: what a trigger kept back is
 * no write, and what it did instead is undone too. A null version is a guess that somebody else's write made wrong.
 */
export const changeCte = <C extends Input<Asked>>(
  resource: Resource.Any,
  form: Form,
  recorded: Recorded<C>
): Sql<C> => {
  const [column, content] =
    form === "usual" ? [raw(""), raw("")] : [raw(", before"), sql<C>`, ${recorded.before}`]
  return sql<C>`l as (insert into audit.change (resource, uid, version, op, at, actor, request_id${column}, after)
  select ${literal(resource.name)}, ${recorded.uid}, ${recorded.version}, ${recorded.operation}, ${recorded.at}, ${value<C>(actor, "text")}, ${value<C>(requestId, "text")}${content}, ${recorded.after}
  from ${recorded.from})`
}

/** The changes of the record that a command names, as the rows `c`. */
export const ofRecord = <C extends Input<Asked>>(resource: Resource.Any): Sql<C> =>
  sql<C>`c.resource = ${literal(resource.name)} and c.uid = ${uidValue<C>(resource)}::text`
