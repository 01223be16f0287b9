/** The answer of a write of many: rows in order, or why none was written. */
import type { Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { TextRow } from "../client/TextQuery.ts"
import type { Output } from "../rows/output.ts"
import { join, type Sql, sql } from "../sql/Sql.ts"
import type { Answer, Asked } from "./Statement.ts"
import { factsOf, judgement } from "./verdict.ts"

/** Some of the records that the answer tells. */
export interface Told {
  readonly columns: Sql
  readonly judgement: Parameters<typeof judgement>[0]
  /** By which the answer is ordered. */
  readonly place: Sql
  readonly from: Sql
}

/** All of these, one after another. */
export const toldInOrder = (parts: ReadonlyArray<Told>): Sql => {
  const selects = parts.map(
    ({ columns, judgement: told, place, from }) =>
      sql`select ${columns},\n    ${judgement(told)}, ${place} as "place?"\n  from ${from}`
  )
  return sql`select * from (
  ${join(selects, "\n  union all\n  ")}
) as told
order by told."place?"`
}

interface Reading {
  readonly resource: Resource.Resource
  readonly act: string
  /** The fields that tell a conflict in what an upsert finds its records by. */
  readonly on: ReadonlyArray<string>
}

/** The first row that was refused says so for all. */
export const readMany = (
  rows: ReadonlyArray<TextRow>,
  output: Output,
  { uids, ...asked }: Asked & Reading
): Answer => {
  const facts = []
  for (const row of rows) {
    const uid = uids[Number(row.at(-1)) - 1] ?? asked.uid
    const fact = factsOf(row.slice(-4, -1), { ...asked, uids, uid })
    if (Result.isFailure(fact)) return Result.fail(fact.failure)
    facts.push(fact.success)
  }
  return Result.succeed(output.writtenMany(rows, facts))
}
