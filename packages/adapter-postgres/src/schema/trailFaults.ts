/** What the audit trail lacks, as plain sentences. */
import { type CatalogueTable, type TableName } from "./catalogue.ts"
import type { QueryText, TextRow } from "../client/TextQuery.ts"

/** The tables that the trail is made of. */
export const trailTables: ReadonlyArray<TableName> = [
  { schema: "audit", name: "change" },
  { schema: "audit", name: "life" }
]

const columnsOf = [
  ["resource", "uid", "version", "op", "at", "actor", "request_id", "before", "after", "tx"],
  ["resource", "uid", "version", "at"]
]

/** The faults of the trail's tables, in the order of `trailTables`. */
export const trailFaults = (tables: ReadonlyArray<CatalogueTable | null>): ReadonlyArray<string> =>
  trailTables.flatMap(({ name }, place) =>
    tableFaults(`audit.${name}`, columnsOf[place] ?? [], tables[place] ?? null)
  )

function tableFaults(
  where: string,
  wanted: ReadonlyArray<string>,
  table: CatalogueTable | null
): ReadonlyArray<string> {
  if (table === null) return [`${where} is missing: run sql/audit.sql`]
  const names = table.columns.map((column) => column.name)
  return [
    ...wanted
      .filter((name) => !names.includes(name))
      .map((name) => `${where} lacks the column "${name}": run sql/audit.sql`),
    ...table.columns
      .filter(({ name, notNull, supplied }) => notNull && !supplied && !wanted.includes(name))
      .map(({ name }) => `${where}.${name} is not null and is not written any more: run sql/audit.sql`)
  ]
}

/** Asks for the partitions of the trail in which a version could come twice. */
export const partitionsQuery: QueryText = {
  name: null,
  values: [],
  text: `select p.oid::regclass from pg_catalog.pg_inherits i join pg_catalog.pg_class p on p.oid = i.inhrelid
where i.inhparent = pg_catalog.to_regclass('audit.change') and not exists (select from pg_catalog.pg_index x
  where x.indrelid = p.oid and x.indisunique and x.indisvalid and x.indpred is null and x.indexprs is null and x.indnkeyatts = 3
    and (select array_agg(a.attname::text order by a.attname) from pg_catalog.pg_attribute a where a.attrelid = p.oid and a.attnum = any(x.indkey)) = '{resource,uid,version}')
order by 1`
}

/** The faults of these partitions. */
export const partitionFaults = (rows: ReadonlyArray<TextRow>): ReadonlyArray<string> =>
  rows.map(
    ([name]) =>
      `${name} has no unique index on (resource, uid, version): a version could come twice in it; see sql/audit.sql`
  )
