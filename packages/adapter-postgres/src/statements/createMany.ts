/** Makes a record of each row: judge, write, record and answer in one statement, whatever their number. */
import type { CreateManyShape, UpsertShape } from "../shape/Shape.ts"
import { uidOf } from "../sql/key.ts"
import { givenRows } from "../sql/givenRow.ts"
import { writtenOutput } from "../rows/output.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { loggedChange } from "./change.ts"
import { noneRefused } from "./lockedMany.ts"
import { absentRows, bornRecords, madeRecords, type Making, making, writtenByMaking } from "./madeRows.ts"
import type { Form } from "./numbering.ts"
import { trails } from "./numberingMany.ts"
import { readMany } from "./readMany.ts"
import { absentCases, isOfRow } from "./rowCases.ts"
import { inPlace, insertOrder, refusedRows, writtenRows } from "./rowsTold.ts"
import type { Statement } from "./Statement.ts"
import { statementOf } from "./statementOf.ts"
import { renderWrite } from "./underKey.ts"
import { type Case, verdictSql } from "./verdict.ts"

export const createMany = (shape: CreateManyShape, form: Form): Statement => {
  const { resource, rows, ignore } = shape
  const output = writtenOutput(shape)
  const make = making(shape, form)
  const cases = absentCases(make)
  const leave = cases.every(([, when]) => when === null) ? [] : [noneRefused("absent", ["create"])]
  const order = insertOrder(rows, ignore ?? [])
  return {
    ...renderWrite(
      shape,
      output,
      statementOf(
        [
          ...judgedRows(make, cases, order),
          ...madeRecords(make, { leave, order }),
          bornRecords(make, leave),
          sql`"written?" as (\n  ${writtenByMaking(make, leave)}\n)`,
          loggedRows(shape, form)
        ],
        inPlace([writtenRows(shape, output), ...(leave.length === 0 ? [] : [refusedRows(output)])])
      )
    ),
    read: (answer, asked) => readMany(answer, output, { ...asked, resource, act: "create", on: [] })
  }
}

/** The rows that are to make a record. Where nothing can refuse one and nothing need be known of it, they are as they came. */
function judgedRows(make: Making, cases: ReadonlyArray<Case>, order: Sql): ReadonlyArray<Sql | null> {
  const { form, isNumbered, isTurned } = make
  const { resource } = make.shape
  const ignore = "ignore" in make.shape ? make.shape.ignore : null
  const isPlain = ignore === null && !isNumbered && !isTurned && cases.every(([, when]) => when === null)
  if (isPlain) return [givenRows(make.shape, "absent")]
  const from = ignore === null ? raw(`"given?" as given`) : freeRows(make.shape, ignore)
  const uids = sql`select ${uidOf(resource, "given")} from ${from}`
  return [
    givenRows(make.shape),
    isNumbered ? trails("past", resource, form, uids) : null,
    absentRows(make, { from, verdict: verdictSql(cases, "create"), order })
  ]
}

/** The rows whose record is not there already; one that comes meanwhile is met when the statement runs again. */
function freeRows({ resource, rows }: Making["shape"], columns: UpsertShape["on"]): Sql {
  return sql`(
    select * from "given?" as given
    where not exists (select from ${source(resource, "now")} where ${isOfRow(resource, rows, columns)})
  ) as given`
}

function loggedRows({ resource }: CreateManyShape, form: Form): Sql {
  return loggedChange(form, {
    resource,
    uid: uidOf(resource, "written"),
    version: raw(`written."version?"`),
    operation: raw("'create'"),
    at: raw(`written."at?"`),
    before: raw("null"),
    written: "written",
    from: raw(`"written?" as written`)
  })
}
