/** Sets fields of a record: lock, judge, write, record and answer in one statement. */
import type { UpdateShape } from "../shape/Shape.ts"
import { writtenUid } from "../sql/key.ts"
import { contentSql } from "../sql/changeContent.ts"
import { writtenOutput } from "../rows/output.ts"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import type { Statement } from "./Statement.ts"
import { adoption, knownColumn, knownVersion } from "./adoption.ts"
import { type Assignment, assignment } from "./assignment.ts"
import { updatedRecord } from "./updatedRecord.ts"
import { loggedChange } from "./change.ts"
import { lockedRecord } from "./locked.ts"
import {
  countedOver,
  countsItself,
  crossJoined,
  type Form,
  life,
  trail,
  writtenAt,
  writtenVersion
} from "./numbering.ts"
import { statementOf } from "./statementOf.ts"
import { renderWrite } from "./underKey.ts"
import { refersUnseenAnew } from "./references.ts"
import { onRow } from "../sql/term.ts"
import { andSeen, denies, grants } from "./rule.ts"
import { judgement, readJudged, useCases, verdictSql } from "./verdict.ts"

export const update = (shape: UpdateShape, form: Form): Statement => {
  const { resource, recorded } = shape
  const output = writtenOutput(shape)
  const set = assignment(shape, form)
  const immutable = set.immutable("record")
  return {
    ...renderWrite(
      shape,
      output,
      statementOf(
        [
          lockedRecord(resource, {
            strength: "no key update",
            where: andSeen(shape.see, "record"),
            verdict: verdict(shape, set, immutable),
            known: knownColumn(resource, form),
            immutable
          }),
          trail(resource, form),
          countsItself(resource) ? null : life(resource, [countedOver(resource, form, "update")]),
          adoption(resource, form, "update"),
          // The row as it is now.
          updatedRecord(resource, set, "written", "update"),
          loggedUpdate(shape, form, set)
        ],
        sql`select ${output.list("written")},
  ${updated(shape)}
from "written?" as written
union all
select ${output.list("locked")},
  ${left(shape, immutable)}
from "locked?" as locked
where locked."verdict?" <> 'update'`
      )
    ),
    read: (rows, asked) => readJudged(rows, output.written, { ...asked, resource, act: recorded })
  }
}

/** What is told of the row as it was written. */
function updated({ see }: UpdateShape): Sql {
  return judgement({ visible: grants(see, onRow("written")), immutable: null, verdict: raw("'update'") })
}

/** What is told of the row as it was left. */
function left({ see }: UpdateShape, immutable: Sql | null): Sql {
  return judgement({
    visible: grants(see, onRow("locked")),
    immutable: immutable && raw(`locked."immutable?"`),
    verdict: raw(`locked."verdict?"`)
  })
}

/** What the update may do with the record as it is. */
function verdict(shape: UpdateShape, set: Assignment, immutable: Sql | null): Sql {
  const { resource, updateCheck, references } = shape
  return verdictSql(
    [
      ...useCases(shape),
      ["FieldImmutable", immutable && sql`${immutable} is not null`],
      ["NewValuesRefused", denies(updateCheck, set.valueOf)],
      ["ReferenceMissing", refersUnseenAnew(resource, references)],
      // The same values again are no change; a rule on new values is judged before, so that it cannot be probed.
      ["unchanged", shape.recorded === "update" ? set.unchanged("record") : null]
    ],
    "update"
  )
}

function loggedUpdate({ resource, recorded }: UpdateShape, form: Form, set: Assignment): Sql {
  return loggedChange(form, {
    resource,
    uid: writtenUid(resource, "written"),
    version: knownVersion(resource, form, writtenVersion(resource, "written")),
    operation: literal(recorded),
    at: writtenAt(resource, "written", form),
    before: contentSql(resource, "locked"),
    written: "written",
    from: sql`"locked?" as locked
  left join "written?" as written on true${crossJoined(set.beside)}
  where locked."verdict?" = 'update'`
  })
}
