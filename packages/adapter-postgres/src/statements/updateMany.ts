/** Sets fields of all records that a filter finds: lock, judge, write, record and answer in one statement. */
import type { UpdateManyShape } from "../shape/Shape.ts"
import { of } from "../sql/columns.ts"
import { keyColumns, uidOf } from "../sql/key.ts"
import { contentSql } from "../sql/changeContent.ts"
import { writtenOutput } from "../rows/output.ts"
import { writtenTag } from "../sql/rowTag.ts"
import { raw, type Sql, sql, value } from "../sql/Sql.ts"
import { destination, source } from "../sql/source.ts"
import { adoptions, knownVersion } from "./adoption.ts"
import { type Assignment, assignment } from "./assignment.ts"
import { loggedChange } from "./change.ts"
import { filterSql, isWithin, sameKey, tooMany } from "./filtered.ts"
import {
  andAll,
  countedRecords,
  grantedRecords,
  grantedUids,
  immutableColumn,
  lockedRecords,
  noneRefused
} from "./lockedMany.ts"
import { countsItself, type Form, firstCount, nextInstant, writtenAt, writtenVersion } from "./numbering.ts"
import { besideLives, besideTrails, lives, trails } from "./numberingMany.ts"
import { readMany, toldInOrder } from "./readMany.ts"
import { refersUnseenAnew } from "./references.ts"
import { onRow } from "../sql/term.ts"
import { denies, grants } from "./rule.ts"
import type { Statement } from "./Statement.ts"
import { statementOf } from "./statementOf.ts"
import { renderWrite } from "./underKey.ts"
import { type Case, verdictSql } from "./verdict.ts"

export const updateMany = (shape: UpdateManyShape, form: Form): Statement => {
  const { resource } = shape
  const output = writtenOutput(shape)
  const set = assignment(shape, form)
  const immutable = set.immutable("record")
  const cases = casesOf(shape, set, immutable)
  const leave = leaveOf(shape, cases)
  const granted = grantedRecords("update", leave)
  return {
    ...renderWrite(
      shape,
      output,
      statementOf(
        [
          lockedRecords(resource, form, {
            strength: "no key update",
            from: source(resource, "now"),
            where: filterSql(shape),
            limit: shape.most === null ? null : sql`${value(shape.most, "bigint")} + 1`,
            more: immutableColumn(immutable),
            verdict: verdictSql(cases, "update")
          }),
          trails("trail", resource, form, grantedUids(resource, granted)),
          countsItself(resource) ? null : countedLocks(shape, form, granted),
          adoptions(
            resource,
            form,
            sql`${granted}${besideLocked(shape, form)}\n  where trail.version is null`
          ),
          updatedRecords(shape, form, set, leave),
          loggedUpdates(shape, form, granted)
        ],
        toldInOrder([
          {
            columns: output.list("written"),
            judgement: {
              visible: grants(shape.see, onRow("written")),
              immutable: null,
              verdict: raw("'update'")
            },
            place: keyColumns(resource, "written"),
            from: raw(`"written?" as written`)
          },
          {
            columns: output.list("locked"),
            judgement: {
              visible: grants(shape.see, onRow("locked")),
              immutable: immutable && raw(`locked."immutable?"`),
              verdict: tooMany(shape, raw(`locked."verdict?"`))
            },
            place: keyColumns(resource, "locked"),
            from: sql`"locked?" as locked\n  where locked."verdict?" <> 'update'${shape.most === null ? raw("") : sql` or not (${isWithin(shape.most)})`}`
          }
        ])
      )
    ),
    read: (rows, asked) => readMany(rows, output, { ...asked, resource, act: "update", on: [] })
  }
}

/** Of each record as it is. */
function casesOf(shape: UpdateManyShape, set: Assignment, immutable: Sql | null): ReadonlyArray<Case> {
  const { resource, using, updateCheck, references } = shape
  return [
    ["NotPermitted", denies(using, onRow("record"))],
    ["FieldImmutable", immutable && sql`${immutable} is not null`],
    ["NewValuesRefused", denies(updateCheck, set.valueOf)],
    ["ReferenceMissing", refersUnseenAnew(resource, references, (key) => onRow("record")(key))],
    ["unchanged", set.unchanged("record")]
  ]
}

/** What lets the write happen at all, behind other conditions. */
function leaveOf({ most }: UpdateManyShape, cases: ReadonlyArray<Case>): Sql {
  const canRefuse = cases.some(([verdict, when]) => verdict !== "unchanged" && when !== null)
  return andAll([
    ...(canRefuse ? [noneRefused("locked", ["update", "unchanged"])] : []),
    ...(most === null ? [] : [isWithin(most)])
  ])
}

function besideLocked({ resource }: UpdateManyShape, form: Form): Sql {
  return besideTrails(form, uidOf(resource, "locked"))
}

function countedLocks(shape: UpdateManyShape, form: Form, granted: Sql): Sql {
  const { resource } = shape
  return lives("life", resource, {
    uid: uidOf(resource, "locked"),
    version: firstCount(resource, form),
    at: nextInstant(resource, "locked", form),
    from: sql`${granted}${besideLocked(shape, form)}`
  })
}

/** The rows as they are now. */
function updatedRecords(shape: UpdateManyShape, form: Form, { set }: Assignment, leave: Sql): Sql {
  const { resource } = shape
  const [key] = resource.key.columns
  const [from, where] = countsItself(resource)
    ? [
        sql`"locked?" as locked${besideLocked(shape, form)}`,
        sql`${sameKey(resource, "record", "locked")} and locked."verdict?" = 'update'${leave}`
      ]
    : [countedRecords(resource, key), sql`${of("record", key)} = life."key?" and life.version is not null`]
  return sql`"written?" as (
  update ${destination(resource)}
  set ${set}
  from ${from}
  where ${where}
  returning record.*${writtenTag(resource)}
)`
}

function loggedUpdates(shape: UpdateManyShape, form: Form, granted: Sql): Sql {
  const { resource } = shape
  const counted = countsItself(resource) ? raw("") : besideLives("life", uidOf(resource, "locked"))
  return loggedChange(form, {
    resource,
    uid: uidOf(resource, "written"),
    version: knownVersion(resource, form, writtenVersion(resource, "written")),
    operation: raw("'update'"),
    at: writtenAt(resource, "written", form),
    before: contentSql(resource, "locked"),
    written: "written",
    from: sql`${granted}
  full join "written?" as written on ${sameKey(resource, "written", "locked")}${besideLocked(shape, form)}${counted}`
  })
}
