/** What one request did to records of any resource, and what became of them since. */
import { Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { TraceShape } from "../shape/Shape.ts"
import { raw, render, sql, value } from "../sql/Sql.ts"
import { readChange } from "../statements/readChange.ts"
import type { Statement } from "../statements/Statement.ts"
import { factColumns } from "../statements/trailPage.ts"

/**
 * Within a transaction `cmin` counts its statements, so that the last change comes first. Who copies the trail to another
 * cluster loses that, as they lose `tx`.
 */
export const trace = ({ resource, requestId, most }: TraceShape): Statement => ({
  ...render(sql`with "done?" as materialized (
  select change.resource, change.uid, min(change.version) as first
  from audit.change as change
  where change.request_id = ${value(requestId, "text")}
  group by change.resource, change.uid
)
select change.resource, ${raw(factColumns)}
from "done?" as done
cross join lateral (
  select change.*, change.cmin::text::bigint as "place?"
  from audit.change as change
  where change.resource = done.resource and change.uid = done.uid and change.version >= done.first - 1
) as change
order by change.tx desc, change."place?" desc, change.version desc, change.uid desc
limit ${value(most, "bigint")}`),
  read: (rows) => {
    // Metadata are another resource's, and contents were not read.
    const changes = rows.map(([name, ...row]) => ({
      ...readChange(resource, row),
      resource: name ?? "",
      metadata: null
    }))
    return Result.succeed(Rows.fromChanges(resource, changes, null))
  }
})
