/**
 * A read as of a moment, by rewinding: what changed since is looked up in the trail, all else is taken as it is. What it
 * takes follows from the number of records that changed since, not from how many there are, or how long their histories are.
 */
import { MomentOutOfReach, Query, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { TextRow } from "../client/TextQuery.ts"
import { type PastShape, sourceAt } from "../shape/PastShape.ts"
import { instantText } from "../sql/changeContent.ts"
import { of, storedInstant, tableName } from "../sql/columns.ts"
import { momentAt, rewound, touched, uidOfRow } from "../sql/pastRows.ts"
import { join, literal, raw, type Rendered, render, type Sql, sql, value } from "../sql/Sql.ts"
import type { Form } from "./numbering.ts"
import { rewoundRow } from "./rewoundRow.ts"
import { statementOf } from "./statementOf.ts"

/** A statement that finds rows, as of the moment: behind their cells it tells the moment, and whether it can be told. */
export const asOf = (past: PastShape, found: Sql, form: Form): Rendered =>
  render(
    statementOf(
      [momentPart(past), ...past.resources.flatMap((resource) => partsOf(past, resource, form))],
      sql`select page.*, moment.at, moment.snapshot, moment.state
from (
  select ${raw(instantText(`moment.at`))} as at, ${snapshotOf(past)} as snapshot, ${stateOf(past)} as state
  from "moment?" as moment
) as moment
left join (
  select numbered.*, row_number() over () as "place?"
  from (
${found}
  ) as numbered
) as page on moment.state = 'found'
order by page."place?"`
    )
  )

/** The rows of such an answer without what stands behind them, and as of when they are; or why nobody can say. */
export const readThen = (
  resource: Resource.Resource,
  rows: ReadonlyArray<TextRow>
): Result.Result<{ readonly rows: ReadonlyArray<TextRow>; readonly past: Query.Then }, MomentOutOfReach> => {
  const [at, snapshot, state] = rows[0]?.slice(-3) ?? []
  if (state !== "found") {
    const reason = state === "unknown" ? "unknown" : "crowded"
    return Result.fail(new MomentOutOfReach({ resource: resource.name, reason }))
  }
  const found = rows.filter((row) => row.at(-4) != null).map((row) => row.slice(0, -4))
  return Result.succeed({ rows: found, past: { at: at ?? "", snapshot: snapshot ?? "" } })
}

function momentPart({ moment }: PastShape): Sql {
  const at =
    moment._tag === "Instant"
      ? sql`select ${value(moment.value, "timestamptz")} as at`
      : sql`select max(change.at) as at
  from audit.change as change
  where change.request_id = ${value(moment.value, "text")}`
  return sql`"moment?" as materialized (
  ${at}
)`
}

function snapshotOf({ snapshot }: PastShape): Sql {
  return snapshot === null ? raw("pg_current_snapshot()::text") : value(snapshot, "text")
}

function stateOf({ resources, snapshot }: PastShape): Sql {
  const counts = resources.map((_, at) => {
    const source = { number: at + 1, isBound: snapshot !== null }
    return sql`(select count(*) from ${touched(source)}) > ${raw(String(Query.touchedAtMost))}`
  })
  return sql`case
    when moment.at is null then 'unknown'
    when ${join(counts, " or ")} then 'crowded'
    else 'found'
  end`
}

function partsOf(past: PastShape, resource: Resource.Resource, form: Form): ReadonlyArray<Sql> {
  const at = sourceAt(past, resource)
  if (at === "now") return []
  return [
    sql`${touched(at)} as materialized (
  select touched.uid
  from (
    ${join(touchedBy(past, resource), "\n    union\n    ")}
  ) as touched
  limit ${raw(String(Query.touchedAtMost + 1))}
)`,
    sql`${rewound(at)} as materialized (
  ${rewoundRow(
    resource,
    form,
    sql`${touched(at)} as touched
  cross join lateral (
    select change.after, change.sealed
    from audit.change as change
    where change.resource = ${literal(resource.name)} and change.uid = touched.uid
      and change.at <= ${momentAt}${andSeen(past, "change")}
    order by change.version desc
    limit 1
  ) as image`
  )}
)`
  ]
}

/** By what a record tells of itself, by what is known of those that went, and by what an earlier page could not see. */
function touchedBy({ snapshot }: PastShape, resource: Resource.Resource): ReadonlyArray<Sql> {
  const updated = Resource.playing(resource, "last_updated_at")
  const own =
    updated === null
      ? []
      : [
          sql`select ${uidOfRow(resource, "record")} as uid
    from ${tableName(resource)} as record
    where ${of("record", updated)} > ${storedInstant(updated, momentAt)}`
        ]
  const gone = sql`select life.uid
    from audit.life as life
    where life.resource = ${literal(resource.name)} and life.at > ${momentAt}`
  if (snapshot === null) return [...own, gone]
  const seen = value(snapshot, "pg_snapshot")
  return [
    ...own,
    gone,
    sql`select change.uid
    from audit.change as change
    where change.tx >= pg_snapshot_xmin(${seen}) and not pg_visible_in_snapshot(change.tx, ${seen})
      and change.resource = ${literal(resource.name)}`
  ]
}

function andSeen({ snapshot }: PastShape, alias: string): Sql {
  if (snapshot === null) return raw("")
  return sql`
      and pg_visible_in_snapshot(${raw(alias)}.tx, ${value(snapshot, "pg_snapshot")})`
}
