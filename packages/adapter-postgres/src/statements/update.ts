/** Sets fields of a record: lock, judge, write, record and answer in one statement. */
import type { Cell, Command, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { of, tableName } from "../sql/columns.ts"
import { conditionSql } from "../sql/condition.ts"
import { contentSql } from "../sql/changeContent.ts"
import { outputOf } from "../rows/output.ts"
import { carriedColumns, lockedTag, writtenTag } from "../sql/rowTag.ts"
import { raw, render, type Sql, sql } from "../sql/Sql.ts"
import type { Input, Statement } from "./Statement.ts"
import { type Assignment, assignment } from "./assignment.ts"
import { changeCte } from "./change.ts"
import { type Form, lifeOver, trailCte, writtenAt, writtenVersion } from "./numbering.ts"
import { ruleOn, ruleSql } from "./rule.ts"
import { uidEquals } from "./stamp.ts"
import { refusal } from "./verdict.ts"

type Update = Input<Command.Update<Resource.Resource, Cell>>

export const update = (input: Update, form: Form): Omit<Statement<Update>, "name"> => {
  const { resource, select } = input.command
  const { uid } = resource.audit
  const output = outputOf(resource, select)
  const set = assignment(input, form)
  const change = changeCte(resource, form, {
    uid: sql`${of("w", uid)}::text`,
    version: writtenVersion(resource, "w"),
    operation: raw("'update'"),
    at: writtenAt(resource, "w", form),
    before: contentSql(resource, "v"),
    after: contentSql(resource, "w"),
    from: sql`v left join w on true${set.beside} where v."verdict?" = 'update'`
  })
  return {
    ...render(sql<Update>`with v as materialized (select b.*${lockedTag(resource)}, ${set.immutable("b")} as "immutable?", ${verdict(input, set)} as "verdict?"
  from ${tableName(resource)} b where ${uidEquals(resource, "b")} and ${ruleOn(input, "see", "b")} for no key update of b),
${trailCte(resource, form)}${lifeOver(resource, form, "update")}w as (update ${tableName(resource)} b set ${set.set} from v${set.beside} where ${of("b", uid)} = ${of("v", uid)} and v."verdict?" = 'update' returning b.*${writtenTag(resource)}),
${change}
select ${output.list("f")}, (${ruleOn(input, "see", "f")}) is true, v."immutable?", v."verdict?" from v left join lateral
  (select ${carriedColumns(resource, "w")} from w union all select ${carriedColumns(resource, "v")} where v."verdict?" = 'unchanged') f on true`),
    read: (rows, { command }) => {
      const [answer] = rows
      const failure = refusal(answer?.at(-1) ?? null, resource, command.uid, "update", answer?.at(-2) ?? null)
      return failure === null
        ? Result.succeed(output.rows(rows, { visible: answer?.at(-3) === "t" }))
        : Result.fail(failure)
    }
  }
}

/** Judged on the locked row: where the lock had to wait, PostgreSQL computes this again on what it got (EvalPlanQual). */
function verdict(input: Update, set: Assignment<Update>): Sql<Update> {
  const { resource, condition } = input.command
  const allowed = conditionSql<Update>(condition, ({ command }) => command.condition, resource, "b")
  // The same values again are no change; a rule on new values is judged before, so that it cannot be probed.
  return sql<Update>`case when not (${ruleOn(input, "act", "b")}) is true then 'NotPermitted' when not (${allowed}) then 'VersionMismatch'
  when ${set.immutable("b")} is not null then 'FieldImmutable' when not (${ruleSql(input, "become", set.valueOf)}) is true then 'NewValuesRefused'
  when not ${set.changes("b")} then 'unchanged' else 'update' end`
}
