/** The change that a write leaves. */
import type { Resource } from "@pgcrest/core"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import type { Form } from "./numbering.ts"
import { actor, requestId } from "./stamp.ts"

interface Recorded {
  readonly resource: Resource.Resource
  readonly uid: Sql
  readonly version: Sql
  readonly operation: Sql
  readonly at: Sql
  /** The content that the write met; kept by the careful form, where it may not be that of the change before. */
  readonly before: Sql
  readonly after: Sql
  readonly from: Sql
}

/**
 * The change in the trail. Where a write gave no row its uid is null, and 23502 undoes the statement: what a trigger kept
 * back is no write, and what it did instead is undone too. A null version is a guess that somebody else's write made wrong.
 */
export const loggedChange = (
  form: Form,
  { resource, uid, version, operation, at, before, after, from }: Recorded
): Sql => {
  const [column, content] = form === "usual" ? [raw(""), raw("")] : [raw(", before"), sql`\n    ${before},`]
  return sql`"logged?" as (
  insert into audit.change (resource, uid, version, op, at, actor, request_id${column}, after)
  select ${literal(resource.name)}, ${uid}, ${version}, ${operation}, ${at}, ${actor}, ${requestId},${content}
    ${after}
  from ${from}
)`
}
