/** Which months the trail has no partition for, where it has any. */
import type { QueryText, TextRow } from "../client/TextQuery.ts"
import type { SchemaFault } from "./SchemaFault.ts"

/** Asks a trail that is kept in months for the next one, where that has no partition, and whether the default partition holds anything. */
export const monthsQuery: QueryText = {
  name: null,
  values: [],
  text: `with part as (
  select p.oid, pg_catalog.pg_get_expr(p.relpartbound, p.oid) as bound from pg_catalog.pg_inherits i join pg_catalog.pg_class p on p.oid = i.inhrelid
  where i.inhparent = (select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'audit' and c.relname = 'change')
), bounds as (
  select substring(bound from 'FROM \\(''([^'']+)''')::timestamptz as begins, substring(bound from 'TO \\(''([^'']+)''')::timestamptz as ends from part where bound <> 'DEFAULT'
), next as (select date_trunc('month', now() at time zone 'UTC') + interval '1 month' as month)
select case when not exists (select from bounds where begins <= month at time zone 'UTC' and ends >= (month + interval '1 month') at time zone 'UTC') then to_char(month, 'YYYY-MM') end,
  exists (select from part where bound = 'DEFAULT' and pg_catalog.pg_relation_size(oid) > 0)
from next where exists (select from bounds)`
}

/** The faults that its answer tells: none of a trail that the default partition holds alone. */
export const monthFaults = (rows: ReadonlyArray<TextRow>): ReadonlyArray<SchemaFault> =>
  rows.flatMap(([month, isHeld]) => [
    ...(month == null ? [] : [{ _tag: "TrailMonthMissing" as const, month }]),
    ...(isHeld === "t" ? [{ _tag: "TrailDefaultFilled" as const, partition: "audit.change_default" }] : [])
  ])
