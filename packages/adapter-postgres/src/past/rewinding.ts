/** What a statement of the past is made of before anything is found: the uids that were touched since, and what those records were. */
import { Query, Resource } from "@pgcrest/core"
import type { PastShape, PastSource } from "../shape/PastShape.ts"
import { of, storedInstant, tableName } from "../sql/columns.ts"
import { momentAt, rewound, touched, uidOfRow } from "../sql/pastRows.ts"
import { join, literal, raw, type Sql, sql, value } from "../sql/Sql.ts"
import type { Form } from "../statements/numbering.ts"
import { rewoundRow } from "./rewoundRow.ts"

/** A resource as it was at one of the statement's moments. */
export interface Rewinding {
  readonly resource: Resource.Resource
  readonly at: PastSource
}

/** The parts that `sql/pastRows.ts` asks for. */
export const rewinding = (past: PastShape, { at, resource }: Rewinding, form: Form): ReadonlyArray<Sql> => [
  sql`${touched(at)} as materialized (
  select touched.uid
  from (
    ${join(touchedBy(past, { at, resource }), "\n    union\n    ")}
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
      and change.at <= ${momentAt(at)}${andSeen(past, "change")}
    order by change.version desc
    limit 1
  ) as image`
  )}
)`
]

/** By what a record tells of itself, by what is known of those that went, and by what an earlier page could not see. */
function touchedBy({ snapshot }: PastShape, { at, resource }: Rewinding): ReadonlyArray<Sql> {
  const updated = Resource.playing(resource, "last_updated_at")
  const own =
    updated === null
      ? []
      : [
          sql`select ${uidOfRow(resource, "record")} as uid
    from ${tableName(resource)} as record
    where ${of("record", updated)} > ${storedInstant(updated, momentAt(at))}`
        ]
  const gone = sql`select life.uid
    from audit.life as life
    where life.resource = ${literal(resource.name)} and life.at > ${momentAt(at)}`
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
