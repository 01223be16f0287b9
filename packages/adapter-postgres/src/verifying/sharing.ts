/** Resources of one table: each write is recorded as of the one that was asked, so that a record's changes are of all of them. */
import { Resource } from "@pgcrest/core"
import { tableName } from "../sql/columns.ts"
import { join, literal, raw, render, type Sql, sql } from "../sql/Sql.ts"

/** The others that are of its table. */
export const sharingWith = (
  resource: Resource.Resource,
  all: Iterable<Resource.Resource>
): ReadonlyArray<Resource.Resource> =>
  [...all].filter((one) => one !== resource && !one.view && tableOf(one) === tableOf(resource))

/** Whether one record has the same uid in each of them, and its row tells which change is the last. */
export const isComparable = (
  resource: Resource.Resource,
  others: ReadonlyArray<Resource.Resource>
): boolean => {
  const keyOf = ({ key }: Resource.Resource) => key.columns.map(({ columnName }) => columnName).join("\n")
  return (
    others.length === 0 ||
    (Resource.playing(resource, "version") !== null && others.every((one) => keyOf(one) === keyOf(resource)))
  )
}

/**
 * Beside `ordered`, a record's last change of its own: `later."told?"` where another resource may have told of it since. Their
 * versions go on from one row, but begin anew where one of them deleted it.
 */
export const laterOfOthers = (resource: Resource.Resource, others: ReadonlyArray<Resource.Resource>): Sql => {
  if (!isComparable(resource, others))
    return raw(`left join lateral (select true as "told?") as later on true`)
  if (others.length === 0) return raw(`left join lateral (select null::boolean as "told?") as later on true`)
  const names = namesOf(others)
  const isLater = raw("(other.at >= ordered.at or other.version >= ordered.version or ordered.op = 'delete')")
  return sql`left join lateral (
    select true as "told?"
    from (
      select change.version, change.at
      from audit.change as change
      where change.resource in (${names}) and change.uid = ordered.uid
      union all
      select life.version, life.at
      from audit.life as life
      where life.resource in (${names}) and life.uid = ordered.uid
    ) as other
    where ${isLater}
    limit 1
  ) as later on true`
}

/** Whether versions between a change and the one before it are nobody's. Those that another keeps no more are not missed. */
export const isMissing = (resource: Resource.Resource, others: ReadonlyArray<Resource.Resource>): Sql => {
  if (others.length === 0 || Resource.playing(resource, "version") === null)
    return raw("ordered.version > ordered.before + 1")
  if (!isComparable(resource, others) || others.some(({ trail }) => trail.keep !== null)) return raw("false")
  return sql`ordered.version > ordered.before + 1 and (
  select count(distinct other.version)
  from audit.change as other
  where other.resource in (${namesOf(others)}) and other.uid = ordered.uid and other.version > ordered.before and other.version < ordered.version
) < ordered.version - ordered.before - 1`
}

function namesOf(resources: ReadonlyArray<Resource.Resource>): Sql {
  return join(
    resources.map(({ name }) => literal(name)),
    ", "
  )
}

function tableOf(resource: Resource.Resource): string {
  return render(tableName(resource)).text
}
