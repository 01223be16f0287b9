/** A new record under a uid of the server's: nobody else can know it, so nothing is locked or looked up. */
import type { Cell, Command, Resource } from "@pgcrest/core"
import { of, tableName } from "../sql/columns.ts"
import { contentSql } from "../sql/changeContent.ts"
import { outputOf } from "../rows/output.ts"
import { writtenTag } from "../sql/rowTag.ts"
import { raw, render, type Sql, sql } from "../sql/Sql.ts"
import type { Input, Statement } from "./Statement.ts"
import { changeCte } from "./change.ts"
import { insertion } from "./insertion.ts"
import { after, besideTrail, countsItself, type Form, lifeCte, notBefore, trailCte } from "./numbering.ts"
import { denies, grantsOn } from "./rule.ts"
import type { Stamped } from "./stamp.ts"
import { judgement, readJudged, verdictSql } from "./verdict.ts"

type Create = Input<Command.Create<Resource.Resource, Cell>>

export const create = (input: Create, form: Form): Omit<Statement<Create>, "name"> => {
  const { resource } = input.command
  const output = outputOf(resource, null)
  const version = after(form === "usual" ? [] : [raw("p.version")])
  const at = notBefore(form === "usual" ? [] : [raw("p.at")])
  const insert = insertion(input, version, at)
  const uid = sql`${of("w", resource.audit.uid)}::text`
  const life = counted(resource, uid, version, at)
  const change = changeCte(resource, form, {
    uid,
    version: life.version,
    operation: raw("'create'"),
    at,
    before: raw("null"),
    after: contentSql(resource, "w"),
    from: sql`v left join w on true${life.beside}${besideTrail(form)} where v."verdict?" = 'create'`
  })
  const verdict = verdictSql([["NewValuesRefused", denies(input, "create", insert.valueOf)]], "create")
  const told = judgement({ visible: grantsOn(input, "see", "w"), verdict: raw(`v."verdict?"`) })
  return {
    ...render(sql<Create>`with ${trailCte(resource, form)}v as materialized (select ${verdict} as "verdict?"),
w as (insert into ${tableName(resource)} as b (${insert.names}) select ${insert.values} from v${besideTrail(form)} where v."verdict?" = 'create' returning b.*${writtenTag(resource)}),
${life.cte}${change}
select ${output.list("w")}, ${told} from v left join w on true`),
    read: (rows, { stamp }) =>
      readJudged(rows, output, { resource: resource.name, uid: stamp.uid ?? "", act: "create" })
  }
}

/** Life counts what is made where its row does not; a uid that life knows already is no new one, and its version is null. */
function counted(resource: Resource.Resource, uid: Sql<unknown>, version: Sql<unknown>, at: Sql<Stamped>) {
  if (countsItself(resource)) return { cte: raw(""), beside: raw(""), version }
  return {
    cte: sql<Stamped>`${lifeCte(resource, { uid, version, at, from: raw("w") })},\n`,
    beside: raw(" left join t on true"),
    version: sql`case when t.version = ${version} then t.version end`
  }
}
