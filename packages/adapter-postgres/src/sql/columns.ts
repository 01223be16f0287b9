/** How columns are named, cast, sent and read. */
import type { Column, ColumnType, Resource } from "@pgcrest/core"
import type { Given } from "../shape/Shape.ts"
import { typeName, withoutModifier } from "./identifier.ts"
import { name, quote, raw, type Sql, sql, value } from "./Sql.ts"

/** The table with its schema, quoted. */
export const tableName = ({ table }: Resource.Resource): Sql =>
  raw(table.schema === null ? quote(table.name) : `${quote(table.schema)}.${quote(table.name)}`)

/** The type that parameters for such a column are cast to. Without precision: a filter's operand may have more digits. */
export const castType = (type: ColumnType): string => {
  switch (type.kind) {
    case "enum":
      return type.type === null ? "text" : typeName(type.type)
    // A text and a varchar are compared by one operator, arrays of them by none.
    case "array":
      return `${type.of.kind === "text" && type.of.length !== undefined ? "varchar" : castType(type.of)}[]`
    case "range":
    case "multirange":
      return typeName(type.type)
    // `bit` alone is one bit.
    case "bit":
      return type.varying || type.length === null ? "bit varying" : `bit(${type.length})`
    case "other":
      return castName(type.type)
    default:
      return typeNames[type.kind]
  }
}

/** With a modifier a cast would cut what is too long, and round; without one, these two would cut all but the first. */
function castName(type: string): string {
  const bare = withoutModifier(type).trim()
  if (/^(?:(?:national\s+)?char(?:acter)?|nchar)$/iu.test(bare)) return "bpchar"
  return /^bit$/iu.test(bare) ? "bit varying" : bare
}

/** The type that such a column is declared with. */
export const declaredType = (type: ColumnType): string => {
  switch (type.kind) {
    case "numeric":
      return type.precision === null ? "numeric" : `numeric(${type.precision},${type.scale ?? 0})`
    case "text":
      return type.length === undefined ? "text" : `varchar(${type.length})`
    case "char":
      return `char(${type.length})`
    case "bit":
      return type.varying && type.length !== null ? `bit varying(${type.length})` : castType(type)
    case "array":
      return `${declaredType(type.of)}[]`
    case "other":
      return type.type
    default:
      return castType(type)
  }
}

type Named = Exclude<ColumnType["kind"], "enum" | "array" | "range" | "multirange" | "bit" | "other">

// A new kind does not compile until it has a name.
const typeNames: Readonly<Record<Named, string>> = {
  uuid: "uuid",
  text: "text",
  // `char` alone is one character.
  char: "bpchar",
  citext: "citext",
  boolean: "boolean",
  smallint: "smallint",
  integer: "integer",
  bigint: "bigint",
  oid: "oid",
  numeric: "numeric",
  real: "real",
  float: "double precision",
  date: "date",
  time: "time",
  timetz: "timetz",
  timestamp: "timestamp",
  timestamptz: "timestamptz",
  interval: "interval",
  bytea: "bytea",
  json: "json",
  jsonb: "jsonb",
  hstore: "hstore",
  geometry: "geometry",
  inet: "inet",
  cidr: "cidr",
  macaddr: "macaddr",
  macaddr8: "macaddr8"
}

/** What a write gives to its column; of a domain it is read as such, so that its check knows which value it refuses. */
export const givenValue = ({ column, value: hole, rows }: Given): Sql => {
  const { type, domain } = column
  if (rows !== undefined) return of("given", column)
  return type.kind === "geometry"
    ? sql`ST_GeomFromGeoJSON(${value(hole, "text")})`
    : value(hole, domain === null ? castType(type) : typeName(domain))
}

/**
 * What many values for a column are sent as: an array of the column's type, or of its domain, so that each is read as one by
 * itself is. A cast of a text would cut what is too long for a domain. Arrays of arrays lose their rows, and are texts.
 */
export const manyType = ({ type, domain }: Column): string =>
  isByText(type) ? "text[]" : `${domain === null ? castType(type) : typeName(domain)}[]`

/** One of these as a value of the column. */
export const oneOfMany = ({ type }: Column, cell: Sql): Sql => {
  if (!isByText(type)) return cell
  return type.kind === "geometry" ? sql`ST_GeomFromGeoJSON(${cell})` : sql`${cell}::${raw(castType(type))}`
}

function isByText({ kind }: ColumnType): boolean {
  return kind === "array" || kind === "geometry"
}

/** A column of a row source. */
export const of = (alias: string, { columnName }: Column): Sql => raw(`${alias}.${quote(columnName)}`)

/** The column's name alone, as where values are given to it. */
export const columnName = (column: Column): Sql => name(column.columnName)

/** An instant as a column of the audit stores it. */
export const storedInstant = ({ type }: Column, instant: Sql): Sql =>
  type.kind === "timestamp" ? sql`(${instant} at time zone 'UTC')` : instant

/** What a column of the audit holds, as an instant. */
export const instantOf = (alias: string, column: Column): Sql =>
  column.type.kind === "timestamp" ? sql`(${of(alias, column)} at time zone 'UTC')` : of(alias, column)

/** The output of a column: its own text, or JSON where PostgreSQL's text is a notation of an extension. */
export const outputColumn = (alias: string, column: Column): Sql => {
  const cell = of(alias, column)
  if (column.type.kind === "geometry") return sql`${geoJson(cell)}::json`
  return isJsonOutside(column.type) ? sql`to_json(${cell})` : cell
}

/** PostgreSQL's own text of a cell, as it leaves in an answer: a cast to text tells some types otherwise. */
export const ownText = (cell: Sql): Sql =>
  // `is null` would be true of a composite whose fields are all null.
  sql`case when ${cell} is distinct from null then format('%s', ${cell}) end`

/** A geometry as RFC 7946 has it: the cast to json would tell the reference system too, also the one that is meant anyway. */
export const geoJson = (cell: Sql): Sql =>
  // GeoJSON knows no arcs.
  sql`ST_AsGeoJSON(case when ST_HasArc(${cell}) then ST_CurveToLine(${cell}) else ${cell} end, 15, 8)`

/** Whether a column's cells are told as JSON by the database: to_json uses the casts that an extension brings. */
export const isJsonOutside = (type: ColumnType): boolean =>
  type.kind === "array" ? isJsonOutside(type.of) : type.kind === "hstore" || type.kind === "geometry"
