/** Writes the whole record under the client's uid: over what is there, or as a new one that goes on counting its versions. */
import { type Cell, type Command, Predicate, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { of, tableName } from "../columns.ts"
import { allowsAbsent, conditionSql } from "../condition.ts"
import { contentSql } from "../content.ts"
import { outputOf } from "../output.ts"
import { predicateSql } from "../predicate.ts"
import { join, literal, name, raw, render, type Sql, sql } from "../Sql.ts"
import { type Input, raced, type Statement } from "../Statement.ts"
import { assignment } from "./assignment.ts"
import { insertion } from "./insertion.ts"
import { logInsert, nextInstant, nextVersion, prevCte, snapCte, uidEquals, uidValue } from "./parts.ts"
import { refusal } from "./verdict.ts"

type Replace = Input<Command.Replace<Resource.Any, Cell>>

export const replace = (input: Replace): Omit<Statement<Replace>, "name"> => {
  const { resource } = input.command
  const { uid, version } = resource.audit
  const output = outputOf(resource, null)
  const insert = insertion<Replace>(
    input,
    ({ command }) => command.values,
    ({ command }) => command.uid,
    nextVersion(resource, null, `v."prevVersion?"`),
    nextInstant<Replace>(resource, null, `v."prevAt?"`)
  )
  const set = assignment(input)
  const columns = join([...resource.columns.keys()].map(name), ", ")
  const log = logInsert<Replace>(resource, {
    uid: sql`${of("w", uid)}::text`,
    version: version === null ? nextVersion(resource, null, `v."prevVersion?"`) : of("w", version),
    operation: raw(`v."verdict?"`),
    at: nextInstant<Replace>(resource, "v", `v."prevAt?"`),
    after: contentSql(resource, "w"),
    pos: raw(`greatest(pg_current_xact_id(), v."pos?")`),
    from: raw("written w, verdict v")
  })
  const seen = predicateSql<Replace>(
    input.command.guard.see,
    ({ command }) => command.guard.see,
    resource,
    (field) => of("w", field)
  )
  return {
    ...render(sql<Replace>`with ${snapCte<Replace>(resource)},
target as materialized (select b.ctid as "at?", b.* from ${tableName(resource)} b where ${uidEquals<Replace>(resource, "b")} for no key update of b),
${prevCte<Replace>(resource)},
judged as materialized (select v.*, s."at?" as "snap?", p.version as "prevVersion?", p.at as "prevAt?", p.pos as "pos?", ${set.immutable("v")} as "immutable?"
  from (select 1) one left join target v on true left join snap s on true left join prev p on true),
verdict as materialized (select v.*, case when ${of("v", uid)} is null then ${absentVerdict(input, insert.valueOf)} else ${presentVerdict(input, set.valueOf)} end as "verdict?" from judged v),
inserted as (insert into ${tableName(resource)} (${insert.names}) select ${insert.values} from verdict v where v."verdict?" = 'create' on conflict (${name(uid)}) do nothing returning *),
updated as (update ${tableName(resource)} b set ${set.set} from verdict v where ${of("b", uid)} = ${of("v", uid)} and v."verdict?" = 'replace' returning b.*),
written as (select ${columns} from inserted union all select ${columns} from updated),
logged as (${log})
select ${output.list("w")}, (${seen}) is true, v."immutable?", v."verdict?" from verdict v left join written w on true`),
    read: (rows, { command }) => {
      const [answer] = rows
      const verdict = answer?.at(-1) ?? null
      const failure = refusal(verdict, resource, command.uid, "replace", answer?.at(-2) ?? null)
      if (failure !== null) return Result.fail(failure)
      // Somebody else made the record meanwhile: `on conflict do nothing` wrote none.
      if (output.rows(rows).metas()[0]?.uid === "") return Result.fail(raced)
      return Result.succeed(
        output.rows(rows, { created: verdict === "create", visible: answer?.at(-3) === "t" })
      )
    }
  }
}

/** A record that is there: unseen is a conflict, so that nobody takes over what they cannot see. */
function presentVerdict(input: Replace, valueOf: (field: string) => Sql<Replace>): Sql<Replace> {
  const { resource, guard, condition } = input.command
  const column = (field: string) => of("v", field)
  const see = predicateSql<Replace>(guard.see, ({ command }) => command.guard.see, resource, column)
  const act = predicateSql<Replace>(guard.act, ({ command }) => command.guard.act, resource, column)
  const become = predicateSql<Replace>(guard.become, ({ command }) => command.guard.become, resource, valueOf)
  const allowed = conditionSql<Replace>(condition, ({ command }) => command.condition, resource, "v")
  return sql<Replace>`case when not (${see}) is true then 'Conflict' when not (${act}) is true then 'NotPermitted' when not (${allowed}) then 'VersionMismatch'
  when v."immutable?" is not null then 'FieldImmutable' when not (${become}) is true then 'NewValuesRefused' when v."snap?" is distinct from v."at?" then 'Raced' else 'replace' end`
}

/** No record: a uid that was once deleted is free for those who may see its last image. */
function absentVerdict(input: Replace, valueOf: (field: string) => Sql<Replace>): Sql<Replace> {
  const { resource, guard, condition } = input.command
  const create = predicateSql<Replace>(guard.create, ({ command }) => command.guard.create, resource, valueOf)
  const image = predicateSql<Replace>(
    guard.see,
    ({ command }) => command.guard.see,
    resource,
    (field) => of("i", field)
  )
  const unseen = sql<Replace>`exists (select from (select c.after from audit.change c where c.resource = ${literal(resource.name)} and c.uid = ${uidValue<Replace>(resource)}::text
    and c.after is not null order by c.at desc, c.version desc limit 1) l cross join lateral jsonb_populate_record(null::${tableName(resource)}, l.after) i where not (${image}) is true)`
  return sql<Replace>`case when v."snap?" is not null then 'Raced' when not ${raw(String(allowsAbsent(condition)))} then 'VersionMismatch'
  when ${Predicate.isAlways(guard.see) ? raw("false") : unseen} then 'Conflict' when not (${create}) is true then 'NewValuesRefused' else 'create' end`
}
