/**
 * Makes a record of each row, or sets what the row names of the one that is there, in one statement. What is there is
 * locked and written first. A row that finds nothing is inserted as of a create: a record that came meanwhile breaks its
 * unique constraint, and the statement, which has written nothing then, runs again.
 */
import { conflictFields } from "@pgcrest/core"
import type { UpsertShape } from "../shape/Shape.ts"
import { of } from "../sql/columns.ts"
import { uidOf } from "../sql/key.ts"
import { contentSql } from "../sql/changeContent.ts"
import { givenRows } from "../sql/givenRow.ts"
import { writtenOutput } from "../rows/output.ts"
import { carriedColumns, writtenTag } from "../sql/rowTag.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import { destination, source } from "../sql/source.ts"
import { adoptions, knownVersion } from "./adoption.ts"
import { type Assignment, assignment } from "./assignment.ts"
import { loggedChange } from "./change.ts"
import { sameKey } from "./filtered.ts"
import {
  andAll,
  grantedRecords,
  grantedUids,
  immutableColumn,
  lockedRecords,
  noneRefused
} from "./lockedMany.ts"
import { absentRows, bornRecords, madeRecords, making, writtenByMaking } from "./madeRows.ts"
import { countsItself, type Form, nextInstant, firstCount, writtenAt, writtenVersion } from "./numbering.ts"
import { besideLives, besideTrails, lives, trails } from "./numberingMany.ts"
import { readMany } from "./readMany.ts"
import { absentCases, isOfRow, presentCases } from "./rowCases.ts"
import { inPlace, insertOrder, refusedRows, writtenRows } from "./rowsTold.ts"
import { onRow } from "../sql/term.ts"
import { grants } from "./rule.ts"
import type { Statement } from "./Statement.ts"
import { statementOf } from "./statementOf.ts"
import { renderWrite } from "./underKey.ts"
import { verdictSql } from "./verdict.ts"

export const upsert = (shape: UpsertShape, form: Form): Statement => {
  const { resource, rows, on } = shape
  const output = writtenOutput(shape)
  const make = making(shape, form)
  const set = assignment({ resource, values: rows.values.filter(({ named }) => named) }, form)
  const immutable = set.immutable("record")
  const [present, absent] = [presentCases(shape, make, set, immutable), absentCases(make)]
  const leave = [
    ...(present.every(([verdict, when]) => verdict === "unchanged" || when === null)
      ? []
      : [noneRefused("locked", ["update", "unchanged"])]),
    ...(absent.every(([, when]) => when === null) ? [] : [noneRefused("absent", ["create"])])
  ]
  const granted = grantedRecords("update", andAll(leave))
  const order = insertOrder(rows, on)
  return {
    ...renderWrite(
      shape,
      output,
      statementOf(
        [
          givenRows(shape),
          lockedRecords(resource, form, {
            strength: "no key update",
            from: sql`"given?" as given\n  join ${source(resource, "now")} on ${isOfRow(resource, rows, on)}`,
            where: null,
            limit: null,
            more: sql`, given."place?"${immutableColumn(immutable)}`,
            verdict: verdictSql(present, "update")
          }),
          metRows(shape),
          make.isNumbered
            ? trails("past", resource, form, sql`select ${uidOf(resource, "given")} from ${free}`)
            : null,
          absentRows(make, { from: free, verdict: verdictSql(absent, "create"), order }),
          trails("trail", resource, form, grantedUids(resource, granted)),
          countsItself(resource) ? null : countedLocks(shape, form, granted),
          adoptions(
            resource,
            form,
            sql`${granted}${besideTrails(form, uidOf(resource, "locked"))}\n  where trail.version is null`
          ),
          mergedRecords(shape, form, set, leave),
          // What is there is written before what is new comes beside it.
          ...madeRecords(make, {
            leave: [...leave, raw(`(select count(*) from "merged?") is not null`)],
            order
          }),
          bornRecords(make, leave),
          writtenRecords(shape, form, writtenByMaking(make, leave), granted),
          loggedRows(shape, form)
        ],
        inPlace([
          writtenRows(shape, output),
          {
            columns: output.list("locked"),
            judgement: {
              visible: grants(shape.see, onRow("locked")),
              immutable: immutable && raw(`locked."immutable?"`),
              verdict: raw(`locked."verdict?"`)
            },
            place: raw(`locked."place?"`),
            from: raw(`"locked?" as locked\n  where locked."verdict?" <> 'update'`)
          },
          refusedRows(output)
        ])
      )
    ),
    read: (answer, asked) =>
      readMany(answer, output, { ...asked, resource, act: "upsert", on: conflictFields(resource, on) })
  }
}

function countedLocks({ resource }: UpsertShape, form: Form, granted: Sql): Sql {
  const uid = uidOf(resource, "locked")
  return lives("life", resource, {
    uid,
    version: firstCount(resource, form),
    at: nextInstant(resource, "locked", form),
    from: sql`${granted}${besideTrails(form, uid)}`
  })
}

/** The rows with the key and the verdict of the record that is theirs, null where none is. */
function metRows({ resource }: UpsertShape): Sql {
  const [key] = resource.key.columns
  return sql`"met?" as materialized (
  select given.*, ${of("locked", key)} as "key?", locked."verdict?" as "met?"
  from "given?" as given
  full join "locked?" as locked on locked."place?" = given."place?"
)`
}

/** Those that have none. */
const free = raw(`(select * from "met?" as given where given."met?" is null) as given`)

/** The rows that were there, as they are now. */
function mergedRecords(
  { resource }: UpsertShape,
  form: Form,
  { set }: Assignment,
  leave: ReadonlyArray<Sql>
): Sql {
  const [key] = resource.key.columns
  const from = countsItself(resource)
    ? sql`"met?" as given${besideTrails(form, raw(`given."key?"::text`))}`
    : countedRows
  return sql`"merged?" as (
  update ${destination(resource)}
  set ${set}
  from ${from}
  where ${of("record", key)} = given."key?" and given."met?" = 'update'${andAll(leave)}
  returning record.*${writtenTag(resource)}
)`
}

// What is behind a limit stays as it is joined.
const countedRows = sql`(
    select given.*, life.version as "counted?", life.at as "counted at?"
    from "met?" as given${besideLives("life", raw(`given."key?"::text`))}
    offset 0
  ) as given
  cross join lateral (select given."counted?" as version, given."counted at?" as at) as life`

/** All rows that are written, with what their changes will say. */
function writtenRecords({ resource }: UpsertShape, form: Form, made: Sql, granted: Sql): Sql {
  const uid = uidOf(resource, "locked")
  const counted = countsItself(resource) ? raw("") : besideLives("life", uid)
  return sql`"written?" as (
  ${made}
  union all
  select ${carriedColumns(resource, "merged")},
    'update', ${knownVersion(resource, form, writtenVersion(resource, "merged"))}, ${writtenAt(resource, "merged", form)}, locked."place?"
  from ${granted}
  full join "merged?" as merged on ${sameKey(resource, "merged", "locked")}${besideTrails(form, uid)}${counted}
)`
}

function loggedRows({ resource }: UpsertShape, form: Form): Sql {
  return loggedChange(form, {
    resource,
    uid: uidOf(resource, "written"),
    version: raw(`written."version?"`),
    operation: raw(`written."operation?"`),
    at: raw(`written."at?"`),
    before: sql`(select ${contentSql(resource, "locked")} from "locked?" as locked where locked."place?" = written."place?")`,
    written: "written",
    from: raw(`"written?" as written`)
  })
}
