/** The schemas of an api's tables: whether they are there, and whether the role that looks may use them. */
import type { QueryText, TextRow } from "../client/TextQuery.ts"
import type { TableName } from "./CatalogueTable.ts"
import type { SchemaFault } from "./SchemaFault.ts"

/** Asks for those among the schemas of these tables that are not there, or are not to be used. */
export const schemataQuery = (tables: ReadonlyArray<TableName>): QueryText => ({
  name: null,
  values: [[...new Set(tables.flatMap(({ schema }) => schema ?? []))]],
  text: `select wanted.schema, n.oid is null, current_user
from unnest($1::text[]) as wanted(schema) left join pg_catalog.pg_namespace n on n.nspname = wanted.schema
where n.oid is null or not pg_catalog.has_schema_privilege(n.oid, 'usage') order by 1`
})

/** The faults of these schemas. */
export const schemataFaults = (rows: ReadonlyArray<TextRow>): ReadonlyArray<SchemaFault> =>
  rows.map(([schema, missing, role]) =>
    missing === "t"
      ? { _tag: "SchemaMissing", schema: String(schema) }
      : { _tag: "SchemaForbidden", schema: String(schema), role: String(role) }
  )
