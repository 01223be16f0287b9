/** Asks the catalogue for all tables of some schemas at once: each part is one scan, whatever their number. */
import type { PostgresClient } from "@pgcrest/adapter-postgres"

/**
 * One row a table: schema, name, kind, comment, readable, and as JSON its columns, uniques, foreign keys, checks and rules. Tables
 * of extensions and partitions are left out; without schemas, those of PostgreSQL and of the trail.
 */
export const tablesQuery = (schemas: ReadonlyArray<string>): PostgresClient.QueryText => ({
  name: null,
  values: [schemas],
  text: `with wanted as materialized (select c.oid, n.nspname, c.relname, c.relkind from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and c.relpersistence <> 't'
    and case when cardinality($1::text[]) > 0 then n.nspname = any($1::text[])
      else n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'audit') end
    and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')),
comments as materialized (select d.objoid, d.objsubid, d.description from pg_catalog.pg_description d
  where d.classoid = 'pg_catalog.pg_class'::regclass and d.objoid in (select oid from wanted)),
${columns}, ${uniques}, ${foreignKeys}, ${checks}, ${rules}
select w.nspname, w.relname, w.relkind, comments.description, pg_catalog.has_table_privilege(w.oid, 'select') and pg_catalog.has_schema_privilege(w.nspname, 'usage'),
  columns.all, uniques.all, foreign_keys.all, checks.all, rules.all
from wanted w left join comments on comments.objoid = w.oid and comments.objsubid = 0
left join columns on columns.of = w.oid left join uniques on uniques.of = w.oid
left join foreign_keys on foreign_keys.of = w.oid left join checks on checks.of = w.oid left join rules on rules.of = w.oid
order by w.nspname collate "C", w.relname collate "C"`
})

// Of a view that takes writes, as verifySchema sees it; 4 is update, 16 delete.
const computes = `case when w.relkind = 'v' then pg_catalog.pg_relation_is_updatable(w.oid, true) & 20 = 20
    and not pg_catalog.pg_column_is_updatable(w.oid, a.attnum, true) else false end`

const columns = `columns as (select a.attrelid as of, json_agg(json_build_object('name', a.attname, 'type', a.atttypid::int8,
    'modifier', case when a.atttypmod = -1 then '' else coalesce(substring(pg_catalog.format_type(a.atttypid, a.atttypmod) from '\\([^()]*\\)'), '') end,
    'notNull', a.attnotnull, 'default', case when a.attgenerated = '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
    'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end, 'generated', a.attgenerated <> '' or view.computes,
    'collation', case when a.attcollation <> t.typcollation then (select l.collname from pg_catalog.pg_collation l where l.oid = a.attcollation) end,
    'alike', coalesce((select not l.collisdeterministic from pg_catalog.pg_collation l where l.oid = a.attcollation), false),
    'comment', comments.description) order by a.attnum) as all
  from wanted w join pg_catalog.pg_attribute a on a.attrelid = w.oid join pg_catalog.pg_type t on t.oid = a.atttypid
  cross join lateral (select ${computes}) as view(computes)
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  left join comments on comments.objoid = a.attrelid and comments.objsubid = a.attnum
  where a.attnum > 0 and not a.attisdropped group by a.attrelid)`

// The name of a constraint is that of its index. indnullsnotdistinct came with 15, which is the floor.
const uniques = `uniques as (select i.indrelid as of, json_agg(json_build_object('name', x.relname, 'primary', i.indisprimary,
    'columns', coalesce((select json_agg(a.attname order by k.place) from unnest(i.indkey::int2[]) with ordinality as k(attnum, place)
      join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum where k.place <= i.indnkeyatts), '[]'),
    'only', case when i.indexprs is not null then 'expression' when i.indpred is not null then 'partial' when i.indnullsnotdistinct then 'nulls' end,
    'definition', pg_catalog.pg_get_indexdef(i.indexrelid)) order by x.relname) as all
  from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid
  where i.indrelid in (select oid from wanted) and i.indisunique and i.indisvalid group by i.indrelid)`

const names = (key: string, relation: string): string =>
  `(select json_agg(a.attname order by k.place) from unnest(${key}) with ordinality as k(attnum, place) join pg_catalog.pg_attribute a on a.attrelid = ${relation} and a.attnum = k.attnum)`

const foreignKeys = `foreign_keys as (select f.conrelid as of, json_agg(json_build_object('name', f.conname, 'columns', ${names("f.conkey", "f.conrelid")},
    'target', json_build_object('schema', n.nspname, 'name', t.relname), 'targetColumns', ${names("f.confkey", "f.confrelid")},
    'writes', f.confdeltype not in ('a', 'r')) order by f.conname) as all
  from pg_catalog.pg_constraint f join pg_catalog.pg_class t on t.oid = f.confrelid join pg_catalog.pg_namespace n on n.oid = t.relnamespace
  where f.conrelid in (select oid from wanted) and f.contype = 'f' and not t.relispartition group by f.conrelid)`

const checks = `checks as (select f.conrelid as of, json_agg(json_build_object('name', f.conname, 'columns', coalesce(${names("f.conkey", "f.conrelid")}, '[]'),
    'definition', pg_catalog.pg_get_constraintdef(f.oid)) order by f.conname) as all
  from pg_catalog.pg_constraint f where f.conrelid in (select oid from wanted) and f.contype = 'c' group by f.conrelid)`

// pg_rewrite.ev_type: 1 is the select of a view.
const rules = `rules as (select r.ev_class as of, json_agg(r.rulename order by r.rulename) as all from pg_catalog.pg_rewrite r
  where r.ev_class in (select oid from wanted) and r.ev_type <> '1' and r.ev_enabled <> 'D' group by r.ev_class)`
