/** The changes of a resource, record by record: whether each follows the one before it, and the last one tells the row. */
import { Resource, type TrailFault } from "@pgcrest/core"
import type { TextRow } from "../client/TextQuery.ts"
import { contentSql } from "../sql/changeContent.ts"
import { of, tableName } from "../sql/columns.ts"
import { hasUid } from "../sql/rowUid.ts"
import { literal, raw, type Sql, sql, value } from "../sql/Sql.ts"
import { andPresent } from "../sql/present.ts"
import { countsItself } from "../statements/numbering.ts"
import { isSealing } from "../statements/sealedChange.ts"
import { sealedFits } from "./sealedFit.ts"
import { isMissing, laterOfOthers } from "./sharing.ts"
import { batchSize, type Walk } from "./Walk.ts"

const [after, upTo] = [value(0, "text"), value(1, "text")]

/** What comes before a record's first change is not asked for: retention and adoption begin anywhere. */
export const changesWalk = (resource: Resource.Resource, others: ReadonlyArray<Resource.Resource>): Walk => ({
  cells: 1,
  end: sql`select change.uid
from audit.change as change
where change.resource = ${literal(resource.name)} and change.uid > coalesce(${after}, '')
order by change.uid, change.version
limit 1 offset ${raw(String(batchSize))}`,
  batch: sql`with ordered as materialized (
  select change.uid, change.version, change.op, change.at, change.tableoid as part,
    coalesce(change.after || change.sealed, change.after) as content, ${sealedFits} as "fits?",
    lag(change.version) over record as before, lag(change.at) over record as "before at?",
    lead(change.version) over record is null as "last?"
  from audit.change as change
  where change.resource = ${literal(resource.name)} and change.uid > coalesce(${after}, '') and (${upTo} is null or change.uid <= ${upTo})
  window record as (partition by change.uid order by change.version, change.at)
),
ended as materialized (
  ${endedRecords(resource, others)}
)
select 'VersionRepeated', uid, version::text, null, null from ordered where version = before
union all
select 'VersionsMissing', uid, (before + 1)::text, (version - 1)::text, null from ordered where ${isMissing(resource, others)}
union all
select 'SealedAltered', uid, version::text, null, null from ordered where not "fits?"
union all
select 'InstantBackwards', uid, version::text, null, null from ordered where at < "before at?"
union all
select ended."fault?", uid, version::text, held::text, fields::text from ended where ended."fault?" is not null
union all
select ${countFault(resource)}
union all
select 'DefaultPartitionUsed', null, count(*)::text, null, null from ordered where part = ${defaultPartition} having count(*) > 0`
})

// One that has no other beside it is where all changes belong.
const defaultPartition = raw(`(
  select t.partdefid
  from pg_catalog.pg_partitioned_table as t
  where t.partrelid = 'audit.change'::pg_catalog.regclass
    and (select count(*) from pg_catalog.pg_inherits as i where i.inhparent = t.partrelid) > 1
)`)

/** The last change of each record beside its row and its count. Each asks an index, lest a batch reads a table. */
function endedRecords(resource: Resource.Resource, others: ReadonlyArray<Resource.Resource>): Sql {
  const version = Resource.playing(resource, "version")
  const held = version === null ? raw("null::bigint") : sql`${of("record", version)}::bigint`
  const sealed = isSealing(resource) ? sql` || ${contentSql(resource, "record", "sealed")}` : raw("")
  return sql`select ordered.uid, ordered.version, ordered.op, row.held, life.version as counted, differing.fields,
    case
      when later."told?" then null
      when row."there?" is null and ordered.op <> 'delete' then 'RowGone'
      when row."there?" and ordered.op = 'delete' then 'RowAfterDelete'
      when row.held > ordered.version then 'RowAhead'
      when row.held < ordered.version then 'RowBehind'
      when differing.fields is not null then 'RowDiffers'
    end as "fault?"
  from ordered
  left join lateral (
    select true as "there?", ${held} as held, ${contentSql(resource, "record")}${sealed} as content
    from ${tableName(resource)} as record
    where ${hasUid(resource, "record", raw("ordered.uid"))}${andPresent(resource, "record")}
    limit 1
  ) as row on true
  ${laterOfOthers(resource, others)}
  left join lateral (
    select life.version
    from audit.life as life
    where life.resource = ${literal(resource.name)} and life.uid = ordered.uid
    limit 1
  ) as life on true
  left join lateral (
    select jsonb_agg(cell.key order by cell.key) as fields
    from jsonb_each(row.content) as cell
    where row.content is distinct from ordered.content and ordered.content ? cell.key
      and ordered.content -> cell.key is distinct from cell.value
      and ordered.content ->> cell.key is distinct from row.content ->> cell.key
  ) as differing on ordered.content is not null
  where ordered."last?"`
}

/** A row that counts itself needs no count until it is gone; no count is ever greater than the last change. */
function countFault(resource: Resource.Resource): Sql {
  const isNeeded = countsItself({ ...resource, trail: { ...resource.trail, counted: false } })
    ? "op = 'delete'"
    : "true"
  const isBehind = countsItself(resource) ? "op = 'delete' and counted < version" : "counted < version"
  return raw(`case when counted > version then 'CountAhead' else 'CountBehind' end, uid, version::text, counted::text, null from ended
where (counted is null and ${isNeeded}) or (${isBehind}) or (counted > version and "fault?" is distinct from 'RowAhead')`)
}

/** The fault that a row of a batch tells. */
export const changesFault = (
  { name: resource }: Resource.Resource,
  [tag, uid_ = null, first, second = null, names = null]: TextRow
): TrailFault => {
  const [uid, recorded, other] = [String(uid_), String(first), String(second)]
  switch (tag) {
    case "VersionRepeated":
    case "SealedAltered":
    case "InstantBackwards":
      return { _tag: tag, resource, uid, version: recorded }
    case "VersionsMissing":
      return { _tag: tag, resource, uid, first: recorded, last: other }
    case "RowGone":
    case "RowAfterDelete":
      return { _tag: tag, resource, uid, recorded }
    case "RowAhead":
    case "RowBehind":
      return { _tag: tag, resource, uid, version: other, recorded }
    case "CountAhead":
      return { _tag: tag, resource, uid, counted: other, recorded }
    case "CountBehind":
      return { _tag: tag, resource, uid, counted: second, recorded }
    case "DefaultPartitionUsed":
      return { _tag: tag, resource, changes: Number(first) }
    default:
      return { _tag: "RowDiffers", resource, uid, version: recorded, fields: namesIn(names) }
  }
}

function namesIn(json: string | null): ReadonlyArray<string> {
  const parsed: unknown = JSON.parse(json ?? "[]")
  return Array.isArray(parsed) ? parsed.map(String) : []
}
