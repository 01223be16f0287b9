/** A new record under a uid of the server's: nobody else can know it, so nothing is locked or looked up. */
import { type Cell, type Command, NewValuesRefused, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { of, tableName } from "../columns.ts"
import { contentSql } from "../content.ts"
import { outputOf } from "../output.ts"
import { predicateSql } from "../predicate.ts"
import { writtenTag } from "../rowTag.ts"
import { raw, render, type Sql, sql } from "../Sql.ts"
import type { Input, Statement } from "../Statement.ts"
import { insertion } from "./insertion.ts"
import { after, notBefore } from "./parts.ts"
import { besideTrail, changeCte, countsItself, type Form, lifeCte, trailCte } from "./trail.ts"

type Create = Input<Command.Create<Resource.Any, Cell>>

export const create = (input: Create, form: Form): Omit<Statement<Create>, "name"> => {
  const { resource, guard } = input.command
  const output = outputOf(resource, null)
  const version = after(form === "usual" ? [] : [raw("p.version")])
  const at = notBefore<Create>(form === "usual" ? [] : [raw("p.at")])
  const insert = insertion(input, version, at)
  const become = predicateSql<Create>(
    guard.create,
    ({ command }) => command.guard.create,
    resource,
    insert.valueOf
  )
  const see = predicateSql<Create>(
    guard.see,
    ({ command }) => command.guard.see,
    resource,
    (field) => of("w", field)
  )
  const life = countsItself(resource) ? raw("") : lifeOf(resource, version, at)
  const change = changeCte<Create>(resource, form, {
    uid: sql`${of("w", resource.audit.uid)}::text`,
    version: countsItself(resource) ? version : sql`case when t.version = ${version} then t.version end`,
    operation: raw("'create'"),
    at,
    before: raw("null"),
    after: contentSql(resource, "w"),
    from: sql`v left join w on true${raw(countsItself(resource) ? "" : " left join t on true")}${besideTrail(form)} where v."allowed?"`
  })
  return {
    ...render(sql<Create>`with ${trailCte<Create>(resource, form)}v as materialized (select (${become}) is true as "allowed?"),
w as (insert into ${tableName(resource)} as b (${insert.names}) select ${insert.values} from v${besideTrail(form)} where v."allowed?" returning b.*${raw(writtenTag(resource))}),
${life}${change}
select ${output.list("w")}, (${see}) is true, v."allowed?" from v left join w on true`),
    read: (rows) => {
      const [row] = rows
      if (row?.at(-1) !== "t") return Result.fail(new NewValuesRefused({ resource: resource.name }))
      return Result.succeed(output.rows(rows, { created: true, visible: row.at(-2) === "t" }))
    }
  }
}

function lifeOf(resource: Resource.Any, version: Sql<unknown>, at: Sql<Create>): Sql<Create> {
  const uid = sql`${of("w", resource.audit.uid)}::text`
  return sql<Create>`${lifeCte<Create>(resource, { uid, version, at, from: raw("w") })},
`
}
