/** What several statements share. */
import type { Cell, Command, Resource } from "@pgcrest/core"
import { castType, of } from "../columns.ts"
import { raw, type Sql, sql, value } from "../Sql.ts"
import type { Input } from "../Statement.ts"

type Any = Resource.Any
export type Asked = Command.Command<Any, Cell>

/** Binds that every statement shares, so that each is one parameter however often it is used. */
export const uidText = ({ stamp }: Input<Asked>): unknown => stamp.uid
export const at = ({ stamp }: Input<Asked>): unknown => stamp.at
export const actor = ({ stamp }: Input<Asked>): unknown => stamp.actor
export const subject = ({ stamp }: Input<Asked>): unknown => stamp.subject
export const requestId = ({ stamp }: Input<Asked>): unknown => stamp.requestId

export const uidValue = <C extends Input<Asked>>({ audit, columns }: Resource.Any): Sql<C> =>
  value<C>(uidText, castType(columns.get(audit.uid)?.type ?? { kind: "uuid" }))

export const uidEquals = <C extends Input<Asked>>(resource: Resource.Any, alias: string): Sql<C> =>
  sql<C>`${of(alias, resource.audit.uid)} = ${uidValue<C>(resource)}`

/** The version after the greatest of these, of which each may be null. */
export const after = (versions: ReadonlyArray<Sql<unknown>>): Sql<unknown> => {
  const [only] = versions
  if (only === undefined) return raw("1")
  return sql`greatest(${versions.reduce((all, one) => sql`${all}, ${one}`)}, 0) + 1`
}

/** The instant of this write: never before these, of which each may be null. */
export const notBefore = <C extends Input<Asked>>(instants: ReadonlyArray<Sql<unknown>>): Sql<C> =>
  instants.length === 0
    ? value<C>(at, "timestamptz")
    : sql<C>`greatest(${instants.reduce<Sql<C>>((all, one) => sql<C>`${all}, ${one}`, value<C>(at, "timestamptz"))})`
