/** What a record held at a version, and what it held last: nothing where the caller does not see that. */
import { Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RecallShape } from "../shape/Shape.ts"
import { predicateSql } from "../sql/predicate.ts"
import { raw, render, type Sql, sql, value } from "../sql/Sql.ts"
import { ofImage } from "./image.ts"
import { contentIn, readChange } from "./readChange.ts"
import { isOpen } from "./rule.ts"
import { ofRecord } from "./stamp.ts"
import type { Statement } from "./Statement.ts"
import { statementOf } from "./statementOf.ts"
import { factColumns } from "./trailPage.ts"

export const recall = (shape: RecallShape): Statement => {
  const { resource, version } = shape
  return {
    ...render(
      statementOf(
        [lastChange(shape)],
        sql`select ${raw(factColumns)}, null, change.after, change.sealed
from audit.change as change
cross join "last?" as last
where ${ofRecord(resource, "change")} and change.after is not null
  and change.version in (last.version, ${value(version, "bigint")})${andSeen(shape, "last")}${andSeen(shape, "change")}
order by change.version desc`
      )
    ),
    read: (rows) => {
      const changes = rows.map((row) => readChange(resource, row))
      return Result.succeed(
        Rows.fromChanges(resource, changes, null, { contents: () => rows.map(contentIn) })
      )
    }
  }
}

function lastChange({ resource }: RecallShape): Sql {
  return sql`"last?" as (
  select change.version, change.after, change.sealed
  from audit.change as change
  where ${ofRecord(resource, "change")} and change.after is not null
  order by change.version desc
  limit 1
)`
}

function andSeen({ see }: RecallShape, alias: "last" | "change"): Sql {
  if (isOpen(see)) return raw("")
  const image = raw(`(select ${alias}.after, ${alias}.sealed) as image`)
  return sql`
  and exists (select from ${image} where ${predicateSql(see, ofImage)})`
}
