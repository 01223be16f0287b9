/** Deletes a record, leaves its tombstone and a change that says so. */
import type { Command, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { of, tableName } from "../sql/columns.ts"
import { conditionSql } from "../sql/condition.ts"
import { contentSql } from "../sql/changeContent.ts"
import { outputOf } from "../rows/output.ts"
import { lockedTag } from "../sql/rowTag.ts"
import { raw, render, sql } from "../sql/Sql.ts"
import type { Input, Statement } from "./Statement.ts"
import { changeCte } from "./change.ts"
import { besideTrail, type Form, lifeCte, nextInstant, nextVersion, trailCte } from "./numbering.ts"
import { ruleOn } from "./rule.ts"
import { uidEquals } from "./stamp.ts"
import { refusal } from "./verdict.ts"

type Delete = Input<Command.Delete<Resource.Resource>>

export const remove = (input: Delete, form: Form): Omit<Statement<Delete>, "name"> => {
  const { resource, condition, select } = input.command
  const { uid } = resource.audit
  const output = outputOf(resource, select)
  const allowed = conditionSql<Delete>(condition, ({ command }) => command.condition, resource, "b")
  // The tombstone stands before the row goes: then nobody can hold it and wait for our row's end, as a replace would.
  const life = lifeCte(resource, {
    uid: sql`${of("v", uid)}::text`,
    version: nextVersion(resource, "v", form),
    at: nextInstant(resource, "v", form),
    from: sql`v${besideTrail(form)} where v."verdict?" = 'delete'`
  })
  const change = changeCte(resource, form, {
    uid: sql`${of("g", uid)}::text`,
    version: raw("t.version"),
    operation: raw("'delete'"),
    at: raw("t.at"),
    before: contentSql(resource, "v"),
    after: raw("null"),
    from: raw("v, t left join g on true")
  })
  return {
    ...render(sql<Delete>`with v as materialized (select b.*${lockedTag(resource)}, case when not (${ruleOn(input, "act", "b")}) is true then 'NotPermitted' when not (${allowed}) then 'VersionMismatch' else 'delete' end as "verdict?"
  from ${tableName(resource)} b where ${uidEquals(resource, "b")} and ${ruleOn(input, "see", "b")} for update of b),
${trailCte(resource, form)}${life},
g as (delete from ${tableName(resource)} b using v, t where ${of("b", uid)} = ${of("v", uid)} returning ${of("b", uid)}),
${change}
select ${output.list("v")}, v."verdict?" from v`),
    read: (rows, { command }) => {
      const failure = refusal(rows[0]?.at(-1) ?? null, resource, command.uid, "delete", null)
      return failure === null ? Result.succeed(output.rows(rows)) : Result.fail(failure)
    }
  }
}
