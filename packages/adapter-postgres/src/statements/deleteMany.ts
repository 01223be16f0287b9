/** Deletes all records that a filter finds, leaves their tombstones and a change of each. */
import type { DeleteManyShape } from "../shape/Shape.ts"
import { of } from "../sql/columns.ts"
import { keyColumns, uidOf } from "../sql/key.ts"
import { contentSql } from "../sql/changeContent.ts"
import { writtenOutput } from "../rows/output.ts"
import { raw, type Sql, sql, value } from "../sql/Sql.ts"
import { destination, source } from "../sql/source.ts"
import { adoptions, knownVersion } from "./adoption.ts"
import { loggedChange } from "./change.ts"
import { filterSql, isWithin, sameKey, tooMany } from "./filtered.ts"
import {
  andAll,
  countedRecords,
  grantedRecords,
  grantedUids,
  lockedRecords,
  noneRefused
} from "./lockedMany.ts"
import { type Form, firstCount, nextInstant } from "./numbering.ts"
import { besideLives, besideTrails, lives, trails } from "./numberingMany.ts"
import { marking } from "./marking.ts"
import { readMany, toldInOrder } from "./readMany.ts"
import { onRow } from "../sql/term.ts"
import { denies } from "./rule.ts"
import type { Statement } from "./Statement.ts"
import { statementOf } from "./statementOf.ts"
import { renderWrite } from "./underKey.ts"
import { type Case, verdictSql } from "./verdict.ts"

export const removeMany = (shape: DeleteManyShape, form: Form): Statement => {
  const { resource, most } = shape
  const output = writtenOutput(shape)
  const cases: ReadonlyArray<Case> = [["NotPermitted", denies(shape.using, onRow("record"))]]
  const leave = andAll([
    ...(cases.every(([, when]) => when === null) ? [] : [noneRefused("locked", ["delete"])]),
    ...(most === null ? [] : [isWithin(most)])
  ])
  const granted = grantedRecords("delete", leave)
  return {
    ...renderWrite(
      shape,
      output,
      statementOf(
        [
          lockedRecords(resource, form, {
            strength: "update",
            from: source(resource, "now"),
            where: filterSql(shape),
            limit: most === null ? null : sql`${value(most, "bigint")} + 1`,
            more: raw(""),
            verdict: verdictSql(cases, "delete")
          }),
          trails("trail", resource, form, grantedUids(resource, granted)),
          // The tombstones stand before the rows go, as of one delete.
          tombstones(shape, form, granted),
          adoptions(
            resource,
            form,
            sql`${granted}${besideTrails(form, uidOf(resource, "locked"))}\n  where trail.version is null`
          ),
          deletedRecords(shape),
          loggedDeletes(shape, form, granted)
        ],
        toldInOrder([
          {
            columns: output.list("locked"),
            judgement: {
              visible: null,
              immutable: null,
              verdict: tooMany(shape, raw(`locked."verdict?"`))
            },
            place: keyColumns(resource, "locked"),
            from: raw(`"locked?" as locked`)
          }
        ])
      )
    ),
    read: (rows, asked) => readMany(rows, output, { ...asked, resource, act: "delete", on: [] })
  }
}

function tombstones({ resource }: DeleteManyShape, form: Form, granted: Sql): Sql {
  const uid = uidOf(resource, "locked")
  return lives("life", resource, {
    uid,
    version: firstCount(resource, form),
    at: nextInstant(resource, "locked", form),
    from: sql`${granted}${besideTrails(form, uid)}`
  })
}

/** The keys of the rows that went, or were marked; life has a row of each that the verdicts let go. */
function deletedRecords({ resource }: DeleteManyShape): Sql {
  const [key] = resource.key.columns
  const set = marking(resource)
  const counted = countedRecords(resource, key)
  const write =
    set === null
      ? sql`delete from ${destination(resource)}
  using ${counted}`
      : sql`update ${destination(resource)}
  set ${set}
  from ${counted}`
  return sql`"deleted?" as (
  ${write}
  where ${of("record", key)} = life."key?" and life.version is not null
  returning ${keyColumns(resource, "record")}
)`
}

function loggedDeletes({ resource }: DeleteManyShape, form: Form, granted: Sql): Sql {
  return loggedChange(form, {
    resource,
    uid: uidOf(resource, "deleted"),
    version: knownVersion(resource, form, raw("life.version")),
    operation: raw("'delete'"),
    at: raw("life.at"),
    before: contentSql(resource, "locked"),
    written: null,
    from: sql`${granted}${besideLives("life", uidOf(resource, "locked"))}
  full join "deleted?" as deleted on ${sameKey(resource, "deleted", "locked")}`
  })
}
