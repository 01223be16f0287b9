/** Names as people write them in SQL: quoted where PostgreSQL's own `quote_ident` quotes them. */
import { hash } from "node:crypto"
import { quote } from "./Sql.ts"

export const identifier = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/u.test(name) && !keywords.has(name) ? name : quote(name)

/** A name with its schema, where it has one. */
export const qualified = (schema: string | null, name: string): string =>
  schema === null ? identifier(name) : `${identifier(schema)}.${identifier(name)}`

/** A type's name as a declaration has it: words are quoted where they need it, what is in quotes stays so. */
export const typeName = (declared: string): string =>
  (declared.match(/"(?:[^"]|"")+"|[^.]+/gu) ?? [])
    .map((part) => (part.startsWith('"') ? part : identifier(part)))
    .join(".")

/** A type's name without its modifier: parentheses in quotes are the name's own. */
export const withoutModifier = (declared: string): string =>
  declared.replaceAll(/(?<kept>"(?:[^"]|"")*")|\([^)]*\)/gu, "$<kept>")

/** `<table>_<columns>_<suffix>`, as PostgreSQL itself chooses; what is too long ends in a hash, so that no two are cut alike. */
export const objectName = (table: string, columns: ReadonlyArray<string>, suffix: string): string => {
  const name = [table, ...columns, suffix].join("_")
  return name.length <= longest ? name : `${name.slice(0, longest - 9)}_${hash("sha256", name).slice(0, 8)}`
}

const longest = 63

// Those of PostgreSQL 15 to 18 that are not `unreserved` in pg_get_keywords(); a test asks its servers.
const keywords: ReadonlySet<string> = new Set(
  `
  all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both
  case cast char character check coalesce collate collation column concurrently constraint create cross
  current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
  decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
  freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect
  interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg
  json_query json_scalar json_serialize json_table json_value lateral leading least left like limit localtime
  localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset on
  only or order out outer overlaps overlay placing position precision primary real references returning right
  row select session_user setof similar smallint some substring symmetric system_user table tablesample then
  time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when
  where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi
  xmlroot xmlserialize xmltable
  `
    .trim()
    .split(/\s+/u)
)
