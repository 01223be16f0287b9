/**
 * A new record under a uid of the server's: nobody else can know it, so nothing is locked or looked up. Where one field of
 * its own is its address, one that was deleted out of sight keeps it.
 */
import { Projection, Resource } from "@pgcrest/core"
import type { CreateShape } from "../shape/Shape.ts"
import { uidOf } from "../sql/key.ts"
import { contentSql } from "../sql/changeContent.ts"
import { outputOf } from "../rows/output.ts"
import { writtenTag } from "../sql/rowTag.ts"
import { raw, render, type Sql, sql } from "../sql/Sql.ts"
import { destination } from "../sql/source.ts"
import type { Statement } from "./Statement.ts"
import { loggedChange } from "./change.ts"
import { lastImage, ofImage } from "./image.ts"
import { insertion, type Insertion } from "./insertion.ts"
import { after, besideTrail, countsItself, type Form, life, notBefore, trail } from "./numbering.ts"
import { statementOf } from "./statementOf.ts"
import { refersUnseen } from "./references.ts"
import { denies, grants, isOpen, onRow } from "./rule.ts"
import { judgement, readJudged, verdictSql } from "./verdict.ts"

/** What the new record is told to be. */
interface New {
  readonly uid: Sql
  readonly version: Sql
  readonly at: Sql
}

export const create = (shape: CreateShape, form: Form): Statement => {
  const { resource } = shape
  const output = outputOf(resource, Projection.whole(resource))
  const made: New = {
    uid: uidOf(resource, "written"),
    version: after(form === "usual" ? [] : [raw("trail.version")]),
    at: notBefore(form === "usual" ? [] : [raw("trail.at")])
  }
  const insert = insertion(shape, { version: made.version, instant: made.at })
  const told = judgement({
    visible: grants(shape.see, onRow("written")),
    immutable: null,
    verdict: raw(`judged."verdict?"`)
  })
  return {
    ...render(
      statementOf(
        [
          trail(resource, form),
          hides(shape) === null ? null : lastImage(resource),
          judgedValues(shape, insert),
          writtenRecord(resource, insert, form),
          countedCreate(resource, made, form),
          loggedCreate(shape, form, made)
        ],
        sql`select ${output.list("written")},
  ${told}
from "judged?" as judged
left join "written?" as written on true`
      )
    ),
    read: (rows, asked) => readJudged(rows, output.written, { ...asked, resource, act: "create" })
  }
}

/** Whether the caller may create these values. */
function judgedValues(shape: CreateShape, insert: Insertion): Sql {
  const { resource, createCheck, references } = shape
  const hidden = hides(shape)
  const verdict = verdictSql(
    [
      ["NewValuesRefused", denies(createCheck, insert.valueOf)],
      ["Conflict", hidden && sql`exists (select from "image?" as image where ${hidden})`],
      ["ReferenceMissing", refersUnseen(resource, references)]
    ],
    "create"
  )
  return sql`"judged?" as materialized (
  select ${verdict} as "verdict?"
)`
}

/** Whether the last image of such a record is out of sight; null where none can be. */
function hides({ resource, see }: CreateShape): Sql | null {
  const isAddressed = resource.key.by === "fields" && Resource.soleColumn(resource.key) !== null
  return isAddressed && !isOpen(see) ? denies(see, ofImage) : null
}

/** The new row. */
function writtenRecord(resource: Resource.Resource, insert: Insertion, form: Form): Sql {
  return sql`"written?" as (
  insert into ${destination(resource)}${insert.names}
  select ${insert.values}
  from "judged?" as judged${besideTrail(form)}
  where judged."verdict?" = 'create'
  returning record.*${writtenTag(resource)}
)`
}

/** Life counts what is made where its row does not count itself. */
function countedCreate(resource: Resource.Resource, made: New, form: Form): Sql | null {
  if (countsItself(resource)) return null
  return life(resource, [{ ...made, from: sql`"written?" as written${besideTrail(form)}` }])
}

/** The change; a uid that life knows already is no new one, and its version is null. */
function loggedCreate({ resource }: CreateShape, form: Form, { uid, version, at }: New): Sql {
  const [counted, beside] = countsItself(resource)
    ? [version, raw("")]
    : [
        sql`case when life.version = ${version} then life.version end`,
        raw(`\n  left join "life?" as life on true`)
      ]
  return loggedChange(form, {
    resource,
    uid,
    version: counted,
    operation: raw("'create'"),
    at,
    before: raw("null"),
    after: contentSql(resource, "written"),
    from: sql`"judged?" as judged
  left join "written?" as written on true${beside}${besideTrail(form)}
  where judged."verdict?" = 'create'`
  })
}
