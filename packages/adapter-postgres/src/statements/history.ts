/** The changes of one record that the caller may see: the record as it is, and each image, must be in sight. */
import { type Command, NotPermitted, Predicate, RecordNotFound, type Resource, Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { of, tableName } from "../columns.ts"
import { instantText } from "../content.ts"
import { predicateSql } from "../predicate.ts"
import { raw, render, type Sql, sql, value } from "../Sql.ts"
import type { Input, Statement, TextRow } from "../Statement.ts"
import { imageField } from "./image.ts"
import { uidEquals } from "./parts.ts"
import { changeJson, readChange } from "./readChange.ts"
import { ofRecord } from "./trail.ts"

type History = Input<Command.History<Resource.Any>>

export const history = ({ command }: History): Omit<Statement<History>, "name"> => {
  const { resource, guard, select } = command
  const ours = ofRecord<History>(resource)
  const rules = (field: (name: string) => Sql<unknown>) => ({
    see: predicateSql<History>(guard.see, (input) => input.command.guard.see, resource, field),
    act: predicateSql<History>(guard.act, (input) => input.command.guard.act, resource, field)
  })
  const [row, last, image] = [
    rules((field) => of("b", field)),
    rules(imageField(resource, "d.after")),
    rules(imageField(resource, "i.after"))
  ]
  const before = sql<History>`(select d.after from audit.change d where d.resource = c.resource and d.uid = c.uid and d.version < c.version and d.after is not null order by d.version desc limit 1)`
  // What was deleted shows itself in the image before.
  const shown = Predicate.isAlways(guard.see)
    ? raw("")
    : sql<History>` and exists (select from (select coalesce(c.after, ${before}) as after) i where ${image.see})`
  const content = raw(select === null || select.includes("after") ? "c.after" : "null::jsonb as after")
  return {
    ...render(sql<History>`with r as materialized (select (${row.see}) is true as "seen?", (${row.act}) is true as "allowed?" from ${tableName(resource)} b where ${uidEquals<History>(resource, "b")}),
s as materialized (select r.* from r union all select (${last.see}) is true, (${last.act}) is true
  from (select c.after from audit.change c where ${ours} and c.after is not null order by c.version desc limit 1) d where not exists (select from r))
select h.uid, h.version, h.op, ${raw(instantText("h.at"))}, h.actor, h.request_id, h.after, s."allowed?"
from s left join lateral (select c.uid, c.version, c.op, c.at, c.actor, c.request_id, ${content} from audit.change c where ${ours}${shown} order by c.version desc
  limit ${value<History>((input) => input.command.limit, "bigint")} offset ${value<History>((input) => input.command.offset, "bigint")}) h on s."allowed?"
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

function changes(
  resource: Resource.Any,
  select: Command.History<Resource.Any>["select"],
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
