/** The rows of a resource that the trail does not know. */
import { Resource } from "@pgcrest/core"
import { andPresent } from "../sql/present.ts"
import { castType, instantOf, of, tableName } from "../sql/columns.ts"
import { rowUid } from "../sql/rowUid.ts"
import { join, literal, raw, type Sql, sql, value } from "../sql/Sql.ts"
import { batchSize, type Walk } from "./Walk.ts"

/**
 * Of a table that was adopted, those which were made since; null where no row tells when it was. What another resource of the
 * table has recorded is known, and what was deleted softly is no record.
 */
export const rowsWalk = (
  resource: Resource.Resource,
  others: ReadonlyArray<Resource.Resource>
): Walk | null => {
  const { key } = resource
  const sharing = [resource, ...others]
  if (sharing.some((one) => one.adopted !== null && Resource.playing(one, "created_at") === null)) return null
  const columns = key.columns.map((column) => of("record", column))
  const place = join(columns, ", ")
  const cellsFrom = (first: number) => key.columns.map(({ type }, at) => value(first + at, castType(type)))
  const [after, upTo] = [cellsFrom(0), cellsFrom(columns.length)]
  return {
    cells: columns.length,
    end: sql`select ${join(
      columns.map((column) => sql`${column}::text`),
      ", "
    )}
from ${tableName(resource)} as record
where ${unlessNull(after, sql`(${place}) > (${join(after, ", ")})`)}
order by ${place}
limit 1 offset ${raw(String(batchSize - 1))}`,
    batch: sql`select ${rowUid(resource, "record")}
from ${tableName(resource)} as record
where ${unlessNull(after, sql`(${place}) > (${join(after, ", ")})`)} and ${unlessNull(upTo, sql`(${place}) <= (${join(upTo, ", ")})`)}${join(
      sharing.map((one) => sql`${andPresent(one, "record")}${isNew(one)}`),
      ""
    )}${join(sharing.map(isUnknown), "")}
order by ${place}`
  }
}

function isNew(resource: Resource.Resource): Sql {
  const created = Resource.playing(resource, "created_at")
  return resource.adopted === null || created === null
    ? raw("")
    : sql` and ${instantOf("record", created)} >= ${literal(resource.adopted)}::timestamptz`
}

function isUnknown(resource: Resource.Resource): Sql {
  return sql`
  and (
    select true
    from audit.change as change
    where change.resource = ${literal(resource.name)} and change.uid = ${rowUid(resource, "record")}
    limit 1
  ) is null`
}

/** A condition on cells that may not be there. */
function unlessNull([first = raw("null")]: ReadonlyArray<Sql>, condition: Sql): Sql {
  return sql`(${first} is null or ${condition})`
}
