/** The changes of one record that the caller may see: the record as it is, and each image, must be in sight. */
import { type Command, NotPermitted, Predicate, RecordNotFound, type Resource, Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { instantText } from "../sql/changeContent.ts"
import { raw, render, type Sql, sql, value } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"
import type { TextRow } from "../client/TextQuery.ts"
import { imageField, lastImage } from "./image.ts"
import { changeJson, readChange } from "./readChange.ts"
import { grants, grantsOn, ruleSql } from "./rule.ts"
import { ofRecord, uidEquals } from "./stamp.ts"

type History = Input<Command.History<Resource.Resource>>

export const history = (input: History): Omit<Statement<History>, "name"> => {
  const { resource, guard, select } = input.command
  const last = (part: "see" | "act") => grants(input, part, imageField(resource, "d"))
  const content = raw(select === null || select.includes("after") ? "c.after" : "null::jsonb as after")
  return {
    ...render(sql<History>`with r as materialized (select ${grantsOn(input, "see", "b")} as "seen?", ${grantsOn(input, "act", "b")} as "allowed?" from ${source(resource, "now")} where ${uidEquals(resource, "b")}),
s as materialized (select r.* from r union all select ${last("see")}, ${last("act")} from ${lastImage(resource)} d where not exists (select from r))
select h.uid, h.version, h.op, ${raw(instantText("h.at"))}, h.actor, h.request_id, h.after, s."allowed?"
from s left join lateral (select c.uid, c.version, c.op, c.at, c.actor, c.request_id, ${content} from audit.change c where ${ofRecord(resource)}${Predicate.isAlways(guard.see) ? raw("") : shown(input)} order by c.version desc
  limit ${value<History>(({ command }) => command.limit, "bigint")} offset ${value<History>(({ command }) => command.offset, "bigint")}) h on s."allowed?"
where s."seen?" order by h.version desc`),
    read: (rows, { command: { uid } }) => {
      const [first] = rows
      if (first === undefined) return Result.fail(new RecordNotFound({ resource: resource.name, uid }))
      if (first.at(-1) !== "t")
        return Result.fail(new NotPermitted({ resource: resource.name, act: "history" }))
      return Result.succeed(
        changes(
          resource,
          select,
          rows.filter(([id]) => id !== null)
        )
      )
    }
  }
}

/** Whether the caller sees the image of the change `c`; what was deleted shows itself in the image before. */
function shown(input: History): Sql<History> {
  const image = ruleSql(input, "see", imageField(input.command.resource, "i"))
  return sql<History>` and exists (select from (select coalesce(c.after, (select d.after from audit.change d where d.resource = c.resource and d.uid = c.uid
    and d.version < c.version and d.after is not null order by d.version desc limit 1)) as after) i where ${image})`
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
