/** The change that a write leaves. */
import type { Resource } from "@pgcrest/core"
import { contentSql } from "../sql/changeContent.ts"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import type { Form } from "./numbering.ts"
import { isSealing, sealedChange } from "./sealedChange.ts"
import { provenance } from "./stamp.ts"

/** The columns of `audit.change` that each change has, but for its contents. */
const columns = sql`resource, uid, version, op, at, ${provenance.columns}`

/** What a change tells of a write, but for its contents. */
export interface Told {
  readonly resource: Resource.Resource
  readonly uid: Sql
  readonly version: Sql
  readonly operation: Sql
  readonly at: Sql
  /** The row whose content the change keeps; null after a delete. */
  readonly written: string | null
  readonly from: Sql
}

interface Recorded extends Told {
  /** The content that the write met; kept by the careful form, where it may not be that of the change before. */
  readonly before: Sql
}

/**
 * The change in the trail. Where a write gave no row its uid is null, and 23502 undoes the statement: what a trigger kept
 * back is no write, and what it did instead is undone too. A null version is a guess that somebody else's write made wrong.
 */
export const loggedChange = (form: Form, { before, ...told }: Recorded): Sql =>
  sql`"logged?" as (
  ${insertedChange(told, form === "usual" ? null : before)}
)`

/** The insert of a change, with what the write met where that is told. */
export const insertedChange = (told: Told, before: Sql | null): Sql => {
  const { resource, written, from } = told
  const after = written === null ? raw("null") : contentSql(resource, written)
  const [column, content] = before === null ? [raw(""), raw("")] : [raw(", before"), sql`\n    ${before},`]
  const change = sql`${literal(resource.name)}, ${told.uid}, ${told.version}, ${told.operation}, ${told.at}, ${provenance.values},${content}
    ${after}`
  const all = sql`${columns}${column}, after`
  return written !== null && isSealing(resource)
    ? sealedChange({
        columns: all,
        cells: change,
        sealed: contentSql(resource, written, "sealed"),
        from
      })
    : sql`insert into audit.change (${all})
  select ${change}
  from ${from}`
}
