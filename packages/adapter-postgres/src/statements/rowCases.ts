/** Why rows of a write of many may not make a record, or not write over the one that is theirs. */
import { type Resource } from "@pgcrest/core"
import type { UpsertShape } from "../shape/Shape.ts"
import { givenValue, of } from "../sql/columns.ts"
import { uidOf } from "../sql/key.ts"
import { comparable } from "../sql/sameValue.ts"
import { join, literal, raw, type Sql, sql } from "../sql/Sql.ts"
import type { Assignment } from "./assignment.ts"
import { ofImage } from "./image.ts"
import { andPresent } from "../sql/present.ts"
import type { Making } from "./madeRows.ts"
import { refersUnseen, refersUnseenAnew } from "./references.ts"
import { onRow } from "../sql/term.ts"
import { denies, isOpen } from "./rule.ts"
import type { Case } from "./verdict.ts"

/** Of a row without a record: one whose uid was once deleted is free for those who may see its last image. */
export const absentCases = ({ shape, isNamed, insert }: Making): ReadonlyArray<Case> => {
  const { resource, see, createCheck, references } = shape
  return [
    ["RecordNotFound", resource.key.by === "database" ? namesOne(resource) : null],
    ["NewValuesRefused", denies(createCheck, insert.valueOf)],
    ["Conflict", isNamed && !isOpen(see) ? denies(see, ofImage) && hiddenImage(resource, see) : null],
    ["ReferenceMissing", refersUnseen(resource, references, onRow("given"))]
  ]
}

/** Of the record that is a row's. */
export const presentCases = (
  shape: UpsertShape,
  { insert }: Making,
  set: Assignment,
  immutable: Sql | null
): ReadonlyArray<Case> => {
  const { resource, see, using, createCheck, updateCheck, references } = shape
  const unseen = denies(see, onRow("record"))
  const refused = denies(createCheck, insert.valueOf)
  return [
    [
      "RecordNotFound",
      unseen && resource.key.by === "database" ? sql`${unseen} and ${namesOne(resource)}` : null
    ],
    ["NewValuesRefused", unseen && refused && sql`${unseen} and ${refused}`],
    ["Unseen", unseen],
    ["NotPermitted", denies(using, onRow("record"))],
    ["FieldImmutable", immutable && sql`${immutable} is not null`],
    ["NewValuesRefused", denies(updateCheck, set.valueOf)],
    ["ReferenceMissing", refersUnseenAnew(resource, references, onRow("record"))],
    ["unchanged", set.unchanged("record")]
  ]
}

/** Whether the record `record` is that of the row `given`, by these columns; one that no row names has its default. */
export const isOfRow = (
  resource: Resource.Resource,
  { values }: UpsertShape["rows"],
  columns: UpsertShape["on"]
): Sql => {
  const isSame = join(
    columns.map((column) => {
      const given = values.find((one) => one.column === column)
      const own = given === undefined ? of("given", column) : givenValue(given)
      return sql`${comparable(column, of("record", column))} = ${comparable(column, own)}`
    }),
    " and "
  )
  // A key is taken also by what is deleted softly; what is unique is not.
  return columns.some((column) => resource.key.columns.includes(column))
    ? isSame
    : sql`${isSame}${andPresent(resource, "record")}`
}

function namesOne({ key }: Resource.Resource): Sql {
  return sql`${of("given", key.columns[0])} is not null`
}

/** Whether the last image under the row's uid is out of sight. */
function hiddenImage(resource: Resource.Resource, see: UpsertShape["see"]): Sql {
  const hidden = denies(see, ofImage) ?? raw("false")
  return sql`exists (
      select from (
        select change.after
        from audit.change as change
        where change.resource = ${literal(resource.name)} and change.uid = ${uidOf(resource, "given")} and change.after is not null
        order by change.version desc
        limit 1
      ) as image
      where ${hidden}
    )`
}
