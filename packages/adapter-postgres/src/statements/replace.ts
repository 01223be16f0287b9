/**
 * Writes the whole record under the client's uid: over what is there, or as a new one that goes on counting its
 * versions. A new row is inserted before its tombstone is met, so that nothing is held while the row is waited for:
 * tombstone first deadlocks with units.
 */
import type { Resource } from "@pgcrest/core"
import type { ReplaceShape } from "../shape/Shape.ts"
import { uidOf, writtenUid } from "../sql/key.ts"
import { contentSql } from "../sql/changeContent.ts"
import { writtenOutput } from "../rows/output.ts"
import { carriedColumns } from "../sql/rowTag.ts"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import type { Statement } from "./Statement.ts"
import { absentRecord, madeRecord } from "./absent.ts"
import { adoption, knownColumn, knownVersion } from "./adoption.ts"
import { type Assignment, assignment } from "./assignment.ts"
import { loggedChange } from "./change.ts"
import { lastImage } from "./image.ts"
import { insertion } from "./insertion.ts"
import { lockedRecord } from "./locked.ts"
import {
  bornVersion,
  type Counted,
  countedOver,
  crossJoined,
  countsItself,
  type Form,
  life,
  trail,
  writtenAt,
  writtenVersion
} from "./numbering.ts"
import { statementOf } from "./statementOf.ts"
import { renderWrite } from "./underKey.ts"
import { asksImage, presentVerdict } from "./replaceVerdict.ts"
import { updatedRecord } from "./updatedRecord.ts"
import { onRow } from "../sql/term.ts"
import { grants } from "./rule.ts"
import { judgement, readJudged } from "./verdict.ts"

export const replace = (shape: ReplaceShape, form: Form): Statement => {
  const { resource } = shape
  const output = writtenOutput(shape)
  const insert = insertion(
    { ...shape, values: [...shape.values, ...shape.kept] },
    {
      version: raw(`absent."version?"`),
      instant: raw(`absent."at?"`)
    }
  )
  const set = assignment(shape, form)
  const immutable = set.immutable("record")
  const told = judgement({
    visible: grants(shape.see, onRow("written")),
    immutable: immutable && raw(`locked."immutable?"`),
    verdict: raw(verdict)
  })
  return {
    ...renderWrite(
      shape,
      output,
      statementOf(
        [
          lockedRecord(resource, {
            strength: "no key update",
            where: raw(""),
            verdict: presentVerdict(shape, set, insert, immutable),
            known: knownColumn(resource, form),
            immutable
          }),
          trail(resource, form),
          asksImage(shape) ? lastImage(resource) : null,
          absentRecord(shape, insert, form),
          madeRecord(resource, insert),
          countedReplace(resource, form),
          adoption(resource, form, "replace"),
          updatedRecord(resource, set, "replaced", "replace"),
          writtenRecord(resource, form, set),
          loggedReplace(shape, form)
        ],
        sql`select ${output.list("written")},
  ${told}
from (select 1) as one
left join "locked?" as locked on true
left join "absent?" as absent on true
left join "written?" as written on true`
      )
    ),
    read: (rows, asked) =>
      readJudged(rows, output.written, { ...asked, resource, act: shape.recorded ?? "replace" })
  }
}

// Somebody else's row stood where one was to be made: it is met when the statement runs again.
const verdict = `coalesce(
    written."operation?",
    locked."verdict?",
    case absent."verdict?" when 'create' then 'Raced' else absent."verdict?" end
  )`

/** Life counts what is made and, where rows do not count themselves, what is written over. */
function countedReplace(resource: Resource.Resource, form: Form): Sql {
  const made: Counted = {
    uid: uidOf(resource, "made"),
    version: raw(`absent."version?"`),
    at: raw(`absent."at?"`),
    from: raw(`"made?" as made\n  cross join "absent?" as absent`)
  }
  return life(resource, countsItself(resource) ? [made] : [made, countedOver(resource, form, "replace")])
}

/** The one row of the two, with what its change will say; a version that life counts otherwise was guessed wrong. */
function writtenRecord(resource: Resource.Resource, form: Form, set: Assignment): Sql {
  return sql`"written?" as (
  select ${carriedColumns(resource, "made")},
    'create' as "operation?",
    ${bornVersion(resource, form, raw(`absent."version?"`), uidOf(resource, "made"))} as "version?",
    absent."at?"
  from "made?" as made
  cross join "life?" as life
  cross join "absent?" as absent
  union all
  select ${carriedColumns(resource, "replaced")},
    'replace', ${knownVersion(resource, form, writtenVersion(resource, "replaced"))}, ${writtenAt(resource, "replaced", form)}
  from "locked?" as locked
  left join "replaced?" as replaced on true${crossJoined(set.beside)}
  where locked."verdict?" = 'replace'
)`
}

function loggedReplace({ resource, recorded }: ReplaceShape, form: Form): Sql {
  return loggedChange(form, {
    resource,
    uid: writtenUid(resource, "written"),
    version: raw(`written."version?"`),
    operation: recorded === null ? raw(`written."operation?"`) : literal(recorded),
    at: raw(`written."at?"`),
    before: sql`(select ${contentSql(resource, "locked")} from "locked?" as locked)`,
    written: "written",
    from: raw(`"written?" as written`)
  })
}
