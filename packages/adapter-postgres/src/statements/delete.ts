/** Deletes a record, or marks it as deleted; leaves its tombstone and a change that says so. */
import type { Resource } from "@pgcrest/core"
import type { DeleteShape } from "../shape/Shape.ts"
import { isAtPlace, isNamed, keyColumns, uidOf } from "../sql/key.ts"
import { contentSql } from "../sql/changeContent.ts"
import { writtenOutput } from "../rows/output.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import { destination } from "../sql/source.ts"
import type { Statement } from "./Statement.ts"
import { adoption, knownColumn, knownVersion } from "./adoption.ts"
import { loggedChange } from "./change.ts"
import { lockedRecord } from "./locked.ts"
import { countedOver, type Form, isCountedTwice, life, trail } from "./numbering.ts"
import { marking } from "./marking.ts"
import { statementOf } from "./statementOf.ts"
import { renderWrite } from "./underKey.ts"
import { andSeen } from "./rule.ts"
import { judgement, readJudged, useCases, verdictSql } from "./verdict.ts"

export const remove = (shape: DeleteShape, form: Form): Statement => {
  const { resource } = shape
  const output = writtenOutput(shape)
  const told = judgement({ visible: null, immutable: null, verdict: raw(`locked."verdict?"`) })
  return {
    ...renderWrite(
      shape,
      output,
      statementOf(
        [
          lockedRecord(resource, {
            strength: "update",
            where: andSeen(shape.see, "record"),
            verdict: verdict(shape),
            known: knownColumn(resource, form),
            immutable: null
          }),
          trail(resource, form),
          // The tombstone stands before the row goes: nobody can hold it and wait for our row's end, as a replace would.
          life(resource, [countedOver(resource, form, "delete")]),
          adoption(resource, form, "delete"),
          shape.softly ? markedRecord(resource) : deletedRecord(resource),
          loggedDelete(resource, form)
        ],
        sql`select ${output.list("locked")},
  ${told}
from "locked?" as locked`
      )
    ),
    read: (rows, asked) => readJudged(rows, output.written, { ...asked, resource, act: "delete" })
  }
}

/** Whether the delete may take the record as it is. */
function verdict(shape: DeleteShape): Sql {
  return verdictSql(useCases(shape), "delete")
}

/** The key of the row that went; life has a row where the verdict lets it go. */
function deletedRecord(resource: Resource.Resource): Sql {
  return sql`"deleted?" as (
  delete from ${destination(resource)}
  where ${isNamed(resource, "record")}${isAtPlace(resource)}
    and exists (select from "life?")
  returning ${keyColumns(resource, "record")}
)`
}

/** The same of a row that stays, as it is numbered by its tombstone. */
function markedRecord(resource: Resource.Resource): Sql | null {
  const set = marking(resource)
  return (
    set &&
    sql`"deleted?" as (
  update ${destination(resource)}
  set ${set}
  from "life?" as life
  where ${isNamed(resource, "record")}${isAtPlace(resource)}
  returning ${keyColumns(resource, "record")}
)`
  )
}

function loggedDelete(resource: Resource.Resource, form: Form): Sql {
  const asksLocked = form === "careful" || resource.adopted !== null || isCountedTwice(resource)
  return loggedChange(form, {
    resource,
    uid: uidOf(resource, "deleted"),
    version: knownVersion(resource, form, raw("life.version")),
    operation: raw("'delete'"),
    at: raw("life.at"),
    before: contentSql(resource, "locked"),
    written: null,
    from: raw(`${asksLocked ? `"locked?" as locked\n  cross join ` : ""}"life?" as life
  left join "deleted?" as deleted on true`)
  })
}
