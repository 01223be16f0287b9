/** The changes that a statement of others leaves, behind its rows. */
import { type Column, contentFormat, Resource } from "@pgcrest/core"
import { instantText } from "../sql/changeContent.ts"
import { columnName, of, storedInstant, tableName } from "../sql/columns.ts"
import { rowUid } from "../sql/rowUid.ts"
import { join, literal, raw, type Sql, sql } from "../sql/Sql.ts"
import { countsItself } from "../statements/numbering.ts"
import { isSealing, sealedChange, type Sealing } from "../statements/sealedChange.ts"
import { askedRows, askedVariables } from "./outOfBandOurs.ts"
import { keyPlace, metColumns, type Rows, rowsOf } from "./outOfBandRows.ts"

/** Who writes past PGCrest: the role that signed in, whatever it has become since. */
export const writer: Sql = raw("'db:' || session_user")

/** A branch for each event; `sharing` are the resources of the table, whose own changes are looked for. */
export const changesBody = (
  resource: Resource.Resource,
  sharing: ReadonlyArray<Resource.Resource>
): Sql => sql`declare
  is_ours boolean := true;
  is_taken boolean;
${askedVariables}
begin
  case tg_op${join(
    rowsOf(resource, sharing).map((one) => branch(resource, sharing, one)),
    ""
  )}
  end case;
  return null;
end`

/** Of a statement of ours only the first question is asked, of one row after the other. */
function branch(resource: Resource.Resource, sharing: ReadonlyArray<Resource.Resource>, rows: Rows): Sql {
  const version = Resource.playing(resource, "version")
  const renumbering =
    version === null || rows.after === null
      ? raw("")
      : sql`
      if is_taken then
        ${renumbered(resource, version)};
      end if;`
  return sql`
  when ${literal(rows.event)} then${rows.event === "TRUNCATE" ? raw("\n    is_ours := false;") : askedRows(rows.event, sharing)}
    if not is_ours then
      ${recorded(resource, rows)} into is_taken;${renumbering}
    end if;`
}

/** Changes, tombstones, and what was there before the trail; a row that was given a version which is taken gets the next one. */
function recorded(resource: Resource.Resource, rows: Rows): Sql {
  const { name: own } = resource
  const version = Resource.playing(resource, "version")
  const counted = countsItself(resource) ? raw("\n    where numbered.after is null") : raw("")
  return sql`with met as materialized (
    select ${metColumns(resource, rows)}
    from ${rows.from}
    where ${rows.where}
  ), known as materialized (
    select met.*, greatest(last.version, life.version) as known, greatest(last.at, life.at) as "known at?", last.after as last
    from met
    left join lateral (
      select change.version, change.at, change.after
      from audit.change as change
      where change.resource = ${literal(own)} and change.uid = met.uid
      order by change.version desc
      limit 1
    ) as last on true
    left join lateral (
      select life.version, life.at
      from audit.life as life
      where life.resource = ${literal(own)} and life.uid = met.uid
      limit 1
    ) as life on true
  ), numbered as materialized (
    select known.*, ${nextVersion(resource)} as next,
      greatest(known.at, known."known at?") as moment
    from known
  ), adopted as (
    ${logged(resource, {
      cells: sql`${literal(own)}, numbered.uid, greatest(numbered.held, 1), 'adopt', numbered.moment, ${writer}, ${format}, null::jsonb, numbered.before`,
      sealed: raw(`numbered."sealed before"`),
      from: raw("numbered\n    where numbered.known is null and numbered.before is not null")
    })}
  ), life as (
    insert into audit.life as life (resource, uid, version, at)
    select ${literal(own)}, numbered.uid, numbered.next, numbered.moment
    from numbered${counted}
    order by 2
    on conflict (resource, uid) do update
    set version = greatest(excluded.version, life.version), at = greatest(excluded.at, life.at)
  ), logged as (
  ${logged(resource, {
    cells: sql`${literal(own)}, numbered.uid, numbered.next,
    case when numbered.after is null then 'delete' when numbered.before is null then 'create' else 'update' end,
    numbered.moment, ${writer}, ${format},
    case when numbered.known is not null and numbered.before is distinct from numbered.last then numbered.before end,
    ${version === null ? raw("numbered.after") : renumberedContent(resource)}`,
    sealed: raw(`numbered."sealed after"`),
    from: raw("numbered\n  order by 2")
  })}
  )
  select bool_or(numbered.next <> numbered.version) from numbered`
}

const format = raw(String(contentFormat))
const changeColumns = raw("resource, uid, version, op, at, actor, format, before, after")

/** The insert of the changes of `numbered` rows. */
function logged(
  resource: Resource.Resource,
  { cells, from, sealed }: Pick<Sealing, "cells" | "from" | "sealed">
): Sql {
  return isSealing(resource)
    ? sealedChange({ columns: changeColumns, cells, sealed, from })
    : sql`insert into audit.change (${changeColumns})
    select ${cells}
    from ${from}`
}

function nextVersion(resource: Resource.Resource): Sql {
  const version = Resource.playing(resource, "version")
  if (version === null)
    return raw("coalesce(known.known, case when known.before is null then 0 else 1 end) + 1")
  // A row that has moved on meanwhile, by a trigger of its own, keeps the version that it was written with.
  const last = raw(
    "coalesce(known.known, case when known.before is not null then greatest(known.held, 1) end)"
  )
  return sql`case
      when known.after is null then greatest(known.known, known.held, 1) + 1
      when ${last} >= known.version and (
        select true
        from ${tableName(resource)} as record
        where ${isOf(resource, "known")} and ${of("record", version)} = known.version
        limit 1
      ) then ${last} + 1
      else known.version
    end`
}

function isOf({ key }: Resource.Resource, alias: string): Sql {
  return join(
    key.columns.map((column, at) => sql`${of("record", column)} = ${raw(alias)}.${keyPlace(at)}`),
    " and "
  )
}

/** The rows whose version was taken get that of their change; whoever counts on meets what is there. */
function renumbered(resource: Resource.Resource, version: Column): Sql {
  const updated = Resource.playing(resource, "last_updated_at")
  const set = [
    sql`${columnName(version)} = last.version`,
    ...(updated === null ? [] : [sql`${columnName(updated)} = ${storedInstant(updated, raw("last.at"))}`])
  ]
  const isSame = resource.key.columns.map((column) => sql`${of("record", column)} = ${of("n", column)}`)
  return sql`update ${tableName(resource)} as record
      set ${join(set, ", ")}
      from new_rows as n
      cross join lateral (
        select change.version, change.at
        from audit.change as change
        where change.resource = ${literal(resource.name)} and change.uid = ${rowUid(resource, "n")}
        order by change.version desc
        limit 1
      ) as last
      where ${join(isSame, " and ")} and ${of("record", version)} = ${of("n", version)} and last.version > ${of("n", version)}`
}

function renumberedContent(resource: Resource.Resource): Sql {
  const parts = [
    ["version", raw("numbered.next")],
    ["last_updated_at", raw(instantText("numbered.moment"))]
  ] as const
  const pairs = parts.flatMap(([part, value]) => {
    const column = Resource.playing(resource, part)
    return column === null ? [] : [sql`${literal(column.name)}, ${value}`]
  })
  return sql`case when numbered.next <> numbered.version then numbered.after || jsonb_build_object(${join(pairs, ", ")}) else numbered.after end`
}
