/** Deletes a record and leaves a change that says so. */
import type { Command, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { of, tableName } from "../columns.ts"
import { conditionSql } from "../condition.ts"
import { outputOf } from "../output.ts"
import { predicateSql } from "../predicate.ts"
import { raw, render, sql } from "../Sql.ts"
import type { Input, Statement } from "../Statement.ts"
import { logInsert, nextInstant, nextVersion, prevCte, snapCte, uidEquals } from "./parts.ts"
import { refusal } from "./verdict.ts"

type Delete = Input<Command.Delete<Resource.Any>>

export const remove = (input: Delete): Omit<Statement<Delete>, "name"> => {
  const { resource, guard, condition } = input.command
  const output = outputOf(resource, null)
  const column = (alias: string) => (field: string) => of(alias, field)
  const see = predicateSql<Delete>(guard.see, ({ command }) => command.guard.see, resource, column("b"))
  const act = predicateSql<Delete>(guard.act, ({ command }) => command.guard.act, resource, column("v"))
  const allowed = conditionSql<Delete>(condition, ({ command }) => command.condition, resource, "v")
  const { uid } = resource.audit
  const log = logInsert<Delete>(resource, {
    uid: sql`${of("g", uid)}::text`,
    version: nextVersion(resource, "g", `v."prevVersion?"`),
    operation: raw("'delete'"),
    at: nextInstant<Delete>(resource, "v", `v."prevAt?"`),
    after: raw("null"),
    pos: raw(`greatest(pg_current_xact_id(), v."pos?")`),
    from: raw("gone g, verdict v")
  })
  return {
    ...render(sql<Delete>`with ${snapCte<Delete>(resource)},
target as materialized (select b.ctid as "at?", b.* from ${tableName(resource)} b where ${uidEquals<Delete>(resource, "b")} and ${see} for update of b),
${prevCte<Delete>(resource)},
verdict as materialized (select v.*, p.version as "prevVersion?", p.at as "prevAt?", p.pos as "pos?", case when not (${act}) is true then 'NotPermitted'
  when not (${allowed}) then 'VersionMismatch' when s."at?" is distinct from v."at?" then 'Raced' else 'deleted' end as "verdict?"
  from target v left join snap s on true left join prev p on true),
gone as (delete from ${tableName(resource)} b using verdict v where ${of("b", uid)} = ${of("v", uid)} and v."verdict?" = 'deleted' returning b.*),
logged as (${log})
select ${output.list("v")}, v."verdict?" from verdict v`),
    read: (rows, { command }) => {
      const failure = refusal(rows[0]?.at(-1) ?? null, resource, command.uid, "delete", null)
      return failure === null ? Result.succeed(output.rows(rows)) : Result.fail(failure)
    }
  }
}
