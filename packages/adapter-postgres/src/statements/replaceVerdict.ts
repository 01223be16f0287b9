/**
 * What a replace may do, with a row and without one. What the caller does not see is answered as what is absent, as far
 * as that goes: a condition fails alike, and so do new values that the caller may not create.
 */
import type { ReplaceShape } from "../shape/Shape.ts"
import { of } from "../sql/columns.ts"
import { allowsAbsent } from "../sql/condition.ts"
import { type Sql, sql } from "../sql/Sql.ts"
import type { Assignment } from "./assignment.ts"
import { ofImage } from "./image.ts"
import type { Insertion } from "./insertion.ts"
import { refersUnseen, refersUnseenAnew } from "./references.ts"
import { onRow } from "../sql/term.ts"
import { denies, isOpen } from "./rule.ts"
import { type Case, useCases, verdictSql } from "./verdict.ts"

/** Of the record that is there, and locked. */
export const presentVerdict = (
  shape: ReplaceShape,
  set: Assignment,
  insert: Insertion,
  immutable: Sql | null
): Sql => {
  const { resource, see, updateCheck, references } = shape
  const unseen = denies(see, onRow("record"))
  return verdictSql(
    [
      ...(unseen === null ? [] : unseenCases(shape, insert, unseen)),
      ...useCases(shape),
      ["FieldImmutable", immutable && sql`${immutable} is not null`],
      ["NewValuesRefused", denies(updateCheck, set.valueOf)],
      ["ReferenceMissing", refersUnseenAnew(resource, references)]
    ],
    "replace"
  )
}

/** Of a uid without a row: one that was once deleted is free for those who may see its last image. */
export const absentVerdict = (shape: ReplaceShape, insert: Insertion): Sql => {
  const { resource, condition, createCheck, see, references } = shape
  if (resource.key.by === "database") return verdictSql([], "RecordNotFound")
  if (!allowsAbsent(condition)) return verdictSql([], "VersionMismatch")
  const hidden = denies(see, ofImage)
  return verdictSql(
    [
      ["NewValuesRefused", denies(createCheck, insert.valueOf)],
      ["Conflict", hidden && sql`exists (select from "image?" as image where ${hidden})`],
      ["ReferenceMissing", refersUnseen(resource, references)]
    ],
    "create"
  )
}

/** Whether a last image is asked for, as the part of that name. */
export const asksImage = ({ resource, condition, see }: ReplaceShape): boolean =>
  resource.key.by !== "database" && allowsAbsent(condition) && !isOpen(see)

/** Where there is a row that the caller does not see, so that its uid is taken. */
function unseenCases(shape: ReplaceShape, insert: Insertion, unseen: Sql): ReadonlyArray<Case> {
  if (shape.resource.key.by === "database") return [["RecordNotFound", unseen]]
  if (!allowsAbsent(shape.condition)) return [["VersionMismatch", unseen]]
  const refused = denies(shape.createCheck, insert.valueOf)
  const { softDelete } = shape.resource
  const isDeleted = softDelete && sql`${unseen} and ${of("record", softDelete.column)} is not null`
  return [
    ["NewValuesRefused", refused && sql`${unseen} and ${refused}`],
    // Of what was deleted softly the use case says more than a statement can.
    ["RecordNotFound", isDeleted],
    ["Conflict", unseen]
  ]
}
