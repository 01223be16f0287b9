/** References to what their caller does not see: as good as references to nothing. */
import type { Resource } from "@pgcrest/core"
import type { ReferenceShape } from "../shape/Shape.ts"
import { givenValue, of } from "../sql/columns.ts"
import { join, literal, type Sql, sql } from "../sql/Sql.ts"
import { sourceAs } from "../sql/source.ts"
import { andSeen } from "./rule.ts"
import { uidValue } from "./stamp.ts"

/**
 * The resource's name as a change records it; null, and so a 23502 that undoes the statement, where a new value refers to
 * a record out of sight. It is judged when the row is written already, as PostgreSQL judges its foreign keys: whatever
 * else forbids the write is told first, whether the record is not there or not to be seen.
 */
export const recordedResource = (
  resource: Resource.Resource,
  references: ReadonlyArray<ReferenceShape>,
  unchanged: (reference: ReferenceShape) => Sql
): Sql =>
  references.length === 0
    ? literal(resource.name)
    : sql`case when ${join(
        references.map((reference) => inSight(resource, reference, unchanged(reference))),
        "\n      and "
      )} then ${literal(resource.name)} end`

function inSight(resource: Resource.Resource, { given, target, see }: ReferenceShape, unchanged: Sql): Sql {
  const value = givenValue(given)
  const itself = target === resource ? sql` or ${value} = ${uidValue(resource)}` : sql``
  return sql`(${unchanged}${itself} or exists (
        select from ${sourceAs(target, "now", "referred")}
        where ${of("referred", target.key.name)} = ${value}${andSeen(see, "referred")}
      ))`
}

/** Of a new record: nothing is referred to. */
export const refersToNothing = ({ given }: ReferenceShape): Sql => sql`${givenValue(given)} is null`

/**
 * Over the locked record, where there is one: to nothing any more, or to what it referred to before. A field that is not
 * shown is judged in any case, so that nobody learns by guessing what it holds; one that stays as created is not written.
 */
export const refersAsBefore = (reference: ReferenceShape): Sql => {
  const { given } = reference
  const { name, shown, write } = given.column
  const nothing = refersToNothing(reference)
  if (write?.update === "never") return sql`${nothing} or exists (select from "locked?")`
  if (!shown) return nothing
  const before = sql`(select ${of("locked", name)} from "locked?" as locked)`
  return sql`${nothing} or ${givenValue(given)} = ${before}`
}
