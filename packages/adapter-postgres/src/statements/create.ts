/** A new record under a uid of the server's: row and change in one statement. */
import { type Cell, type Command, NewValuesRefused, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { of, tableName } from "../columns.ts"
import { contentSql } from "../content.ts"
import { outputOf } from "../output.ts"
import { predicateSql } from "../predicate.ts"
import { raw, render, sql, value } from "../Sql.ts"
import type { Input, Statement } from "../Statement.ts"
import { insertion } from "./insertion.ts"
import { at, logInsert } from "./parts.ts"

type Create = Input<Command.Create<Resource.Any, Cell>>

export const create = (input: Create): Omit<Statement<Create>, "name"> => {
  const { resource, guard } = input.command
  const output = outputOf(resource, null)
  const insert = insertion(
    input,
    ({ command }) => command.values,
    ({ stamp }) => stamp.uid,
    raw("1"),
    value<Create>(at, "timestamptz")
  )
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
    (field) => of("n", field)
  )
  const log = logInsert<Create>(resource, {
    uid: sql`${of("n", resource.audit.uid)}::text`,
    version: raw("1"),
    operation: raw("'create'"),
    at: value<Create>(at, "timestamptz"),
    after: contentSql(resource, "n"),
    pos: raw("pg_current_xact_id()"),
    from: raw("made n")
  })
  return {
    ...render(sql<Create>`with made as (insert into ${tableName(resource)} (${insert.names}) select ${insert.values} where ${become} returning *),
logged as (${log})
select ${output.list("n")}, (${see}) is true from made n`),
    read: (rows) => {
      const [row] = rows
      if (row === undefined) return Result.fail(new NewValuesRefused({ resource: resource.name }))
      return Result.succeed(output.rows(rows, { created: true, visible: row.at(-1) === "t" }))
    }
  }
}
