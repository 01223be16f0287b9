/** The changes of one record that the caller may see: the record as it is, and each image, must be in sight. */
import { type Command, NotPermitted, Predicate, RecordNotFound, type Resource, Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { of, tableName } from "../columns.ts"
import { instantText } from "../content.ts"
import { predicateSql } from "../predicate.ts"
import { literal, raw, render, type Sql, sql, value } from "../Sql.ts"
import type { Input, Statement, TextRow } from "../Statement.ts"
import { readChange } from "./readChange.ts"
import { uidEquals, uidValue } from "./parts.ts"

type History = Input<Command.History<Resource.Any>>

export const history = ({ command: { resource, guard } }: History): Omit<Statement<History>, "name"> => {
  const column = (alias: string) => (field: string) => of(alias, field)
  const see = predicateSql<History>(guard.see, ({ command }) => command.guard.see, resource, column("p"))
  const act = predicateSql<History>(guard.act, ({ command }) => command.guard.act, resource, column("p"))
  const image = predicateSql<History>(guard.see, ({ command }) => command.guard.see, resource, column("i"))
  const ofRecord = sql<History>`c.resource = ${literal(resource.name)} and c.uid = ${uidValue<History>(resource)}::text`
  const populated = (after: Sql<unknown>) =>
    sql`jsonb_populate_record(null::${tableName(resource)}, ${after})`
  // What was deleted shows itself in the image before.
  const shown = Predicate.isAlways(guard.see)
    ? raw("true")
    : sql<History>`exists (select from ${populated(raw("coalesce(c.after, c.before_it)"))} i where ${image})`
  return {
    ...render(sql<History>`with present as materialized (select b.* from ${tableName(resource)} b where ${uidEquals<History>(resource, "b")}),
entries as materialized (select c.*, lag(c.after) over (order by c.at, c.version) as before_it from audit.change c where ${ofRecord}),
last as materialized (select e.after from entries e where e.after is not null order by e.at desc, e.version desc limit 1),
subject as materialized (select p.* from present p union all select i.* from last l cross join lateral ${populated(raw("l.after"))} i where not exists (select from present))
select h.uid, h.version, h.op, ${raw(instantText("h.at"))}, h.actor, h.request_id, h.after, (${act}) is true
from subject p left join lateral (select c.* from entries c where ${shown} order by c.at desc, c.version desc
  limit ${value<History>(({ command }) => command.limit, "bigint")} offset ${value<History>(({ command }) => command.offset, "bigint")}) h on (${act}) is true
where ${see}`),
    read: (rows, { command: { uid } }) => {
      const [first] = rows
      if (first === undefined) return Result.fail(new RecordNotFound({ resource: resource.name, uid }))
      if (first.at(-1) !== "t")
        return Result.fail(new NotPermitted({ resource: resource.name, act: "history" }))
      return Result.succeed(
        changes(
          resource,
          rows.filter(([id]) => id !== null)
        )
      )
    }
  }
}

function changes(resource: Resource.Any, rows: ReadonlyArray<TextRow>): Rows.Untyped {
  const parsed = () => rows.map((row) => readChange(resource, row))
  return {
    ...Rows.noFacts,
    count: rows.length,
    metas: () => parsed().map(({ uid, version }) => ({ uid, version: String(version) })),
    json: () => rows.map((row) => changeJson(resource.name, row)).join(","),
    values: parsed
  }
}

function changeJson(
  resource: string,
  [uid, version, operation, at, actor, requestId, after]: TextRow
): string {
  const head = JSON.stringify({ resource, uid, operation, at, actor, request_id: requestId })
  return `${head.slice(0, -1)},"version":${version},"after":${after ?? "null"}}`
}
