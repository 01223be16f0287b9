/**
 * A new record under a uid of the server's: nobody else can know it, so nothing is locked or looked up. Where one field of
 * its own is its address, one that was deleted out of sight keeps it.
 */
import type { Resource } from "@pgcrest/core"
import type { CreateShape } from "../shape/Shape.ts"
import { uidOf } from "../sql/key.ts"
import { writtenOutput } from "../rows/output.ts"
import { writtenTag } from "../sql/rowTag.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import { destination } from "../sql/source.ts"
import type { Statement } from "./Statement.ts"
import { loggedChange } from "./change.ts"
import { type Leave, leaveOf } from "./createVerdict.ts"
import { insertion, type Insertion } from "./insertion.ts"
import {
  after,
  besideTrail,
  bornVersion,
  countsItself,
  type Form,
  life,
  notBefore,
  trail
} from "./numbering.ts"
import { statementOf } from "./statementOf.ts"
import { renderWrite } from "./underKey.ts"
import { onRow } from "../sql/term.ts"
import { grants } from "./rule.ts"
import { judgement, readJudged } from "./verdict.ts"

/** What the new record is told to be. */
interface New {
  readonly uid: Sql
  readonly version: Sql
  readonly at: Sql
}

export const create = (shape: CreateShape, form: Form): Statement => {
  const { resource } = shape
  const output = writtenOutput(shape)
  const made: New = {
    uid: uidOf(resource, "written"),
    version: after(form === "usual" ? [] : [raw("trail.version")]),
    at: notBefore(form === "usual" ? [] : [raw("trail.at")])
  }
  const insert = insertion(shape, { version: made.version, instant: made.at })
  const leave = leaveOf(shape, insert)
  const told = judgement({
    visible: grants(shape.see, onRow("written")),
    immutable: null,
    verdict: leave.verdict
  })
  return {
    ...renderWrite(
      shape,
      output,
      statementOf(
        [
          trail(resource, form),
          ...leave.parts,
          writtenRecord(resource, insert, form, leave),
          countedCreate(resource, made, form),
          loggedCreate(shape, form, made, leave)
        ],
        sql`select ${output.list("written")},
  ${told}
from ${leave.answer}`
      )
    ),
    read: (rows, asked) => readJudged(rows, output.written, { ...asked, resource, act: "create" })
  }
}

/** The new row. */
function writtenRecord(
  resource: Resource.Resource,
  insert: Insertion,
  form: Form,
  { from, where }: Leave
): Sql {
  return sql`"written?" as (
  insert into ${destination(resource)}${insert.names}
  select ${insert.values}
  from ${from}${besideTrail(form)}${where}
  returning record.*${writtenTag(resource)}
)`
}

/** Life counts what is made where its row does not count itself. */
function countedCreate(resource: Resource.Resource, made: New, form: Form): Sql | null {
  if (countsItself(resource)) return null
  return life(resource, [{ ...made, from: sql`"written?" as written${besideTrail(form)}` }])
}

/** The change; a uid that life knows already is no new one, and its version is null. */
function loggedCreate(
  { resource }: CreateShape,
  form: Form,
  { uid, version, at }: New,
  { from, where }: Leave
): Sql {
  const [counted, beside] = countsItself(resource)
    ? [version, raw("")]
    : [
        // A uid of the server's own has no past that could be lost.
        resource.key.by === "server"
          ? sql`case when life.version = ${version} then life.version end`
          : bornVersion(resource, form, version, uid),
        raw(`\n  left join "life?" as life on true`)
      ]
  return loggedChange(form, {
    resource,
    uid,
    version: counted,
    operation: raw("'create'"),
    at,
    before: raw("null"),
    written: "written",
    from: sql`${from}
  left join "written?" as written on true${beside}${besideTrail(form)}${where}`
  })
}
