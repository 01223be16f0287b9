/** Sets fields of a record: lock, judge, write, record and answer in one statement. */
import type { Cell, Command, Resource } from "@pgcrest/core"
import { of } from "../sql/columns.ts"
import { contentSql } from "../sql/changeContent.ts"
import { outputOf } from "../rows/output.ts"
import { carriedColumns, writtenTag } from "../sql/rowTag.ts"
import { raw, render, type Sql, sql } from "../sql/Sql.ts"
import { target } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"
import { type Assignment, assignment } from "./assignment.ts"
import { loggedChange } from "./change.ts"
import { givenValues } from "./given.ts"
import { lockedRecord } from "./locked.ts"
import { countedOver, countsItself, type Form, life, trail, writtenAt, writtenVersion } from "./numbering.ts"
import { statementOf } from "./parts.ts"
import { andSeen, denies, deniesOn, grantsOn, mismatches } from "./rule.ts"
import type { Stamped } from "./stamp.ts"
import { judgement, readJudged, verdictSql } from "./verdict.ts"

type Update = Input<Command.Update<Resource.Resource, Cell>>

export const update = (input: Update, form: Form): Omit<Statement<Update>, "name"> => {
  const { resource, projection } = input.command
  const output = outputOf(resource, projection)
  const set = assignment(input, givenValues(), form)
  const immutable = set.immutable("record")
  const told = judgement<Update>({
    visible: grantsOn(input, "see", "answer"),
    immutable: immutable && raw(`locked."immutable?"`),
    verdict: raw(`locked."verdict?"`)
  })
  return {
    ...render(
      statementOf<Update>(
        [
          lockedRecord(input, {
            strength: "no key update",
            where: andSeen(input, "record"),
            verdict: verdict(input, set, immutable),
            immutable
          }),
          trail(resource, form),
          countsItself(resource) ? null : life(resource, [countedOver(resource, form, "update")]),
          writtenRecord(resource, set),
          loggedUpdate(resource, form, set)
        ],
        sql<Update>`select ${output.list("answer")},
  ${told}
from "locked?" as locked
left join lateral (
  select ${carriedColumns(resource, "written")} from "written?" as written
  union all
  select ${carriedColumns(resource, "locked")} where locked."verdict?" = 'unchanged'
) as answer on true`
      )
    ),
    read: (rows, { command }) =>
      readJudged(rows, output, { resource: resource.name, uid: command.uid, act: "update" })
  }
}

/** What the update may do with the record as it is. */
function verdict(input: Update, set: Assignment<Update>, immutable: Sql<Update> | null): Sql<Update> {
  const { resource, condition } = input.command
  return verdictSql<Update>(
    [
      ["NotPermitted", deniesOn(input, "act", "record")],
      ["VersionMismatch", mismatches(condition, ({ command }) => command.condition, resource, "record")],
      ["FieldImmutable", immutable && sql<Update>`${immutable} is not null`],
      ["NewValuesRefused", denies(input, "become", set.valueOf)],
      // The same values again are no change; a rule on new values is judged before, so that it cannot be probed.
      ["unchanged", set.unchanged("record")]
    ],
    "update"
  )
}

/** The row as it is now. */
function writtenRecord(resource: Resource.Resource, set: Assignment<Update>): Sql<Update> {
  const { uid } = resource.audit
  return sql<Update>`"written?" as (
  update ${target(resource)}
  set ${set.set}
  from "locked?" as locked${set.beside}
  where ${of("record", uid)} = ${of("locked", uid)} and locked."verdict?" = 'update'
  returning record.*${writtenTag(resource)}
)`
}

function loggedUpdate(resource: Resource.Resource, form: Form, set: Assignment<Update>): Sql<Stamped> {
  return loggedChange(resource, form, {
    uid: sql`${of("written", resource.audit.uid)}::text`,
    version: writtenVersion(resource, "written"),
    operation: raw("'update'"),
    at: writtenAt(resource, "written", form),
    before: contentSql(resource, "locked"),
    after: contentSql(resource, "written"),
    from: sql`"locked?" as locked
  left join "written?" as written on true${set.beside}
  where locked."verdict?" = 'update'`
  })
}
