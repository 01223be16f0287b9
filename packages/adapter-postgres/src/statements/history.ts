/** The changes of one record that the caller may see: the record as it is, and each image, must be in sight. */
import { type ChangeField, NotPermitted, RecordNotFound, Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { PredicateShape } from "../shape/PredicateShape.ts"
import type { HistoryShape } from "../shape/Shape.ts"
import { instantText } from "../sql/changeContent.ts"
import { predicateSql } from "../sql/predicate.ts"
import { raw, render, type Sql, sql, value } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { lastImage, ofImage } from "./image.ts"
import { statementOf } from "./statementOf.ts"
import { contentIn, readChange } from "./readChange.ts"
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
        sql`select ${raw(told)}, judged."allowed?"
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
      const found = rows.filter((row) => row[0] !== null)
      const changes = found.map((row) => readChange(resource, row))
      return Result.succeed(Rows.fromChanges(resource, changes, select, () => found.map(contentIn)))
    }
  }
}

/** The columns of a change but for its contents, and all of it as `readChange` reads it. */
const columns =
  "change.uid, change.version, change.op, change.at, change.actor, change.on_behalf_of, change.issuer, change.request_id, change.client_request_id, change.trace_id, change.via, change.reason, change.metadata"
/** A change but for its contents, as `readChange` reads it. */
export const toldColumns = columns.replace("change.at", instantText("change.at"))
const told = `${toldColumns}, change.before, change.after, change.sealed`

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
  const isTold = (field: ChangeField) => select === null || select.includes(field)
  const before = isTold("before") ? shownBefore(see) : raw("null::jsonb")
  const contents = isTold("after")
    ? "change.after, change.sealed"
    : "null::jsonb as after, null::jsonb as sealed"
  return sql`
  select ${raw(columns)}, ${before} as before, ${raw(contents)}
  from audit.change as change
  where ${ofRecord(resource, "change")}${isOpen(see) ? raw("") : andShown(see)}
  order by change.version desc
  limit ${value(limit, "bigint")} offset ${value(offset, "bigint")}
`
}

/** What a write met, where the caller sees that. */
function shownBefore(see: PredicateShape): Sql {
  if (isOpen(see)) return raw("change.before")
  return sql`(
    select image.after
    from (select change.before as after, null::jsonb as sealed) as image
    where ${predicateSql(see, ofImage)}
  )`
}

/** Whether the caller sees the image of a change; what was deleted shows itself in the image before. */
function andShown(see: PredicateShape): Sql {
  return sql` and exists (
    select from (
      select change.after, change.sealed
      where change.after is not null
      union all (
        select earlier.after, earlier.sealed
        from audit.change as earlier
        where change.after is null and earlier.resource = change.resource and earlier.uid = change.uid
          and earlier.version < change.version and earlier.after is not null
        order by earlier.version desc
        limit 1
      )
    ) as image
    where ${predicateSql(see, ofImage)}
  )`
}
