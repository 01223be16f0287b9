/**
 * A read as of a moment, by rewinding: what changed since is looked up in the trail, all else is taken as it is. What it
 * takes follows from the number of records that changed since, not from how many there are, or how long their histories are.
 */
import { MomentOutOfReach, Query, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { TextRow } from "../client/TextQuery.ts"
import { type MomentShape, type PastShape, sourceIn, sourceSince } from "../shape/PastShape.ts"
import { instantText } from "../sql/changeContent.ts"
import { touched } from "../sql/pastRows.ts"
import { join, raw, type Rendered, render, type Sql, sql, value } from "../sql/Sql.ts"
import type { Form } from "../statements/numbering.ts"
import { type Rewinding, rewinding } from "./rewinding.ts"
import { statementOf } from "../statements/statementOf.ts"

/** A statement that finds rows as of its moments: behind their cells it tells these, and whether they can be told. */
export const asOf = (past: PastShape, found: Sql, form: Form): Rendered => {
  const { moment, since } = past
  const moments =
    since === null
      ? [momentPart("moment", moment)]
      : [momentPart("moment", moment), momentPart("since", since)]
  const told = join(
    toldOf(past).map((name) => raw(`moment.${name}`)),
    ", "
  )
  return render(
    statementOf(
      [...moments, ...sourcesOf(past).flatMap((source) => rewinding(past, source, form))],
      sql`select page.*, ${told}
from (
  select ${momentsOf(past)}
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
}

/** The rows of such an answer without what stands behind them, and as of when they are; or why nobody can say. */
export const readThen = (
  { past, resource }: { readonly past: PastShape; readonly resource: Resource.Resource },
  rows: ReadonlyArray<TextRow>
): Result.Result<{ readonly rows: ReadonlyArray<TextRow>; readonly past: Query.Then }, MomentOutOfReach> => {
  const behind = toldOf(past).length
  const [at, snapshot, state] = rows[0]?.slice(-3) ?? []
  if (state !== "found")
    return Result.fail(new MomentOutOfReach({ resource: resource.name, ...lostBy(state ?? null) }))
  const found = rows.filter((row) => row.at(-1 - behind) != null).map((row) => row.slice(0, -1 - behind))
  const since = past.since === null ? {} : { since: rows[0]?.at(-behind) ?? "" }
  return Result.succeed({ rows: found, past: { at: at ?? "", snapshot: snapshot ?? "", ...since } })
}

/** Every resource at every moment of the statement. */
function sourcesOf(past: PastShape): ReadonlyArray<Rewinding> {
  const earlier = past.since === null ? [] : past.resources.slice(0, 1)
  return [
    ...earlier.map((resource) => ({ resource, at: sourceSince(past) })),
    ...past.resources.map((resource) => ({ resource, at: sourceIn(past, resource) }))
  ]
}

function momentPart(name: "moment" | "since", { _tag, value: hole }: MomentShape): Sql {
  const at =
    _tag === "Instant"
      ? sql`select ${value(hole, "timestamptz")} as at`
      : sql`select max(change.at) as at
  from audit.change as change
  where change.request_id = ${value(hole, "text")}`
  return sql`${raw(`"${name}?"`)} as materialized (
  ${at}
)`
}

/** What stands behind the cells of a row. */
function toldOf({ since }: PastShape): ReadonlyArray<string> {
  return since === null ? ["at", "snapshot", "state"] : ["since", "at", "snapshot", "state"]
}

function momentsOf(past: PastShape): Sql {
  const [since, beside] =
    past.since === null
      ? ["", ""]
      : [`${instantText("since.at")} as since, `, `\n  cross join "since?" as since`]
  return sql`${raw(since)}${raw(instantText("moment.at"))} as at, ${snapshotOf(past)} as snapshot, ${stateOf(past)} as state
  from "moment?" as moment${raw(beside)}`
}

function snapshotOf({ snapshot }: PastShape): Sql {
  return snapshot === null ? raw("pg_current_snapshot()::text") : value(snapshot, "text")
}

function stateOf(past: PastShape): Sql {
  const isCrowded = (at: Rewinding["at"]) =>
    sql`(select count(*) from ${touched(at)}) > ${raw(String(Query.touchedAtMost))}`
  if (past.since !== null)
    return sql`case
    when moment.at is null then 'unknown'
    when since.at is null then 'unknown since'
    when since.at > moment.at then 'reversed'
    when ${isCrowded(sourceSince(past))} then 'crowded since'
    else 'found'
  end`
  return sql`case
    when moment.at is null then 'unknown'
    when ${join(
      sourcesOf(past).map(({ at }) => isCrowded(at)),
      " or "
    )} then 'crowded'
    else 'found'
  end`
}

function lostBy(state: string | null): Pick<MomentOutOfReach, "reason" | "moment"> {
  switch (state) {
    case "crowded":
      return { reason: "crowded" }
    case "unknown since":
      return { reason: "unknown", moment: "since" }
    case "reversed":
      return { reason: "reversed", moment: "since" }
    case "crowded since":
      return { reason: "crowded", moment: "since" }
    default:
      return { reason: "unknown" }
  }
}
