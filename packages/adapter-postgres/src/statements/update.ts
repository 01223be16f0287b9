/** Sets fields of a record: lock, judge, write, record and answer in one statement. */
import type { Cell, Command, Resource } from "@pgcrest/core"
import { of, tableName } from "../sql/columns.ts"
import { contentSql } from "../sql/changeContent.ts"
import { outputOf } from "../rows/output.ts"
import { carriedColumns, lockedTag, writtenTag } from "../sql/rowTag.ts"
import { raw, render, type Sql, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"
import { type Assignment, assignment } from "./assignment.ts"
import { changeCte } from "./change.ts"
import { type Form, lifeOver, trailCte, writtenAt, writtenVersion } from "./numbering.ts"
import { andSeen, denies, deniesOn, grantsOn, mismatches } from "./rule.ts"
import { uidEquals } from "./stamp.ts"
import { judgement, readJudged, verdictSql } from "./verdict.ts"

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
  const told = judgement<Update>({
    visible: grantsOn(input, "see", "f"),
    immutable: raw(`v."immutable?"`),
    verdict: raw(`v."verdict?"`)
  })
  return {
    ...render(sql<Update>`with v as materialized (select b.*${lockedTag(resource)}, ${set.immutable("b") ?? raw("null")} as "immutable?", ${verdict(input, set)} as "verdict?"
  from ${source(resource, "now")} where ${uidEquals(resource, "b")}${andSeen(input, "b")} for no key update of b),
${trailCte(resource, form)}${lifeOver(resource, form, "update")}w as (update ${tableName(resource)} b set ${set.set} from v${set.beside} where ${of("b", uid)} = ${of("v", uid)} and v."verdict?" = 'update' returning b.*${writtenTag(resource)}),
${change}
select ${output.list("f")}, ${told} from v left join lateral
  (select ${carriedColumns(resource, "w")} from w union all select ${carriedColumns(resource, "v")} where v."verdict?" = 'unchanged') f on true`),
    read: (rows, { command }) =>
      readJudged(rows, output, { resource: resource.name, uid: command.uid, act: "update" })
  }
}

/** Judged on the locked row: where the lock had to wait, PostgreSQL computes this again on what it got (EvalPlanQual). */
function verdict(input: Update, set: Assignment<Update>): Sql<Update> {
  const { resource, condition } = input.command
  const immutable = set.immutable("b")
  return verdictSql<Update>(
    [
      ["NotPermitted", deniesOn(input, "act", "b")],
      ["VersionMismatch", mismatches<Update>(condition, ({ command }) => command.condition, resource, "b")],
      ["FieldImmutable", immutable && sql<Update>`${immutable} is not null`],
      ["NewValuesRefused", denies(input, "become", set.valueOf)],
      // The same values again are no change; a rule on new values is judged before, so that it cannot be probed.
      ["unchanged", set.unchanged("b")]
    ],
    "update"
  )
}
