/** A row as the jsonb that a change keeps, independent of session settings: what core's `contentText` says, as SQL. */
import type { Column, ColumnType, Field, Resource } from "@pgcrest/core"
import { geoJson, ownText } from "./columns.ts"
import { jsonbOf } from "./jsonbOf.ts"
import { literal, raw, quote, type Sql, sql, join } from "./Sql.ts"

// jsonb_build_object takes 100 arguments at most.
const pairsAtMost = 50

/** SQL for what a change keeps of the row that `alias` stands for: openly, or sealed. */
export const contentSql = (
  { columns }: Resource.Resource,
  alias: string,
  part: Exclude<Field.Recorded, "never"> = "open"
): Sql => {
  const pairs = [...columns.values()]
    .filter(({ recorded }) => recorded === part)
    .map((column) => pair(alias, column))
  const chunks = Array.from(
    { length: Math.ceil(pairs.length / pairsAtMost) },
    (_, i) => sql`jsonb_build_object(${join(pairs.slice(i * pairsAtMost, (i + 1) * pairsAtMost), ", ")})`
  )
  return chunks.length === 0 ? raw("jsonb_build_object()") : join(chunks, " || ")
}

function pair(alias: string, column: Column): Sql {
  return sql`${literal(column.name)}, ${cellContent(alias, column)}`
}

/** SQL for what a change keeps of one cell of the row `alias`. */
export const cellContent = (alias: string, { columnName, type, plays }: Column): Sql => {
  const column = `${alias}.${quote(columnName)}`
  // What the audit writes is of this era.
  const isOwn = plays !== null && type.kind === "timestamptz"
  return isOwn ? raw(instantText(column)) : contentOf(column, type)
}

/** What `jsonb_build_object` writes by itself stays as it is, where no setting of the session decides how. */
function contentOf(column: string, type: ColumnType): Sql {
  switch (type.kind) {
    case "timestamptz":
      return raw(anyMoment(`(${column} at time zone 'UTC')`, "Z"))
    case "timestamp":
      return raw(anyMoment(column, type.zone === "utc" ? "Z" : ""))
    // Its text is without the blanks at its end.
    case "char":
      return raw(`${column}::text`)
    case "other":
      return ownText(raw(column))
    // jsonb has it as a text.
    case "oid":
      return raw(`${column}::bigint`)
    // With a line's end after every 76 characters.
    case "bytea":
      return raw(`translate(encode(${column}, 'base64'), e'\\n', '')`)
    case "json":
      return jsonbOf(raw(column))
    case "hstore":
      return raw(`to_json(${column})::jsonb`)
    case "geometry":
      return sql`${geoJson(raw(column))}::jsonb`
    case "uuid":
    case "text":
    case "citext":
    case "enum":
    case "boolean":
    case "smallint":
    case "integer":
    case "bigint":
    case "numeric":
    case "real":
    case "float":
    case "date":
    case "time":
    case "timetz":
    case "bit":
    case "jsonb":
    case "inet":
    case "cidr":
    case "macaddr":
    case "macaddr8":
      return raw(column)
    case "interval":
      return unset(column)
    case "range":
    case "multirange":
      return isSet(type.of) ? unset(column) : raw(column)
    case "array":
      return arrayOf(column, type.of)
  }
}

/** As `audit.content` writes it, under settings of its own: each such value takes some 10 µs. */
function unset(column: string): Sql {
  return raw(`audit.content(${column})`)
}

/** Whether a setting of the session decides how PostgreSQL writes such a value in JSON. */
function isSet(type: ColumnType): boolean {
  switch (type.kind) {
    case "timestamp":
    case "timestamptz":
    case "date":
    case "interval":
    case "bytea":
      return true
    default:
      return "of" in type && isSet(type.of)
  }
}

function arrayOf(column: string, type: ColumnType): Sql {
  const { kind } = type
  if (isSet(type)) return unset(column)
  // Without the blanks at their ends.
  if (kind === "char") return raw(`${column}::text[]`)
  if (kind === "oid") return raw(`${column}::bigint[]`)
  if (kind === "json") return jsonbOf(raw(`to_json(${column})`))
  // jsonb has a composite as an object, and a number as such.
  return raw(kind === "other" ? `${column}::text[]` : column)
}

/** RFC 3339 in UTC without trailing zeros, whatever the session's TimeZone and DateStyle are. */
export const instantText = (column: string): string => momentText(`${column} at time zone 'UTC'`, "Z")

function momentText(moment: string, zone: string): string {
  return `rtrim(rtrim(to_char(${moment}, 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || '${zone}'`
}

// to_char tells no infinity, and years before the first without their sign.
function anyMoment(moment: string, zone: string): string {
  const era = `case when ${moment} < '0001-01-01' then ' BC' else '' end`
  return `coalesce(${momentText(moment, zone)} || ${era}, ${moment}::text)`
}
