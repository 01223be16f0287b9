/** The changes of one record that the caller may see: the record as it is, and each image, must be in sight. */
import { NotPermitted, RecordNotFound, Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { PredicateShape } from "../shape/PredicateShape.ts"
import type { HistoryShape } from "../shape/Shape.ts"
import { instantText } from "../sql/changeContent.ts"
import { predicateSql } from "../sql/predicate.ts"
import { raw, render, type Sql, sql, value } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { lastImage, ofImage } from "./image.ts"
import { statementOf } from "./statementOf.ts"
import { readChange } from "./readChange.ts"
import { onRow } from "../sql/term.ts"
import { grants, isOpen } from "./rule.ts"
import { isNamed } from "../sql/key.ts"
import { ofRecord } from "./stamp.ts"
import type { Statement } from "./Statement.ts"

export const history = (shape: HistoryShape): Statement => {
  const { resource, select } = shape
  return {
    ...render(
      statementOf(
        [presentRecord(shape), lastImage(resource), judgedRecord(shape)],
        sql`select change.uid, change.version, change.op, ${raw(instantText("change.at"))},
  change.actor, change.request_id, change.after, judged."allowed?"
from "judged?" as judged
left join (${shownChanges(shape)}) as change on judged."allowed?"
where judged."seen?"
order by change.version desc`
      )
    ),
    read: (rows, { uid }) => {
      const [first] = rows
      if (first === undefined) return Result.fail(new RecordNotFound({ resource: resource.name, uid }))
      if (first.at(-1) !== "t")
        return Result.fail(new NotPermitted({ resource: resource.name, act: "history" }))
      const changes = rows.flatMap((row) => (row[0] === null ? [] : [readChange(resource, row)]))
      return Result.succeed(Rows.fromChanges(resource, changes, select))
    }
  }
}

/** The record as it is: whether the caller sees it, and may read its history. */
function presentRecord({ resource, see, using }: HistoryShape): Sql {
  const [seen, allowed] = [grants(see, onRow("record")), grants(using, onRow("record"))]
  return sql`"present?" as materialized (
  select ${seen} as "seen?", ${allowed} as "allowed?"
  from ${source(resource, "now")}
  where ${isNamed(resource, "record")}
)`
}

/** The same of the record, or, of one that was deleted, of what it held last. */
function judgedRecord({ see, using }: HistoryShape): Sql {
  const [seen, allowed] = [grants(see, ofImage), grants(using, ofImage)]
  return sql`"judged?" as materialized (
  select present."seen?", present."allowed?"
  from "present?" as present
  union all
  select ${seen}, ${allowed}
  from "image?" as image
  where not exists (select from "present?")
)`
}

/** The page of changes that is asked for, of those whose image the caller sees. */
function shownChanges({ resource, see, select, limit, offset }: HistoryShape): Sql {
  const content = select === null || select.includes("after") ? "change.after" : "null::jsonb as after"
  return sql`
  select change.uid, change.version, change.op, change.at, change.actor, change.request_id, ${raw(content)}
  from audit.change as change
  where ${ofRecord(resource, "change")}${isOpen(see) ? raw("") : andShown(see)}
  order by change.version desc
  limit ${value(limit, "bigint")} offset ${value(offset, "bigint")}
`
}

/** Whether the caller sees the image of a change; what was deleted shows itself in the image before. */
function andShown(see: PredicateShape): Sql {
  return sql` and exists (
    select from (
      select coalesce(change.after, (
        select earlier.after
        from audit.change as earlier
        where earlier.resource = change.resource and earlier.uid = change.uid
          and earlier.version < change.version and earlier.after is not null
        order by earlier.version desc
        limit 1
      )) as after
    ) as image
    where ${predicateSql(see, ofImage)}
  )`
}
