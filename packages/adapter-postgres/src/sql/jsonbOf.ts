/** What json holds as jsonb, which takes less. */
import { raw, type Sql, sql } from "./Sql.ts"

/** As jsonb; what jsonb cannot hold is its text. */
export const jsonbOf = (json: Sql): Sql =>
  sql`case when ${json}::text ~ '${raw(unfit)}' then to_jsonb(${json}::text) else ${json}::jsonb end`

// jsonb takes no U+0000, no half of a surrogate pair and no number beyond numeric's, which json does not look at.
const unfit = String.raw`(^|[^\\])(\\\\)*\\u(0000|[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F]))|[eE][+]?[0-9]{4,}`
