/** Asks for every type that a column of these schemas can lead to. */
import type { PostgresClient } from "@pgcrest/adapter-postgres"

/** One row a type: its oid, and as JSON what it is and which types it is made of, by their oids. */
export const typesQuery = (schemas: ReadonlyArray<string>): PostgresClient.QueryText => ({
  name: null,
  values: [schemas],
  text: `with recursive used as (
  select distinct a.atttypid as oid from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and (cardinality($1::text[]) = 0 or n.nspname = any($1::text[]))
  union select part.oid from used join pg_catalog.pg_type t on t.oid = used.oid
    cross join lateral (values (t.typbasetype), (t.typelem),
      ((select r.rngsubtype from pg_catalog.pg_range r where r.rngtypid = t.oid or r.rngmultitypid = t.oid))) as part(oid)
  where part.oid <> 0)
select t.oid::int8, json_build_object('schema', n.nspname, 'name', t.typname, 'kind', t.typtype, 'array', (select e.typarray = t.oid from pg_catalog.pg_type e where e.oid = t.typelem),
  'element', t.typelem::int8, 'base', t.typbasetype::int8, 'notNull', t.typnotnull,
  'modifier', case when t.typtypmod = -1 then '' else coalesce(substring(pg_catalog.format_type(t.typbasetype, t.typtypmod) from '\\([^()]*\\)'), '') end,
  'subtype', (select r.rngsubtype::int8 from pg_catalog.pg_range r where r.rngtypid = t.oid or r.rngmultitypid = t.oid),
  'labels', (select json_agg(e.enumlabel order by e.enumsortorder) from pg_catalog.pg_enum e where e.enumtypid = t.oid))
from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace where t.oid in (select oid from used)`
})
