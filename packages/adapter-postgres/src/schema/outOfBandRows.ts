/** The rows of a statement of others, as they were and as they are, whatever it did with them. */
import { Resource } from "@pgcrest/core"
import { contentSql } from "../sql/changeContent.ts"
import { instantOf, of, tableName } from "../sql/columns.ts"
import { rowUid } from "../sql/rowUid.ts"
import { join, name, raw, type Sql, sql } from "../sql/Sql.ts"
import { andPresent } from "../sql/present.ts"
import { isSealing } from "../statements/sealedChange.ts"
import { isRecorded, isRecordedDelete } from "./outOfBandOurs.ts"

/** The rows of an event that are not recorded yet. */
export interface Rows {
  readonly event: "INSERT" | "UPDATE" | "DELETE" | "TRUNCATE"
  /** By which name a row is known as it was, and as it is; null where there is none. */
  readonly before: string | null
  readonly after: string | null
  readonly from: Sql
  readonly where: Sql
}

/** Those of each event. */
export const rowsOf = (
  resource: Resource.Resource,
  sharing: ReadonlyArray<Resource.Resource>
): ReadonlyArray<Rows> => [
  insertedRows(resource, sharing),
  updatedRows(resource, sharing),
  deletedRows(resource, sharing),
  truncatedRows(resource)
]

/** What is carried of each row: the key and numbers that it has, and its content before and after. */
export function metColumns(resource: Resource.Resource, rows: Rows): Sql {
  const { before, after } = rows
  const both = before !== null && after !== null
  const either = (of_: (alias: string) => Sql) =>
    both
      ? sql`case when ${isRow(after)} then ${of_(after)} else ${of_(before)} end`
      : of_(after ?? before ?? "n")
  const version = Resource.playing(resource, "version")
  const held = (alias: string | null, value: (alias: string) => Sql, type: string) =>
    alias === null ? raw(`null::${type}`) : value(alias)
  // What is deleted softly is not there, whatever its row holds.
  const isThere = (alias: string) =>
    both
      ? [sql`${isRow(alias)}${andPresent(resource, alias)}`]
      : resource.softDelete === null
        ? []
        : [isPresent(resource.softDelete, alias)]
  const there = (alias: string) => (value: Sql) =>
    isThere(alias).reduce((of_, when) => sql`case when ${when} then ${of_} end`, value)
  const versionOf = (alias: string) =>
    version === null ? raw("null::bigint") : sql`${of(alias, version)}::bigint`
  const content = (alias: string | null, part: "open" | "sealed" = "open") =>
    held(alias, (one) => there(one)(contentSql(resource, one, part)), "jsonb")
  return join(
    [
      ...resource.key.columns.map(
        (column, at) => sql`${either((alias) => of(alias, column))} as ${keyPlace(at)}`
      ),
      sql`${either((alias) => rowUid(resource, alias))} as uid`,
      sql`${held(before, versionOf, "bigint")} as held`,
      sql`${held(after, versionOf, "bigint")} as version`,
      sql`${instant(resource, rows)} as at`,
      sql`${content(before)} as before`,
      sql`${content(after)} as after`,
      ...(isSealing(resource)
        ? [
            sql`${content(before, "sealed")} as "sealed before"`,
            sql`${content(after, "sealed")} as "sealed after"`
          ]
        : [])
    ],
    ",\n      "
  )
}

/** The row's own instant where the writer has set one, else now. */
function instant(resource: Resource.Resource, { before, after }: Rows): Sql {
  const column = Resource.playing(resource, "last_updated_at")
  if (column === null) return raw("clock_timestamp()")
  if (after === null) return sql`greatest(clock_timestamp(), ${instantOf(before ?? "o", column)})`
  const own = instantOf(after, column)
  if (before === null) return sql`coalesce(${own}, clock_timestamp())`
  return sql`case when ${of(before, column)} is distinct from ${of(after, column)} then coalesce(${own}, greatest(clock_timestamp(), ${instantOf(before, column)})) else greatest(clock_timestamp(), ${own}) end`
}

/** Under which name a column of the key is carried. */
export const keyPlace = (at: number): Sql => name(`key ${at}?`)

function insertedRows(resource: Resource.Resource, sharing: ReadonlyArray<Resource.Resource>): Rows {
  const [from, where] = [
    raw("new_rows as n"),
    sql`not (${isRecorded(sharing, "n")})${andPresent(resource, "n")}`
  ]
  return { event: "INSERT", before: null, after: "n", from, where }
}

function deletedRows(resource: Resource.Resource, sharing: ReadonlyArray<Resource.Resource>): Rows {
  const [from, where] = [
    raw("old_rows as o"),
    sql`not (${isRecordedDelete(sharing, "o")})${andPresent(resource, "o")}`
  ]
  return { event: "DELETE", before: "o", after: null, from, where }
}

/** Every row goes, and no statement of ours does that. */
function truncatedRows(resource: Resource.Resource): Rows {
  const from = sql`${tableName(resource)} as o`
  return { event: "TRUNCATE", before: "o", after: null, from, where: sql`true${andPresent(resource, "o")}` }
}

/** A row whose key has changed is two records: one that went, and one that came. */
function updatedRows(resource: Resource.Resource, sharing: ReadonlyArray<Resource.Resource>): Rows {
  const isSame = resource.key.columns.map((column) => sql`${of("o", column)} = ${of("n", column)}`)
  return {
    event: "UPDATE",
    before: "o",
    after: "n",
    from: sql`(select old_rows.* from old_rows) as o
      full join (select new_rows.* from new_rows) as n on ${join(isSame, " and ")}`,
    where: sql`case when ${isRow("n")} then (not (${isRow("o")}) or o.* *<> n.*) and not (${isRecorded(sharing, "n")}) else not (${isRecordedDelete(sharing, "o")}) end${besideDeleted(resource)}`
  }
}

/** What is deleted softly, and was so before, has no history to go on. */
function besideDeleted({ softDelete }: Resource.Resource): Sql {
  if (softDelete === null) return raw("")
  const isIn = (alias: string) => sql`${isRow(alias)} and ${isPresent(softDelete, alias)}`
  return sql` and (${isIn("o")} or ${isIn("n")})`
}

function isPresent({ column }: NonNullable<Resource.Resource["softDelete"]>, alias: string): Sql {
  return sql`${of(alias, column)} is null`
}

/** Whether an outer join has found such a row. `o` alone would be a column of that name, and a flag of ours might be one too. */
function isRow(alias: string): Sql {
  // `is not null` asks each cell.
  return raw(`${alias}.* is distinct from null`)
}
