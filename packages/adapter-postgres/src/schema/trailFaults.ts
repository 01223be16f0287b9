/** What the audit trail lacks. */
import type { Resource } from "@pgcrest/core"
import type { CatalogueTable, Privilege, TableName } from "./CatalogueTable.ts"
import type { QueryText, TextRow } from "../client/TextQuery.ts"
import type { SchemaFault } from "./SchemaFault.ts"
import { recordsRefusals } from "./trailGrants.ts"

/** The tables that the trail of these resources is made of. */
export const trailTables = (resources: ReadonlyArray<Resource.Resource>): ReadonlyArray<TableName> => {
  const names = ["change", "life", "idempotency", ...(recordsRefusals(resources) ? ["refusal"] : [])]
  return names.map((name) => ({ schema: "audit", name }))
}

const columnsOf = [
  [
    "resource",
    "uid",
    "version",
    "op",
    "at",
    "actor",
    "on_behalf_of",
    "issuer",
    "request_id",
    "client_request_id",
    "trace_id",
    "via",
    "reason",
    "metadata",
    "before",
    "after",
    "sealed",
    "salt",
    "sealed_hash",
    "format",
    "tx"
  ],
  ["resource", "uid", "version", "at"],
  ["caller", "key", "request", "form", "resource", "uids", "beside", "created", "answer", "at"],
  [
    "resource",
    "uid",
    "act",
    "kind",
    "at",
    "actor",
    "on_behalf_of",
    "issuer",
    "request_id",
    "client_request_id",
    "trace_id",
    "via",
    "reason"
  ]
]

const neededOf: Readonly<Record<string, ReadonlyArray<Privilege>>> = {
  "audit.change": ["select", "insert"],
  "audit.life": ["select", "insert", "update"],
  "audit.idempotency": ["select", "insert"],
  "audit.refusal": ["insert"]
}

/** The faults of the trail's tables, each as the catalogue has it. */
export const trailFaults = (
  named: ReadonlyArray<TableName>,
  tables: ReadonlyArray<CatalogueTable | null>
): ReadonlyArray<SchemaFault> =>
  named.flatMap(({ name }, place) =>
    tableFaults(`audit.${name}`, columnsOf[place] ?? [], tables[place] ?? null)
  )

function tableFaults(
  where: string,
  wanted: ReadonlyArray<string>,
  table: CatalogueTable | null
): ReadonlyArray<SchemaFault> {
  if (table === null) return [{ _tag: "TrailTableMissing", table: where }]
  const names = table.columns.map((column) => column.name)
  const privileges = (neededOf[where] ?? []).filter(
    (privilege) => !table.forbidden && !table.privileges.includes(privilege)
  )
  return [
    ...privileges.map((privilege) => ({ _tag: "TrailPrivilegeMissing" as const, table: where, privilege })),
    ...wanted
      .filter((name) => !names.includes(name))
      .map((name) => ({ _tag: "TrailColumnMissing" as const, table: where, column: name })),
    ...table.columns
      .filter(({ name, notNull, supplied }) => notNull && !supplied && !wanted.includes(name))
      .map(({ name }) => ({ _tag: "TrailColumnUnwritten" as const, table: where, column: name }))
  ]
}

/** Asks for the partitions of the trail in which a version could come twice. */
export const partitionsQuery: QueryText = {
  name: null,
  values: [],
  text: `select pg_catalog.format('%I.%I', s.nspname, p.relname) from pg_catalog.pg_inherits i join pg_catalog.pg_class p on p.oid = i.inhrelid join pg_catalog.pg_namespace s on s.oid = p.relnamespace
where i.inhparent = (select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'audit' and c.relname = 'change') and not exists (select from pg_catalog.pg_index x
  where x.indrelid = p.oid and x.indisunique and x.indisvalid and x.indpred is null and x.indexprs is null and x.indnkeyatts = 3
    and (select array_agg(a.attname::text order by a.attname) from pg_catalog.pg_attribute a where a.attrelid = p.oid and a.attnum = any(x.indkey)) = '{resource,uid,version}')
order by 1`
}

/** The faults of these partitions. */
export const partitionFaults = (rows: ReadonlyArray<TextRow>): ReadonlyArray<SchemaFault> =>
  rows.map(([name]) => ({ _tag: "TrailPartitionNotUnique", partition: String(name) }))
