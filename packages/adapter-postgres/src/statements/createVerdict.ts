/** Whether a new record may be made: judged where anything of its values can be refused. */
import { Resource } from "@pgcrest/core"
import type { CreateShape } from "../shape/Shape.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import { lastImage, ofImage } from "./image.ts"
import type { Insertion } from "./insertion.ts"
import { refersUnseen } from "./references.ts"
import { denies, isOpen } from "./rule.ts"
import { type Case, verdictSql } from "./verdict.ts"

/** What a new record waits for, as the parts of a statement. */
export interface Leave {
  readonly parts: ReadonlyArray<Sql | null>
  /** One row, beside which the record is made and recorded where `where` holds. */
  readonly from: Sql
  readonly where: Sql
  /** The row of the answer, `written`, and the verdict beside it. */
  readonly answer: Sql
  readonly verdict: Sql
}

/** Of values that nothing can refuse no verdict is asked: each node of a plan costs what it takes to set up. */
export const leaveOf = (shape: CreateShape, insert: Insertion): Leave => {
  const cases = casesOf(shape, insert)
  if (cases.every(([, when]) => when === null)) return given
  const image = hides(shape) === null ? null : lastImage(shape.resource)
  return {
    parts: [image, judgedValues(cases)],
    from: raw(`"judged?" as judged`),
    where: raw(`\n  where judged."verdict?" = 'create'`),
    answer: raw(`"judged?" as judged\nleft join "written?" as written on true`),
    verdict: raw(`judged."verdict?"`)
  }
}

const given: Leave = {
  parts: [],
  from: raw("(select 1) as one"),
  where: raw(""),
  answer: raw(`"written?" as written`),
  verdict: raw("'create'")
}

/** Why the caller may not create these values. */
function casesOf(shape: CreateShape, insert: Insertion): ReadonlyArray<Case> {
  const { resource, createCheck, references } = shape
  const hidden = hides(shape)
  return [
    ["NewValuesRefused", denies(createCheck, insert.valueOf)],
    ["Conflict", hidden && sql`exists (select from "image?" as image where ${hidden})`],
    ["ReferenceMissing", refersUnseen(resource, references)]
  ]
}

/** Whether the last image of such a record is out of sight; null where none can be. */
function hides({ resource, see }: CreateShape): Sql | null {
  const isAddressed = resource.key.by === "fields" && Resource.soleColumn(resource.key) !== null
  return isAddressed && !isOpen(see) ? denies(see, ofImage) : null
}

function judgedValues(cases: ReadonlyArray<Case>): Sql {
  return sql`"judged?" as materialized (
  select ${verdictSql(cases, "create")} as "verdict?"
)`
}
