/** What a row is given before it is written where its writer did not: its version, its instants, and who wrote. */
import { type Column, Resource } from "@pgcrest/core"
import { columnName, instantOf, of, storedInstant } from "../sql/columns.ts"
import { join, raw, type Sql, sql } from "../sql/Sql.ts"
import { writer } from "./outOfBandChanges.ts"

/**
 * When a row is one that PGCrest has not written: it counts every version up, and leaves none of these out. Without a version
 * nothing tells an update of ours from another.
 */
export const numbersConditions = (
  resource: Resource.Resource
): { readonly insert: Sql | null; readonly update: Sql | null } => {
  const [version] = played(resource, ["version"])
  const filled = played(resource, ["version", "created_at", "last_updated_at"])
  const missing = filled.map((column) => sql`${of("new", column)} is null`)
  return {
    insert: missing.length === 0 ? null : join(missing, " or "),
    update:
      version === undefined
        ? null
        : told(resource, sql`${of("new", version)} is null or ${of("new", version)} <= ${of("old", version)}`)
  }
}

/** What is deleted softly, and was so before, leaves no change that a version could be of. */
function told({ softDelete }: Resource.Resource, isOthers: Sql): Sql {
  if (softDelete === null) return isOthers
  const { column } = softDelete
  return sql`(${isOthers}) and (${of("old", column)} is null or ${of("new", column)} is null)`
}

/** By the row alone; a version that the trail has already is mended behind it. A write that changes nothing counts none. */
export const numbersBody = (resource: Resource.Resource): Sql => sql`declare
  moment timestamptz := clock_timestamp();
begin
  if tg_op = 'INSERT' then${lines(inserted(resource))}
  elsif not (new *= old) then${lines(updated(resource))}
  end if;
  return new;
end`

function played(
  resource: Resource.Resource,
  parts: ReadonlyArray<Parameters<typeof Resource.playing>[1]>
): ReadonlyArray<Column> {
  return parts.flatMap((part) => Resource.playing(resource, part) ?? [])
}

function inserted(resource: Resource.Resource): ReadonlyArray<Sql> {
  const given = (column: Column, value: Sql) =>
    sql`new.${columnName(column)} := coalesce(${of("new", column)}, ${value});`
  return [
    ...played(resource, ["version"]).map((column) => given(column, raw("1"))),
    ...played(resource, ["created_at", "last_updated_at"]).map((column) =>
      given(column, storedInstant(column, raw("moment")))
    ),
    ...played(resource, ["creator_uid", "last_updater_uid"]).map((column) => given(column, writer))
  ]
}

/** An instant or a name that the writer gave stays. */
function updated(resource: Resource.Resource): ReadonlyArray<Sql> {
  const kept = (column: Column, value: Sql) =>
    sql`if ${of("new", column)} is not distinct from ${of("old", column)} then new.${columnName(column)} := ${value}; end if;`
  return [
    ...played(resource, ["version"]).map(
      (column) => sql`new.${columnName(column)} := greatest(${of("old", column)}, 1) + 1;`
    ),
    ...played(resource, ["last_updated_at"]).map((column) =>
      kept(column, storedInstant(column, sql`greatest(moment, ${instantOf("old", column)})`))
    ),
    ...played(resource, ["last_updater_uid"]).map((column) => kept(column, writer))
  ]
}

function lines(statements: ReadonlyArray<Sql>): Sql {
  return join(
    statements.map((statement) => sql`\n    ${statement}`),
    ""
  )
}
