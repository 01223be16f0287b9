/** When two values of a column are compared, in a filter and as what a write would change. */
import type { Column, ColumnType } from "@pgcrest/core"
import { castType, geoJson, ownText } from "./columns.ts"
import { jsonbOf } from "./jsonbOf.ts"
import { raw, type Sql, sql } from "./Sql.ts"

/**
 * A column's value as it is compared: an enum's as its own type, since domains over one have no operators, and an array as
 * it is declared, since arrays of two types have none either; such a cast cannot fail.
 */
export const comparable = ({ type }: Pick<Column, "type">, cell: Sql): Sql =>
  type.kind === "array" || (type.kind === "enum" && type.type !== null)
    ? sql`${cell}::${raw(castType(type))}`
    : cell

/** Whether two values of a column are one and the same: what shows a difference is a change, also where the type's own `=` sees none. */
export const isSameValue = (column: Column, left: Sql, right: Sql): Sql =>
  sql`${shownOf(column, left)} is not distinct from ${shownOf(column, right)}`

/** Whether they are two. */
export const isOtherValue = (column: Column, left: Sql, right: Sql): Sql =>
  sql`${shownOf(column, left)} is distinct from ${shownOf(column, right)}`

function shownOf(column: Column, value: Sql): Sql {
  const { type } = column
  switch (type.kind) {
    case "citext":
    case "interval":
      return sql`${value}::text`
    case "other":
      return ownText(value)
    // A collation may take two texts for one.
    case "text":
    case "char":
      return sql`${value} collate "C"`
    case "json":
      return orNull(jsonbOf(value))
    case "jsonb":
      return orNull(value)
    // GeoJSON tells no measures and no arcs, and the usual reference system as none.
    case "geometry":
      return sql`${geoJson(value)}::jsonb`
    case "array":
      return shownArray(type, value)
    default:
      return comparable(column, value)
  }
}

/** JSON has no bounds of an array's indexes; of JSON in it neither dimensions nor another null. */
function shownArray(type: Extract<ColumnType, { kind: "array" }>, value: Sql): Sql {
  // varchar[] and text[] have no operator between them.
  const cells = sql`${value}::${raw(castType(type))}`
  if (type.of.kind === "json") return jsonbOf(sql`to_json(${cells})`)
  if (type.of.kind === "jsonb") return sql`to_jsonb(${cells})`
  return sql`(${cells})[:]${raw(comparedAsText.has(type.of.kind) ? "::text" : "")}`
}

/** The null that JSON has is shown as the column's own. */
function orNull(jsonb: Sql): Sql {
  return sql`coalesce(${jsonb}, 'null')`
}

// Types without an equality that is known, and those whose equality is of less than what they show.
const comparedAsText: ReadonlySet<ColumnType["kind"]> = new Set(["citext", "interval", "other"])
