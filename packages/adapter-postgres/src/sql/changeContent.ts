/** A row as the jsonb that a change keeps: the shown columns, independent of session settings. */
import type { Column, ColumnType, Resource } from "@pgcrest/core"
import { literal, raw, quote, type Sql, sql, join } from "./Sql.ts"

// jsonb_build_object takes 100 arguments at most.
const pairsAtMost = 50

/** SQL for the content of the row that `alias` stands for. */
export const contentSql = ({ columns }: Resource.Resource, alias: string): Sql => {
  const pairs = [...columns.values()].filter(({ shown }) => shown).map((column) => pair(alias, column))
  const chunks = Array.from(
    { length: Math.ceil(pairs.length / pairsAtMost) },
    (_, i) => sql`jsonb_build_object(${join(pairs.slice(i * pairsAtMost, (i + 1) * pairsAtMost), ", ")})`
  )
  return join(chunks, " || ")
}

function pair(alias: string, { name, columnName, type }: Column): Sql {
  return sql`${literal(name)}, ${raw(contentOf(`${alias}.${quote(columnName)}`, type))}`
}

/** What `jsonb_build_object` writes by itself stays as it is, where no setting of the session decides how. */
function contentOf(column: string, { kind }: ColumnType): string {
  switch (kind) {
    case "timestamptz":
      return instantText(column)
    case "uuid":
    case "text":
    case "enum":
    case "boolean":
    case "integer":
    case "bigint":
    case "numeric":
    case "float":
    case "date":
    case "jsonb":
    case "array":
      return column
  }
}

/** RFC 3339 in UTC without trailing zeros, whatever the session's TimeZone and DateStyle are. */
export const instantText = (column: string): string =>
  `rtrim(rtrim(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'`
