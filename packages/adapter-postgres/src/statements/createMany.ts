/** Makes a record of each row: judge, write, record and answer in one statement, whatever their number. */
import type { CreateManyShape } from "../shape/Shape.ts"
import { uidOf } from "../sql/key.ts"
import { contentSql } from "../sql/changeContent.ts"
import { givenRows } from "../sql/givenRow.ts"
import { outputOf } from "../rows/output.ts"
import { raw, render, type Sql, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { loggedChange } from "./change.ts"
import { noneRefused } from "./lockedMany.ts"
import { absentRows, bornRecords, madeRecords, making, writtenByMaking } from "./madeRows.ts"
import type { Form } from "./numbering.ts"
import { trails } from "./numberingMany.ts"
import { readMany } from "./readMany.ts"
import { absentCases, isOfRow } from "./rowCases.ts"
import { inPlace, insertOrder, refusedRows, writtenRows } from "./rowsTold.ts"
import type { Statement } from "./Statement.ts"
import { statementOf } from "./statementOf.ts"
import { verdictSql } from "./verdict.ts"

export const createMany = (shape: CreateManyShape, form: Form): Statement => {
  const { resource, rows, items, ignore } = shape
  const output = outputOf(resource, items)
  const make = making(shape, form)
  const cases = absentCases(make)
  const leave = cases.every(([, when]) => when === null) ? [] : [noneRefused("absent", ["create"])]
  const from = ignore === null ? raw(`"given?" as given`) : freeRows(shape, ignore)
  const order = insertOrder(rows, ignore ?? [])
  return {
    ...render(
      statementOf(
        [
          givenRows(resource, rows),
          make.isNumbered
            ? trails("past", resource, form, sql`select ${uidOf(resource, "given")} from ${from}`)
            : null,
          absentRows(make, {
            from,
            verdict: verdictSql(cases, "create"),
            order
          }),
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

/** The rows whose record is not there already; one that comes meanwhile is met when the statement runs again. */
function freeRows({ resource, rows }: CreateManyShape, columns: NonNullable<CreateManyShape["ignore"]>): Sql {
  return sql`(
    select * from "given?" as given
    where not exists (select from ${source(resource, "now")} where ${isOfRow(rows, columns)})
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
    after: contentSql(resource, "written"),
    from: raw(`"written?" as written`)
  })
}
