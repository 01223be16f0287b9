/**
 * What a replace may do, with a row and without one. What the caller does not see is answered as what is absent, as far
 * as that goes: a condition fails alike, and so do new values that the caller may not create.
 */
import { Predicate } from "@pgcrest/core"
import { allowsAbsent, conditionSql } from "../sql/condition.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import type { Assignment } from "./assignment.ts"
import { imageField, lastImage } from "./image.ts"
import type { Insertion } from "./insertion.ts"
import type { Replace } from "./replace.ts"
import { ruleOn, ruleSql } from "./rule.ts"

/** Of the locked row `b`. */
export const presentVerdict = (
  input: Replace,
  set: Assignment<Replace>,
  insert: Insertion<Replace>
): Sql<Replace> => {
  const { resource, condition } = input.command
  const allowed = conditionSql<Replace>(condition, ({ command }) => command.condition, resource, "b")
  return sql<Replace>`case when not (${ruleOn(input, "see", "b")}) is true then ${unseenVerdict(input, insert, raw("true"), raw("'Conflict'"))}
  when not (${ruleOn(input, "act", "b")}) is true then 'NotPermitted' when not (${allowed}) then 'VersionMismatch'
  when ${set.immutable("b")} is not null then 'FieldImmutable' when not (${ruleSql(input, "become", set.valueOf)}) is true then 'NewValuesRefused' else 'replace' end`
}

/** Of a uid without a row: one that was once deleted is free for those who may see its last image. */
export const absentVerdict = (input: Replace, insert: Insertion<Replace>): Sql<Replace> => {
  const { resource, guard } = input.command
  const image = ruleSql(input, "see", imageField(resource, "d"))
  const unseen = sql<Replace>`exists (select from ${lastImage(resource)} d where not (${image}) is true)`
  return unseenVerdict(input, insert, Predicate.isAlways(guard.see) ? raw("false") : unseen, raw("'create'"))
}

function unseenVerdict(
  input: Replace,
  insert: Insertion<Replace>,
  hidden: Sql<Replace>,
  otherwise: Sql<Replace>
): Sql<Replace> {
  if (!allowsAbsent(input.command.condition)) return raw("'VersionMismatch'")
  return sql<Replace>`case when not (${ruleSql(input, "create", insert.valueOf)}) is true then 'NewValuesRefused' when ${hidden} then 'Conflict' else ${otherwise} end`
}
