/** Deletes a record, leaves its tombstone and a change that says so. */
import type { Command, Resource } from "@pgcrest/core"
import { of } from "../sql/columns.ts"
import { contentSql } from "../sql/changeContent.ts"
import { outputOf } from "../rows/output.ts"
import { raw, render, type Sql, sql } from "../sql/Sql.ts"
import { target } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"
import { loggedChange } from "./change.ts"
import { lockedRecord } from "./locked.ts"
import { countedOver, type Form, life, trail } from "./numbering.ts"
import { statementOf } from "./parts.ts"
import { andSeen, deniesOn, mismatches } from "./rule.ts"
import type { Stamped } from "./stamp.ts"
import { judgement, readJudged, verdictSql } from "./verdict.ts"

type Delete = Input<Command.Delete<Resource.Resource>>

export const remove = (input: Delete, form: Form): Omit<Statement<Delete>, "name"> => {
  const { resource, projection } = input.command
  const output = outputOf(resource, projection)
  const told = judgement<Delete>({ visible: null, immutable: null, verdict: raw(`locked."verdict?"`) })
  return {
    ...render(
      statementOf<Delete>(
        [
          lockedRecord(input, {
            strength: "update",
            where: andSeen(input, "record"),
            verdict: verdict(input),
            immutable: null
          }),
          trail(resource, form),
          // The tombstone stands before the row goes: nobody can hold it and wait for our row's end, as a replace would.
          life(resource, [countedOver(resource, form, "delete")]),
          deletedRecord(resource),
          loggedDelete(resource, form)
        ],
        sql<Delete>`select ${output.list("locked")},
  ${told}
from "locked?" as locked`
      )
    ),
    read: (rows, { command }) =>
      readJudged(rows, output, { resource: resource.name, uid: command.uid, act: "delete" })
  }
}

/** Whether the delete may take the record as it is. */
function verdict(input: Delete): Sql<Delete> {
  const { resource, condition } = input.command
  return verdictSql<Delete>(
    [
      ["NotPermitted", deniesOn(input, "act", "record")],
      ["VersionMismatch", mismatches(condition, ({ command }) => command.condition, resource, "record")]
    ],
    "delete"
  )
}

/** The uid of the row that went. */
function deletedRecord(resource: Resource.Resource): Sql<unknown> {
  const { uid } = resource.audit
  return sql`"deleted?" as (
  delete from ${target(resource)}
  using "locked?" as locked
  cross join "life?" as life
  where ${of("record", uid)} = ${of("locked", uid)}
  returning ${of("record", uid)}
)`
}

function loggedDelete(resource: Resource.Resource, form: Form): Sql<Stamped> {
  return loggedChange(resource, form, {
    uid: sql`${of("deleted", resource.audit.uid)}::text`,
    version: raw("life.version"),
    operation: raw("'delete'"),
    at: raw("life.at"),
    before: contentSql(resource, "locked"),
    after: raw("null"),
    from: raw(`"locked?" as locked
  cross join "life?" as life
  left join "deleted?" as deleted on true`)
  })
}
