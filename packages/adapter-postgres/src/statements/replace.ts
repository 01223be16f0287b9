/**
 * Writes the whole record under the client's uid: over what is there, or as a new one that goes on counting its versions.
 * A new row is inserted before its tombstone is met, so that nothing is held while the row is waited for: tombstone first
 * deadlocks with units.
 */
import type { Cell, Command, Resource } from "@pgcrest/core"
import { of, tableName } from "../sql/columns.ts"
import { contentSql } from "../sql/changeContent.ts"
import { outputOf } from "../rows/output.ts"
import { carriedColumns, lockedTag, writtenTag } from "../sql/rowTag.ts"
import { name, raw, render, type Sql, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"
import { assignment } from "./assignment.ts"
import { changeCte } from "./change.ts"
import { type Insertion, insertion } from "./insertion.ts"
import {
  after,
  countsItself,
  type Form,
  lifeCte,
  lifeRowOver,
  notBefore,
  tombstone,
  trailCte,
  writtenAt,
  writtenVersion
} from "./numbering.ts"
import { absentVerdict, presentVerdict } from "./replaceVerdict.ts"
import { grantsOn } from "./rule.ts"
import { type Stamped, uidEquals } from "./stamp.ts"
import { judgement, readJudged } from "./verdict.ts"

export type Replace = Input<Command.Replace<Resource.Resource, Cell>>

export const replace = (input: Replace, form: Form): Omit<Statement<Replace>, "name"> => {
  const { resource } = input.command
  const { uid } = resource.audit
  const output = outputOf(resource, null)
  const insert = insertion<Replace>(input, raw(`a."next?"`), raw(`a."at?"`))
  const set = assignment(input, form)
  const change = changeCte(resource, form, {
    uid: sql`${of("w", uid)}::text`,
    version: raw(`w."version?"`),
    operation: raw(`w."op?"`),
    at: raw(`w."at?"`),
    before: sql`(select ${contentSql(resource, "v")} from v)`,
    after: contentSql(resource, "w"),
    from: raw("w")
  })
  const told = judgement<Replace>({
    visible: grantsOn(input, "see", "w"),
    immutable: raw(`v."immutable?"`),
    verdict: sql`coalesce(w."op?", v."verdict?", case a."verdict?" when 'create' then 'Raced' else a."verdict?" end)`
  })
  return {
    ...render(sql<Replace>`with v as materialized (select b.*${lockedTag(resource)}, ${set.immutable("b") ?? raw("null")} as "immutable?", ${presentVerdict(input, set, insert)} as "verdict?"
  from ${source(resource, "now")} where ${uidEquals(resource, "b")} for no key update of b),
${trailCte(resource, form)}${absent(input, insert, form)},
i as (insert into ${tableName(resource)} as b (${insert.names}) select ${insert.values} from a where a."verdict?" = 'create' on conflict (${name(uid)}) do nothing returning b.*${writtenTag(resource)}),
${life(resource, form)},
u as (update ${tableName(resource)} b set ${set.set} from v${set.beside} where ${of("b", uid)} = ${of("v", uid)} and v."verdict?" = 'replace' returning b.*${writtenTag(resource)}),
w as (select ${carriedColumns(resource, "i")}, 'create' as "op?", case when t.version = a."next?" then t.version end as "version?", a."at?" from i, t, a
  union all select ${carriedColumns(resource, "u")}, 'replace', ${writtenVersion(resource, "u")}, ${writtenAt(resource, "u", form)} from v left join u on true${set.beside} where v."verdict?" = 'replace'),
${change}
select ${output.list("w")}, ${told}
from (select 1) one left join v on true left join a on true left join w on true`),
    read: (rows, { command }) =>
      readJudged(rows, output, { resource: resource.name, uid: command.uid, act: "replace" })
  }
}

/** What is to be made where there is no row: its next version and instant, and whether it may be. */
function absent(input: Replace, insert: Insertion<Replace>, form: Form): Sql<Replace> {
  const known: Sql<Stamped> =
    form === "usual"
      ? sql<Stamped>`(${tombstone(input.command.resource)} and not exists (select from v)) p`
      : raw("p")
  return sql<Replace>`a as materialized (select ${after([raw("p.version")])} as "next?", ${notBefore([raw("p.at")])} as "at?", ${absentVerdict(input, insert)} as "verdict?"
  from (select 1) one left join ${known} on true where not exists (select from v))`
}

/** Life counts what is made and, where rows do not count themselves, what is written over. */
function life(resource: Resource.Resource, form: Form): Sql<Stamped> {
  const made = sql`select ${of("i", resource.audit.uid)}::text as uid, a."next?" as version, a."at?" as at from i, a`
  const rows: Sql<Stamped> = countsItself(resource)
    ? made
    : sql<Stamped>`${made} union all ${lifeRowOver(resource, form, "replace")}`
  const source = { uid: raw("n.uid"), version: raw("n.version"), at: raw("n.at") }
  return lifeCte(resource, { ...source, from: sql<Stamped>`(${rows}) n` })
}
