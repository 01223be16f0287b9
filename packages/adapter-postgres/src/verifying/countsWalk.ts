/** What `audit.life` counts of records that have neither change nor row, or one that was deleted softly. */
import type { Resource } from "@pgcrest/core"
import { andPresent } from "../sql/present.ts"
import { tableName } from "../sql/columns.ts"
import { hasUid } from "../sql/rowUid.ts"
import { literal, raw, sql, value } from "../sql/Sql.ts"
import { batchSize, type Walk } from "./Walk.ts"

const [after, upTo] = [value(0, "text"), value(1, "text")]

export const countsWalk = (resource: Resource.Resource): Walk => {
  const from = sql`from audit.life as life
where life.resource = ${literal(resource.name)} and life.uid > coalesce(${after}, '')`
  return {
    cells: 1,
    end: sql`select life.uid ${from} order by life.uid limit 1 offset ${raw(String(batchSize - 1))}`,
    batch: sql`select life.uid, life.version::text ${from} and (${upTo} is null or life.uid <= ${upTo})
  and (
    select true
    from audit.change as change
    where change.resource = life.resource and change.uid = life.uid
    limit 1
  ) is null
  and (select true from ${tableName(resource)} as record where ${hasUid(resource, "record", raw("life.uid"))}${andPresent(resource, "record")} limit 1) is null
order by life.uid`
  }
}
