/** What a write of many rows tells of each, in the order of the rows. */
import type { CreateManyShape, UpsertShape } from "../shape/Shape.ts"
import type { Output } from "../rows/output.ts"
import { of } from "../sql/columns.ts"
import { join, raw, type Sql, sql } from "../sql/Sql.ts"
import { type Told, toldInOrder } from "./readMany.ts"
import { onRow } from "../sql/term.ts"
import { grants } from "./rule.ts"

/** By what tells records apart, so that two writes of the same ones do not wait for each other; else as the rows come. */
export const insertOrder = ({ values }: UpsertShape["rows"], columns: UpsertShape["on"]): Sql => {
  // What no row names is alike in all.
  const told = columns.filter((column) => {
    const given = values.find((one) => one.column === column)
    return given === undefined || given.rows !== undefined
  })
  return join([...told.map((column) => of("given", column)), raw(`given."place?"`)], ", ")
}

/** What was written, as the part `written?` has it. */
export const writtenRows = ({ see }: CreateManyShape | UpsertShape, output: Output): Told => ({
  columns: output.list("written"),
  judgement: {
    visible: grants(see, onRow("written")),
    immutable: null,
    verdict: raw(`written."operation?"`)
  },
  place: raw(`written."place?"`),
  from: raw(`"written?" as written`)
})

/** The rows that may not make a record: nothing is known of them but why. */
export const refusedRows = (output: Output): Told => ({
  columns: output.list("written"),
  judgement: { visible: null, immutable: null, verdict: raw(`given."verdict?"`) },
  place: raw(`given."place?"`),
  from: raw(
    `"absent?" as given\n  left join "written?" as written on false\n  where given."verdict?" <> 'create'`
  )
})

/** All of these. */
export const inPlace = (told: ReadonlyArray<Told>): Sql => sql`${toldInOrder(told)}`
