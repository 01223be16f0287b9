/**
 * What a replace may do, with a row and without one. What the caller does not see is answered as what is absent, as far
 * as that goes: a condition fails alike, and so do new values that the caller may not create.
 */
import { allowsAbsent } from "../sql/condition.ts"
import { type Sql, sql } from "../sql/Sql.ts"
import type { Assignment } from "./assignment.ts"
import { imageField } from "./image.ts"
import type { Insertion } from "./insertion.ts"
import type { Replace } from "./replace.ts"
import { denies, deniesOn, isOpen, mismatches } from "./rule.ts"
import { type Case, verdictSql } from "./verdict.ts"

/** Of the record that is there, and locked. */
export const presentVerdict = (
  input: Replace,
  set: Assignment<Replace>,
  insert: Insertion<Replace>,
  immutable: Sql<Replace> | null
): Sql<Replace> => {
  const { resource, condition } = input.command
  const unseen = deniesOn(input, "see", "record")
  return verdictSql<Replace>(
    [
      ...(unseen === null ? [] : unseenCases(input, insert, unseen)),
      ["NotPermitted", deniesOn(input, "act", "record")],
      ["VersionMismatch", mismatches(condition, ({ command }) => command.condition, resource, "record")],
      ["FieldImmutable", immutable && sql<Replace>`${immutable} is not null`],
      ["NewValuesRefused", denies(input, "become", set.valueOf)]
    ],
    "replace"
  )
}

/** Of a uid without a row: one that was once deleted is free for those who may see its last image. */
export const absentVerdict = (input: Replace, insert: Insertion<Replace>): Sql<Replace> => {
  const { resource, condition } = input.command
  if (!allowsAbsent(condition)) return verdictSql([], "VersionMismatch")
  const hidden = denies(input, "see", imageField(resource))
  return verdictSql<Replace>(
    [
      ["NewValuesRefused", denies(input, "create", insert.valueOf)],
      ["Conflict", hidden && sql<Replace>`exists (select from "image?" as image where ${hidden})`]
    ],
    "create"
  )
}

/** Whether a last image is asked for, as the part of that name. */
export const asksImage = (input: Replace): boolean =>
  allowsAbsent(input.command.condition) && !isOpen(input, "see")

/** Where there is a row that the caller does not see, so that its uid is taken. */
function unseenCases(
  input: Replace,
  insert: Insertion<Replace>,
  unseen: Sql<Replace>
): ReadonlyArray<Case<Replace>> {
  if (!allowsAbsent(input.command.condition)) return [["VersionMismatch", unseen]]
  const refused = denies(input, "create", insert.valueOf)
  return [
    ["NewValuesRefused", refused && sql<Replace>`${unseen} and ${refused}`],
    ["Conflict", unseen]
  ]
}
