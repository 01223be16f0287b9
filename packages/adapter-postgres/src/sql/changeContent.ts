/** A row as the jsonb that a change keeps: the shown columns, independent of session settings. */
import type { Column, Resource } from "@pgcrest/core"
import { literal, raw, quote, type Sql, sql, join } from "./Sql.ts"

// jsonb_build_object takes 100 arguments at most.
const pairsAtMost = 50

/** SQL for the content of the row that `alias` stands for. */
export const contentSql = ({ columns }: Resource.Resource, alias: string): Sql<unknown> => {
  const pairs = [...columns.values()].filter(({ shown }) => shown).map((column) => pair(alias, column))
  const chunks = Array.from(
    { length: Math.ceil(pairs.length / pairsAtMost) },
    (_, i) => sql`jsonb_build_object(${join(pairs.slice(i * pairsAtMost, (i + 1) * pairsAtMost), ", ")})`
  )
  return join(chunks, " || ")
}

function pair(alias: string, { name, type }: Column): Sql<unknown> {
  const column = `${alias}.${quote(name)}`
  return sql`${literal(name)}, ${raw(type.kind === "timestamptz" ? instantText(column) : column)}`
}

/** RFC 3339 in UTC without trailing zeros, whatever the session's TimeZone and DateStyle are. */
export const instantText = (column: string): string =>
  `rtrim(rtrim(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'`
