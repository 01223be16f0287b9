/**
 * How a trigger knows what PGCrest has recorded itself: by what the statement left in the trail, in this transaction. Each row asks
 * an index: of an `exists` PostgreSQL may make a hash of the whole trail, and keep that plan for the session.
 */
import { Resource } from "@pgcrest/core"
import { instantOf, of, tableName } from "../sql/columns.ts"
import { rowUid } from "../sql/rowUid.ts"
import { join, literal, raw, type Sql, sql } from "../sql/Sql.ts"
import { countsItself } from "../statements/numbering.ts"

/** Whether the written row `alias` has its change already, as of one of these resources. */
export const isRecorded = (resources: ReadonlyArray<Resource.Resource>, alias: string): Sql =>
  anyOf(
    resources.map((resource) => {
      const version = Resource.playing(resource, "version")
      return version === null ? byCommand(resource, alias) : byVersion(resource, alias, of(alias, version))
    })
  )

/** Whether the delete of the row `alias` has its change already. */
export const isRecordedDelete = (resources: ReadonlyArray<Resource.Resource>, alias: string): Sql =>
  anyOf(
    resources.map(
      (resource) => sql`coalesce((
        select change.op = 'delete' and change.tx = pg_current_xact_id()
        from audit.change as change
        where ${isOf(resource, alias)}
        order by change.version desc
        limit 1
      ), false)`
    )
  )

/** No two writes of a record have one version, unless it went meanwhile and came again. */
function byVersion(resource: Resource.Resource, alias: string, version: Sql): Sql {
  // A row that stays when it is deleted has not gone meanwhile.
  const isGone = resource.softDelete === null ? raw(" and not bool_or(change.op = 'delete')") : raw("")
  return sql`(
        select bool_or(change.version = ${version})${isGone}
        from audit.change as change
        where ${isOf(resource, alias)} and change.version >= ${version} and change.tx = pg_current_xact_id()
      ) is true`
}

/** Without a version, the command that wrote the row must be the one that left the newest change; both rows have its number. */
function byCommand(resource: Resource.Resource, alias: string): Sql {
  const isSame = resource.key.columns.map((column) => sql`${of("record", column)} = ${of(alias, column)}`)
  return sql`(
        select true
        from ${tableName(resource)} as record
        join audit.life as life on life.resource = ${literal(resource.name)} and life.uid = ${rowUid(resource, alias)}
        join audit.change as change on ${isOf(resource, alias)} and change.version = life.version
        where ${join(isSame, " and ")} and change.tx = pg_current_xact_id() and change.cmin = record.cmin
        limit 1
      ) is true`
}

function isOf(resource: Resource.Resource, alias: string): Sql {
  return sql`change.resource = ${literal(resource.name)} and change.uid = ${rowUid(resource, alias)}`
}

function anyOf(conditions: ReadonlyArray<Sql>): Sql {
  return conditions.length === 0 ? raw("false") : join(conditions, " or ")
}

/** What `askedRows` keeps of a row while it asks. */
export const askedVariables: Sql = raw(`  written record;
  counted record;
  place record;`)

/**
 * Whether every row is one that PGCrest has recorded, as far as that is told at once: by the instant of its change too, which
 * is that of its row, or of its count, so that one partition is looked into. A row that a trigger dated is none of these.
 */
export const askedRows = (
  event: "INSERT" | "UPDATE" | "DELETE",
  sharing: ReadonlyArray<Resource.Resource>
): Sql => {
  const asked = event === "DELETE" ? askedDelete : askedWrite
  const row = event === "DELETE" ? raw("old_rows") : raw("new_rows")
  return sql`
    for written in select * from ${row} loop
      is_ours := false;${join(
        sharing.map(
          (resource) => sql`
      if not is_ours then
        ${asked(resource)}
      end if;`
        ),
        ""
      )}
      exit when not is_ours;
    end loop;`
}

function askedWrite(resource: Resource.Resource): Sql {
  const [version, instant] = [
    Resource.playing(resource, "version"),
    Resource.playing(resource, "last_updated_at")
  ]
  if (version === null) return askedCommand(resource)
  if (countsItself(resource) && instant !== null)
    return found(resource, of("written", version), instantOf("written", instant), raw(""))
  return sql`${count(resource)}
        ${found(resource, of("written", version), raw("counted.at"), raw(""))}`
}

/** The tombstone may be of an earlier death. */
function askedDelete(resource: Resource.Resource): Sql {
  const version = Resource.playing(resource, "version")
  const isLater = version === null ? raw("") : sql` and change.version > ${of("written", version)}`
  return sql`${count(resource)}
        ${found(resource, raw("counted.version"), raw("counted.at"), sql` and change.op = 'delete'${isLater}`)}`
}

function askedCommand(resource: Resource.Resource): Sql {
  const isSame = resource.key.columns.map((column) => sql`${of("record", column)} = ${of("written", column)}`)
  return sql`${count(resource)}
        select record.cmin as command into place from ${tableName(resource)} as record where ${join(isSame, " and ")};
        ${found(resource, raw("counted.version"), raw("counted.at"), raw(" and change.cmin = place.command"))}`
}

function count(resource: Resource.Resource): Sql {
  return sql`select life.version, life.at into counted from audit.life as life where life.resource = ${literal(resource.name)} and life.uid = ${rowUid(resource, "written")};`
}

function found(resource: Resource.Resource, version: Sql, at: Sql, more: Sql): Sql {
  return sql`perform from audit.change as change
          where ${isOf(resource, "written")} and change.version = ${version} and change.at = ${at} and change.tx = pg_current_xact_id()${more};
        is_ours := found;`
}
