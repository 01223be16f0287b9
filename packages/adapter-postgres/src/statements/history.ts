/** The changes of one record that the caller may see: the record as it is, and each image, must be in sight. */
import { type Command, NotPermitted, Predicate, RecordNotFound, type Resource, Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { instantText } from "../sql/changeContent.ts"
import { raw, render, type Sql, sql, value } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"
import type { TextRow } from "../client/TextQuery.ts"
import { imageField, lastImage } from "./image.ts"
import { statementOf } from "./parts.ts"
import { changeJson, readChange } from "./readChange.ts"
import { grants, grantsOn, ruleSql } from "./rule.ts"
import { ofRecord, uidEquals } from "./stamp.ts"

type History = Input<Command.History<Resource.Resource>>

export const history = (input: History): Omit<Statement<History>, "name"> => {
  const { resource, select } = input.command
  return {
    ...render(
      statementOf(
        [presentRecord(input), lastImage(resource), judgedRecord(input)],
        sql<History>`select change.uid, change.version, change.op, ${raw(instantText("change.at"))},
  change.actor, change.request_id, change.after, judged."allowed?"
from "judged?" as judged
left join (${shownChanges(input)}) as change on judged."allowed?"
where judged."seen?"
order by change.version desc`
      )
    ),
    read: (rows, { command: { uid } }) => {
      const [first] = rows
      if (first === undefined) return Result.fail(new RecordNotFound({ resource: resource.name, uid }))
      if (first.at(-1) !== "t")
        return Result.fail(new NotPermitted({ resource: resource.name, act: "history" }))
      const told = rows.filter(([id]) => id !== null)
      return Result.succeed(changes(resource, select, told))
    }
  }
}

/** The record as it is: whether the caller sees it, and may read its history. */
function presentRecord(input: History): Sql<History> {
  const { resource } = input.command
  return sql<History>`"present?" as materialized (
  select ${grantsOn(input, "see", "record")} as "seen?", ${grantsOn(input, "act", "record")} as "allowed?"
  from ${source(resource, "now")}
  where ${uidEquals(resource, "record")}
)`
}

/** The same of the record, or, of one that was deleted, of what it held last. */
function judgedRecord(input: History): Sql<History> {
  const field = imageField(input.command.resource)
  const [seen, allowed] = [grants(input, "see", field), grants(input, "act", field)]
  return sql<History>`"judged?" as materialized (
  select present."seen?", present."allowed?"
  from "present?" as present
  union all
  select ${seen}, ${allowed}
  from "image?" as image
  where not exists (select from "present?")
)`
}

/** The page of changes that is asked for, of those whose image the caller sees. */
function shownChanges(input: History): Sql<History> {
  const { resource, guard, select } = input.command
  const content = select === null || select.includes("after") ? "change.after" : "null::jsonb as after"
  const limit = value<History>(({ command }) => command.page.limit, "bigint")
  const offset = value<History>(({ command }) => command.page.offset, "bigint")
  return sql<History>`
  select change.uid, change.version, change.op, change.at, change.actor, change.request_id, ${raw(content)}
  from audit.change as change
  where ${ofRecord(resource, "change")}${Predicate.isAlways(guard.see) ? raw("") : andShown(input)}
  order by change.version desc
  limit ${limit} offset ${offset}
`
}

/** Whether the caller sees the image of a change; what was deleted shows itself in the image before. */
function andShown(input: History): Sql<History> {
  return sql<History>` and exists (
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
    where ${ruleSql(input, "see", imageField(input.command.resource))}
  )`
}

function changes(
  resource: Resource.Resource,
  select: Command.History<Resource.Resource>["select"],
  rows: ReadonlyArray<TextRow>
): Rows.Untyped {
  return {
    ...Rows.noFacts,
    count: rows.length,
    metas: () => rows.map(([uid, version]) => ({ uid: uid ?? "", version: version ?? null })),
    json: () => rows.map((row) => changeJson(resource.name, select, row)).join(","),
    values: () => rows.map((row) => Rows.chosenOf(select, readChange(resource, row)))
  }
}
