/**
 * What a replace may do, with a row and without one. What the caller does not see is answered as what is absent, as far
 * as that goes: a condition fails alike, and so do new values that the caller may not create.
 */
import { Predicate } from "@pgcrest/core"
import { of } from "../columns.ts"
import { allowsAbsent, conditionSql } from "../condition.ts"
import { predicateSql } from "../predicate.ts"
import { raw, type Sql, sql } from "../Sql.ts"
import type { Assignment } from "./assignment.ts"
import { imageField } from "./image.ts"
import type { Insertion } from "./insertion.ts"
import type { Replace } from "./replace.ts"
import { ofRecord } from "./trail.ts"

/** Of the locked row `b`. */
export const presentVerdict = (
  input: Replace,
  set: Assignment<Replace>,
  insert: Insertion<Replace>
): Sql<Replace> => {
  const { resource, guard, condition } = input.command
  const column = (field: string) => of("b", field)
  const see = predicateSql<Replace>(guard.see, ({ command }) => command.guard.see, resource, column)
  const act = predicateSql<Replace>(guard.act, ({ command }) => command.guard.act, resource, column)
  const become = predicateSql<Replace>(
    guard.become,
    ({ command }) => command.guard.become,
    resource,
    set.valueOf
  )
  const allowed = conditionSql<Replace>(condition, ({ command }) => command.condition, resource, "b")
  return sql<Replace>`case when not (${see}) is true then ${unseenVerdict(input, insert, raw("true"), raw("'Conflict'"))} when not (${act}) is true then 'NotPermitted' when not (${allowed}) then 'VersionMismatch'
  when ${set.immutable("b")} is not null then 'FieldImmutable' when not (${become}) is true then 'NewValuesRefused' else 'replace' end`
}

/** Of a uid without a row: one that was once deleted is free for those who may see its last image. */
export const absentVerdict = (input: Replace, insert: Insertion<Replace>): Sql<Replace> => {
  const { resource, guard } = input.command
  const image = predicateSql<Replace>(
    guard.see,
    ({ command }) => command.guard.see,
    resource,
    imageField(resource, "d.after")
  )
  const unseen = sql<Replace>`exists (select from (select c.after from audit.change c where ${ofRecord<Replace>(resource)}
    and c.after is not null order by c.version desc limit 1) d where not (${image}) is true)`
  return unseenVerdict(input, insert, Predicate.isAlways(guard.see) ? raw("false") : unseen, raw("'create'"))
}

function unseenVerdict(
  { command: { resource, guard, condition } }: Replace,
  insert: Insertion<Replace>,
  hidden: Sql<Replace>,
  otherwise: Sql<Replace>
): Sql<Replace> {
  const create = predicateSql<Replace>(
    guard.create,
    ({ command }) => command.guard.create,
    resource,
    insert.valueOf
  )
  if (!allowsAbsent(condition)) return raw("'VersionMismatch'")
  return sql<Replace>`case when not (${create}) is true then 'NewValuesRefused' when ${hidden} then 'Conflict' else ${otherwise} end`
}
