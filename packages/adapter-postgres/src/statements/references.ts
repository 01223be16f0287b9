/** References to what their caller does not see: as good as references to nothing. */
import { type AuditedCommand, type Column, referringFieldsOf, Resource } from "@pgcrest/core"
import type { ReferenceShape } from "../shape/Shape.ts"
import { givenValue, of } from "../sql/columns.ts"
import { namingOf } from "../sql/givenRow.ts"
import { join, raw, type Sql, sql } from "../sql/Sql.ts"
import { sourceAs } from "../sql/source.ts"
import { andSeen } from "./rule.ts"
import { keyValue } from "../sql/key.ts"

/**
 * When a new record refers to what is out of sight; null for never. It is judged before anything is written, so that a
 * unique constraint cannot tell a record that is not to be seen from one that is not there.
 */
export const refersUnseen = (
  resource: Resource.Resource,
  references: ReadonlyArray<ReferenceShape>,
  uidOf: UidOf = named(resource)
): Sql | null =>
  outOfSight(references.map((reference) => inSight(resource, reference, refersToNothing(reference), uidOf)))

/**
 * Of the row `record`: what it refers to already is not judged. A field that is not shown is judged in any case, so that
 * nobody learns by guessing what it holds; one that stays as created is not written.
 */
export const refersUnseenAnew = (
  resource: Resource.Resource,
  references: ReadonlyArray<ReferenceShape>,
  uidOf: UidOf = named(resource)
): Sql | null =>
  outOfSight(
    references
      .filter(({ given }) => given.column.write?.update !== "never")
      .map((reference) => inSight(resource, reference, refersAsBefore(reference), uidOf))
  )

/** The uid of the record that refers. */
type UidOf = (key: Column) => Sql

function named(resource: Resource.Resource): UidOf {
  return (key) => keyValue(resource, key)
}

/** The fields that a missing reference is told by, where it must not show which of them refers to what is there; else null. */
export const referringOf = ({ command, references }: AuditedCommand): ReadonlyArray<string> | null =>
  references.length > 0 && ("values" in command || "rows" in command) ? referringFieldsOf(command) : null

function outOfSight(conditions: ReadonlyArray<Sql>): Sql | null {
  return conditions.length === 0 ? null : sql`(${join(conditions, "\n      and ")}) is not true`
}

function inSight(
  resource: Resource.Resource,
  { given, target, see }: ReferenceShape,
  unchanged: Sql,
  uidOf: UidOf
): Sql {
  const value = givenValue(given)
  const key = Resource.soleColumn(target.key)
  // Nothing refers to what several fields identify.
  if (key === null) return sql`false`
  const itself = target === resource ? sql` or ${value} = ${uidOf(key)}` : sql``
  return sql`(${unchanged}${itself} or exists (
        select from ${sourceAs(target, "now", "referred")}
        where ${of("referred", key)} = ${value}${andSeen(see, "referred")}${held(target)}
      ))`
}

/** What may be deleted softly is held until it is referred to: no foreign key waits for its end. */
function held({ softDelete, view }: Resource.Resource): Sql {
  return softDelete === null || view ? raw("") : raw("\n        for key share of referred")
}

function refersToNothing({ given }: ReferenceShape): Sql {
  return sql`${givenValue(given)} is null`
}

function refersAsBefore(reference: ReferenceShape): Sql {
  const { column } = reference.given
  const naming = namingOf(reference.given)
  const nothing =
    naming === null ? refersToNothing(reference) : sql`not ${naming} or ${refersToNothing(reference)}`
  return column.shown ? sql`${nothing} or ${givenValue(reference.given)} = ${of("record", column)}` : nothing
}
