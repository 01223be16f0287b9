/** Text search as SQL. */
import type { PredicateShape } from "../shape/PredicateShape.ts"
import { literal, raw, type Sql, sql, value } from "./Sql.ts"

type Search = Extract<PredicateShape, { readonly _tag: "Search" }>

/** `cell` is a document for text search already, or text that becomes one. */
export const searchSql = ({ column, form, language, text }: Search, cell: Sql): Sql => {
  // Each name is of the closed list of core's.
  const spoken = language === null ? raw("") : sql`${literal(language)}, `
  const query = sql`${raw(queries[form])}(${spoken}${value(text, "text")})`
  if (column.type.kind === "other") return sql`${cell} @@ ${query}`
  return sql`(octet_length(${cell}) <= ${raw(String(largest))} and to_tsvector(${spoken}${cell}) @@ ${query})`
}

const queries: Readonly<Record<Search["form"], string>> = {
  fts: "to_tsquery",
  plfts: "plainto_tsquery",
  phfts: "phraseto_tsquery",
  wfts: "websearch_to_tsquery"
}

/** In bytes: what is made of more may not fit into 1 MiB, and is an error; a text of 750 kB was seen to make 1.2 MB. */
const largest = 131_072
