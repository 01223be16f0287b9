/** A new record under a uid of the server's: nobody else can know it, so nothing is locked or looked up. */
import { type Cell, type Command, Projection, type Resource } from "@pgcrest/core"
import { of } from "../sql/columns.ts"
import { contentSql } from "../sql/changeContent.ts"
import { outputOf } from "../rows/output.ts"
import { writtenTag } from "../sql/rowTag.ts"
import { raw, render, type Sql, sql } from "../sql/Sql.ts"
import { target } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"
import { loggedChange } from "./change.ts"
import { givenValues } from "./given.ts"
import { insertion, type Insertion } from "./insertion.ts"
import { after, besideTrail, countsItself, type Form, life, notBefore, trail } from "./numbering.ts"
import { statementOf } from "./parts.ts"
import { denies, grantsOn } from "./rule.ts"
import type { Stamped } from "./stamp.ts"
import { judgement, readJudged, verdictSql } from "./verdict.ts"

type Create = Input<Command.Create<Resource.Resource, Cell>>

/** What the new record is told to be. */
interface New {
  readonly uid: Sql<Stamped>
  readonly version: Sql<Stamped>
  readonly at: Sql<Stamped>
}

export const create = (input: Create, form: Form): Omit<Statement<Create>, "name"> => {
  const { resource } = input.command
  const output = outputOf(resource, Projection.whole(resource))
  const made: New = {
    uid: sql`${of("written", resource.audit.uid)}::text`,
    version: after(form === "usual" ? [] : [raw("trail.version")]),
    at: notBefore(form === "usual" ? [] : [raw("trail.at")])
  }
  const insert = insertion(input, givenValues(), { version: made.version, instant: made.at })
  const told = judgement({
    visible: grantsOn(input, "see", "written"),
    immutable: null,
    verdict: raw(`judged."verdict?"`)
  })
  return {
    ...render(
      statementOf<Create>(
        [
          trail(resource, form),
          judgedValues(input, insert),
          writtenRecord(input, insert, form),
          countedCreate(resource, made),
          loggedCreate(resource, form, made)
        ],
        sql<Create>`select ${output.list("written")},
  ${told}
from "judged?" as judged
left join "written?" as written on true`
      )
    ),
    read: (rows, { stamp }) =>
      readJudged(rows, output, { resource: resource.name, uid: stamp.uid ?? "", act: "create" })
  }
}

/** Whether the caller may create these values. */
function judgedValues(input: Create, insert: Insertion<Create>): Sql<Create> {
  const verdict = verdictSql([["NewValuesRefused", denies(input, "create", insert.valueOf)]], "create")
  return sql<Create>`"judged?" as materialized (
  select ${verdict} as "verdict?"
)`
}

/** The new row. */
function writtenRecord(
  { command: { resource } }: Create,
  insert: Insertion<Create>,
  form: Form
): Sql<Create> {
  return sql<Create>`"written?" as (
  insert into ${target(resource)} (${insert.names})
  select ${insert.values}
  from "judged?" as judged${besideTrail(form)}
  where judged."verdict?" = 'create'
  returning record.*${writtenTag(resource)}
)`
}

/** Life counts what is made where its row does not count itself. */
function countedCreate(resource: Resource.Resource, made: New): Sql<Stamped> | null {
  return countsItself(resource) ? null : life(resource, [{ ...made, from: raw(`"written?" as written`) }])
}

/** The change; a uid that life knows already is no new one, and its version is null. */
function loggedCreate(resource: Resource.Resource, form: Form, { uid, version, at }: New): Sql<Stamped> {
  const [counted, beside] = countsItself(resource)
    ? [version, raw("")]
    : [
        sql<Stamped>`case when life.version = ${version} then life.version end`,
        raw(`\n  left join "life?" as life on true`)
      ]
  return loggedChange(resource, form, {
    uid,
    version: counted,
    operation: raw("'create'"),
    at,
    before: raw("null"),
    after: contentSql(resource, "written"),
    from: sql<Stamped>`"judged?" as judged
  left join "written?" as written on true${beside}${besideTrail(form)}
  where judged."verdict?" = 'create'`
  })
}
