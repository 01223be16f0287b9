/** The change that a write leaves. */
import type { Resource } from "@pgcrest/core"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import type { Form } from "./numbering.ts"
import { actor, requestId, type Stamped } from "./stamp.ts"

interface Recorded {
  readonly uid: Sql<Stamped>
  readonly version: Sql<Stamped>
  readonly operation: Sql<Stamped>
  readonly at: Sql<Stamped>
  /** The content that the write met; kept by the careful form, where it may not be that of the change before. */
  readonly before: Sql<Stamped>
  readonly after: Sql<Stamped>
  readonly from: Sql<Stamped>
}

/**
 * The change in the trail. Where a write gave no row its uid is null, and 23502 undoes the statement: what a trigger kept
 * back is no write, and what it did instead is undone too. A null version is a guess that somebody else's write made wrong.
 */
export const loggedChange = (
  { name }: Resource.Resource,
  form: Form,
  { uid, version, operation, at, before, after, from }: Recorded
): Sql<Stamped> => {
  const [column, content] =
    form === "usual" ? [raw(""), raw("")] : [raw(", before"), sql<Stamped>`\n    ${before},`]
  return sql<Stamped>`"logged?" as (
  insert into audit.change (resource, uid, version, op, at, actor, request_id${column}, after)
  select ${literal(name)}, ${uid}, ${version}, ${operation}, ${at}, ${actor}, ${requestId},${content}
    ${after}
  from ${from}
)`
}
