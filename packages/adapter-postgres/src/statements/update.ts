/** Sets fields of a record: lock, judge, write, record and answer in one statement. */
import type { Cell, Command, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { of, tableName } from "../columns.ts"
import { conditionSql } from "../condition.ts"
import { contentSql } from "../content.ts"
import { outputOf } from "../output.ts"
import { predicateSql } from "../predicate.ts"
import { join, name, raw, render, sql } from "../Sql.ts"
import type { Input, Statement } from "../Statement.ts"
import { assignment } from "./assignment.ts"
import { logInsert, nextInstant, nextVersion, prevCte, snapCte, uidEquals } from "./parts.ts"
import { refusal } from "./verdict.ts"

type Update = Input<Command.Update<Resource.Any, Cell>>

export const update = (input: Update): Omit<Statement<Update>, "name"> => {
  const { resource, guard, condition } = input.command
  const output = outputOf(resource, null)
  const row = (alias: string) => (field: string) => of(alias, field)
  const see = predicateSql<Update>(guard.see, ({ command }) => command.guard.see, resource, row("b"))
  const seen = predicateSql<Update>(guard.see, ({ command }) => command.guard.see, resource, row("f"))
  const act = predicateSql<Update>(guard.act, ({ command }) => command.guard.act, resource, row("v"))
  const set = assignment(input)
  const become = predicateSql<Update>(
    guard.become,
    ({ command }) => command.guard.become,
    resource,
    set.valueOf
  )
  const allowed = conditionSql<Update>(condition, ({ command }) => command.condition, resource, "v")
  const columns = join([...resource.columns.keys()].map(name), ", ")
  const log = logInsert<Update>(resource, {
    uid: sql`${of("w", resource.audit.uid)}::text`,
    version:
      resource.audit.version === null
        ? nextVersion(resource, null, `v."prevVersion?"`)
        : of("w", resource.audit.version),
    operation: raw("'update'"),
    at: nextInstant<Update>(resource, "v", `v."prevAt?"`),
    after: contentSql(resource, "w"),
    pos: raw(`greatest(pg_current_xact_id(), v."pos?")`),
    from: raw("written w, verdict v")
  })
  // The same values again are no change; a rule on new values is judged before, so that it cannot be probed.
  return {
    ...render(sql<Update>`with ${snapCte<Update>(resource)},
target as materialized (select b.ctid as "at?", b.* from ${tableName(resource)} b where ${uidEquals<Update>(resource, "b")} and ${see} for no key update of b),
${prevCte<Update>(resource)},
judged as materialized (select v.*, ${set.immutable("v")} as "immutable?", s."at?" as "snap?", p.version as "prevVersion?", p.at as "prevAt?", p.pos as "pos?"
  from target v left join snap s on true left join prev p on true),
verdict as materialized (select v.*, case when not (${act}) is true then 'NotPermitted' when not (${allowed}) then 'VersionMismatch'
  when v."immutable?" is not null then 'FieldImmutable' when not (${become}) is true then 'NewValuesRefused'
  when not ${set.changes("v")} then 'unchanged' when v."snap?" is distinct from v."at?" then 'Raced' else 'written' end as "verdict?" from judged v),
written as (update ${tableName(resource)} b set ${set.set} from verdict v where ${of("b", resource.audit.uid)} = ${of("v", resource.audit.uid)} and v."verdict?" = 'written' returning b.*),
logged as (${log}),
final as (select ${columns} from written union all select ${columns} from verdict v where v."verdict?" = 'unchanged')
select ${output.list("f")}, (${seen}) is true, v."immutable?", v."verdict?" from verdict v left join final f on true`),
    read: (rows, { command: { uid } }) => {
      const [answer] = rows
      const failure = refusal(answer?.at(-1) ?? null, resource, uid, "update", answer?.at(-2) ?? null)
      return failure === null
        ? Result.succeed(output.rows(rows, { visible: answer?.at(-3) === "t" }))
        : Result.fail(failure)
    }
  }
}
