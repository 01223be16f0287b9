/** A page of a list as SQL, and how many there are in all. */
import { join, raw, type Sql, sql } from "../sql/Sql.ts"

/** The parts of a list's statement. */
export interface Selection {
  readonly columns: Sql
  readonly from: Sql
  /** What every record must fulfil; null where all are whole for. */
  readonly where: Sql | null
  /** Of a page behind a place, the ranges in which its records are, one at least; null for all. */
  readonly ranges: ReadonlyArray<Sql> | null
  /** What puts records into groups; null where each is told. */
  readonly by: Sql | null
  readonly order: Sql
  readonly limit: Sql
}

/** The records of the page; of several ranges in the order of `"range?"` and `"rank?"`, the last two of a row. */
export const pageSql = (selection: Selection): Sql => {
  const within = rangesOf(selection)
  const [only = null] = within
  if (within.length < 2) return rangeSql(selection, only)
  return sql`select page.* from (\n${rankedSql(selection)}\n) as page\norder by page."range?", page."rank?"\n${selection.limit}`
}

/** What the planner is asked. */
export const planSql = (selection: Selection): Sql => sql`explain (format json) select ${rowsSql(selection)}`

/** The page and how many there are in all, or up to so many: the count stands beside an empty page too, and the order leans on no join. */
export const countedPage = (selection: Selection, most: number | null): Sql => {
  const { by, limit, ranges } = selection
  const all = rowsSql(selection)
  const bound = most === null ? raw("") : raw(`\n  limit ${most + 1}`)
  const counted = by === null && most === null ? all : sql`from (\n  select ${all}${bound}\n  ) as counted`
  return sql`select page.*, total.count
from (
  select count(*) as count
  ${counted}
) as total
left join (
${rankedSql(selection)}
) as page on true
order by page."range?", page."rank?"${ranges === null ? raw("") : sql`\n${limit}`}`
}

/** All that is found, without a cell; of groups something is told, so that all records can be one. */
function rowsSql({ by, from, where }: Selection): Sql {
  const rows = sql`from ${from}${where === null ? raw("") : sql`\n  where ${where}`}`
  return by === null ? rows : sql`count(*) ${rows}${by}`
}

/** As many records of each range as the page has at most: an index finds them, and few are left to be sorted. */
function rankedSql(selection: Selection): Sql {
  const { columns, order } = selection
  const rank = sql`row_number() over (order by ${order}) as "rank?"`
  const parts = rangesOf(selection).map(
    (range, at) =>
      sql`(${rangeSql({ ...selection, columns: sql`${columns}, ${raw(String(at))} as "range?", ${rank}` }, range)})`
  )
  return join(parts, "\nunion all\n")
}

function rangeSql({ by, columns, from, order, limit }: Selection, where: Sql | null): Sql {
  const lines = [
    sql`select ${columns}`,
    sql`from ${from}${where === null ? raw("") : sql`\nwhere ${where}`}${by ?? raw("")}`,
    sql`order by ${order}`,
    limit
  ]
  return join(lines, "\n")
}

/** What the records of each range fulfil, one range at least; null where all are whole for. */
function rangesOf({ ranges, where }: Selection): ReadonlyArray<Sql | null> {
  if (ranges === null) return [where]
  if (ranges.length === 0) return [raw("false")]
  return ranges.map((range) => (where === null ? range : sql`${where} and ${range}`))
}
