/** Writes of the records that a filter finds. */
import type { Resource } from "@pgcrest/core"
import type { Hole } from "../shape/Parting.ts"
import type { DeleteManyShape, UpdateManyShape } from "../shape/Shape.ts"
import { of } from "../sql/columns.ts"
import { predicateSql } from "../sql/predicate.ts"
import { join, type Sql, sql, value } from "../sql/Sql.ts"
import { isNew } from "../sql/isNew.ts"
import { onRow } from "../sql/term.ts"
import { isOpen } from "./rule.ts"

/** What a record must fulfil to be written; null where all do. */
export const filterSql = ({ key, see, filter }: UpdateManyShape | DeleteManyShape): Sql | null => {
  const wanted = [see, filter].filter((rule) => !isOpen(rule))
  const conditions = [
    ...wanted.map((rule) => predicateSql(rule, onRow("record"))),
    ...(key === null ? [] : [isNew(key)])
  ]
  return conditions.length === 0 ? null : join(conditions, " and ")
}

/** That there are not more of them than these. */
export const isWithin = (most: Hole): Sql => sql`(select count(*) from "locked?") <= ${value(most, "bigint")}`

/** A record's verdict, or that there are too many. */
export const tooMany = ({ most }: UpdateManyShape | DeleteManyShape, verdict: Sql): Sql =>
  most === null ? verdict : sql`case when ${isWithin(most)} then ${verdict} else 'TooManyAffected' end`

/** Whether two rows are of one record. */
export const sameKey = ({ key }: Resource.Resource, left: string, right: string): Sql =>
  join(
    key.columns.map((column) => sql`${of(left, column)} = ${of(right, column)}`),
    " and "
  )
