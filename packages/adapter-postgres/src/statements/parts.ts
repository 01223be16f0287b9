/** What several statements share. */
import type { Cell, Command, Resource } from "@pgcrest/core"
import { castType, of, tableName } from "../columns.ts"
import { literal, raw, type Sql, sql, value } from "../Sql.ts"
import type { Input } from "../Statement.ts"

type Any = Resource.Any
type Asked = Command.Command<Any, Cell>
type OfOne =
  | Command.Get<Any>
  | Command.Replace<Any, Cell>
  | Command.Update<Any, Cell>
  | Command.Delete<Any>
  | Command.History<Any>

/** Binds that every statement shares, so that each is one parameter however often it is used. */
export const uidText = ({ command }: Input<OfOne>): unknown => command.uid
export const at = ({ stamp }: Input<Asked>): unknown => stamp.at
export const actor = ({ stamp }: Input<Asked>): unknown => stamp.actor
export const subject = ({ stamp }: Input<Asked>): unknown => stamp.subject
export const requestId = ({ stamp }: Input<Asked>): unknown => stamp.requestId

export const uidValue = <C extends Input<OfOne>>({ audit, columns }: Resource.Any): Sql<C> =>
  value<C>(uidText, castType(columns.get(audit.uid)?.type ?? { kind: "uuid" }))

export const uidEquals = <C extends Input<OfOne>>(resource: Resource.Any, alias: string): Sql<C> =>
  sql<C>`${of(alias, resource.audit.uid)} = ${uidValue<C>(resource)}`

/** The place of a row before this statement touched it: another place in `target` means that somebody was faster. */
export const snapCte = <C extends Input<OfOne>>(resource: Resource.Any): Sql<C> =>
  sql<C>`snap as materialized (select b.ctid as "at?" from ${tableName(resource)} b where ${uidEquals<C>(resource, "b")})`

/** The record's newest change: its version and position go on counting, its instant is a floor. */
export const prevCte = <C extends Input<OfOne>>(resource: Resource.Any): Sql<C> =>
  sql<C>`prev as materialized (select c.version, c.at, c.pos from audit.change c
  where c.resource = ${literal(resource.name)} and c.uid = ${uidValue<C>(resource)}::text order by c.at desc, c.version desc limit 1)`

/** The version after this write; `row` and `prev` name the row and the previous change's version, where there are such. */
export const nextVersion = ({ audit }: Resource.Any, row: string | null, prev: string): Sql<unknown> =>
  row !== null && audit.version !== null
    ? sql`${of(row, audit.version)} + 1`
    : raw(`coalesce(${prev}, 0) + 1`)

/** The instant of this write: never before the record's last one. */
export const nextInstant = <C extends Input<Asked>>(
  { audit }: Resource.Any,
  row: string | null,
  prev: string
): Sql<C> =>
  row !== null && audit.last_updated_at !== null
    ? sql<C>`greatest(${value<C>(at, "timestamptz")}, ${of(row, audit.last_updated_at)}, ${raw(prev)})`
    : sql<C>`greatest(${value<C>(at, "timestamptz")}, ${raw(prev)})`

/** Records a change: of the columns, `hash` is left for the chain, `pos` is filled from the start. */
export const logInsert = <C extends Input<Asked>>(
  resource: Resource.Any,
  parts: {
    readonly uid: Sql<C>
    readonly version: Sql<C>
    readonly operation: Sql<C>
    readonly at: Sql<C>
    readonly after: Sql<C>
    readonly pos: Sql<C>
    readonly from: Sql<C>
  }
): Sql<C> => sql<C>`insert into audit.change (resource, uid, version, op, at, actor, request_id, after, pos)
  select ${literal(resource.name)}, ${parts.uid}, ${parts.version}, ${parts.operation}, ${parts.at}, ${value<C>(actor, "text")}, ${value<C>(requestId, "text")}, ${parts.after}, ${parts.pos}
  from ${parts.from}`
