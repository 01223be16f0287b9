/** Deletes a record, leaves its tombstone and a change that says so. */
import type { Command, Resource } from "@pgcrest/core"
import { of, tableName } from "../sql/columns.ts"
import { contentSql } from "../sql/changeContent.ts"
import { outputOf } from "../rows/output.ts"
import { lockedTag } from "../sql/rowTag.ts"
import { raw, render, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"
import { changeCte } from "./change.ts"
import { besideTrail, type Form, lifeCte, nextInstant, nextVersion, trailCte } from "./numbering.ts"
import { andSeen, deniesOn, mismatches } from "./rule.ts"
import { uidEquals } from "./stamp.ts"
import { judgement, readJudged, verdictSql } from "./verdict.ts"

type Delete = Input<Command.Delete<Resource.Resource>>

export const remove = (input: Delete, form: Form): Omit<Statement<Delete>, "name"> => {
  const { resource, condition, select } = input.command
  const { uid } = resource.audit
  const output = outputOf(resource, select)
  const verdict = verdictSql<Delete>(
    [
      ["NotPermitted", deniesOn(input, "act", "b")],
      ["VersionMismatch", mismatches<Delete>(condition, ({ command }) => command.condition, resource, "b")]
    ],
    "delete"
  )
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
    ...render(sql<Delete>`with v as materialized (select b.*${lockedTag(resource)}, ${verdict} as "verdict?"
  from ${source(resource, "now")} where ${uidEquals(resource, "b")}${andSeen(input, "b")} for update of b),
${trailCte(resource, form)}${life},
g as (delete from ${tableName(resource)} b using v, t where ${of("b", uid)} = ${of("v", uid)} returning ${of("b", uid)}),
${change}
select ${output.list("v")}, ${judgement({ verdict: raw(`v."verdict?"`) })} from v`),
    read: (rows, { command }) =>
      readJudged(rows, output, { resource: resource.name, uid: command.uid, act: "delete" })
  }
}
