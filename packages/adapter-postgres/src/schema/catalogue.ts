/** Asks PostgreSQL's catalogue for the tables that resources name. */
import type { QueryText, TextRow } from "../client/TextQuery.ts"
import type { CatalogueTable, TableName } from "./CatalogueTable.ts"

/** Asks for tables in one query; an answer has a row for each, in their order. Read from the catalogue alone, which every role may. */
export const catalogueQuery = (tables: ReadonlyArray<TableName>): QueryText => ({
  name: null,
  values: [tables.map(({ schema }) => schema), tables.map(({ name }) => name)],
  text: `select c.relkind, ${parts.map(([, text]) => text).join(",\n  ")}
from unnest($1::text[], $2::text[]) with ordinality as wanted(schema, name, place)
left join lateral (
  select c.* from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relname = wanted.name and case when wanted.schema is null then pg_catalog.pg_table_is_visible(c.oid) else n.nspname = wanted.schema end
    and c.relkind not in ('i', 'I', 't', 'c')
  limit 1
) c on true
order by wanted.place`
})

/** The tables of an answer; null stands for one that is not there. */
export const readCatalogue = (rows: ReadonlyArray<TextRow>): ReadonlyArray<CatalogueTable | null> =>
  rows.map(([kind, ...told]) => (kind == null ? null : tableOf(kind, told)))

function tableOf(kind: string, told: ReadonlyArray<string | null | undefined>): CatalogueTable {
  const read = (name: (typeof parts)[number][0]) =>
    JSON.parse(told[parts.findIndex(([part]) => part === name)] ?? "[]")
  return {
    kind,
    id: read("id"),
    columns: read("columns"),
    uniques: read("uniques"),
    references: read("references"),
    triggers: read("triggers"),
    rules: read("rules"),
    forbidden: read("forbidden"),
    privileges: read("privileges"),
    writable: read("writable"),
    secured: read("secured"),
    inherited: read("inherited"),
    unchecked: read("unchecked"),
    unpopulated: read("unpopulated")
  }
}

/** Of a type and its modifier, as `base`: a domain is what it is over, and may be over another. */
const baseOf = (oid: string, typmod: string) => `cross join lateral (
    with recursive over(oid, typmod, supplied, required, depth) as (
      select ${oid}, ${typmod}, false, false, 0
      union all
      select d.typbasetype, d.typtypmod, over.supplied or d.typdefault is not null, over.required or d.typnotnull, over.depth + 1
      from over join pg_catalog.pg_type d on d.oid = over.oid and d.typtype = 'd'
    )
    select over.oid, over.typmod, over.supplied, over.required from over order by over.depth desc limit 1
  ) base`

const labelsOf = (oid: string) =>
  `(select json_agg(e.enumlabel order by e.enumsortorder) from pg_catalog.pg_enum e where e.enumtypid = ${oid})`

// The modifier of an array is that of its elements.
const element = `(select json_build_object('type', i.typname, 'written', pg_catalog.format_type(base.oid, base.typmod), 'labels', ${labelsOf("i.oid")})
    from (select t.typelem, base.typmod where t.typcategory = 'A') as of(oid, typmod)
    ${baseOf("of.oid", "of.typmod")}
    join pg_catalog.pg_type i on i.oid = base.oid)`

const columns = `(select json_agg(json_build_object('name', a.attname, 'type', t.typname,
    'written', pg_catalog.format_type(base.oid, base.typmod), 'notNull', a.attnotnull or base.required,
    'supplied', a.atthasdef or a.attidentity <> '' or base.supplied or computed, 'made', a.attgenerated <> '' or a.attidentity = 'a' or computed,
    'forbidden', (select json_agg(s.oid::pg_catalog.regclass::text) from pg_catalog.pg_attrdef f
      join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and d.objid = f.oid
      join pg_catalog.pg_class s on s.oid = d.refobjid and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      where f.adrelid = c.oid and f.adnum = a.attnum and case when s.relkind = 'S' then not pg_catalog.has_sequence_privilege(s.oid, 'usage, update') end),
    'labels', ${labelsOf("t.oid")},
    'element', ${element},
    'alike', (select not l.collisdeterministic from pg_catalog.pg_collation l where l.oid = a.attcollation),
    'collation', (select case when l.collname = 'default' then d.datcollate else l.collname end from pg_catalog.pg_collation l,
      pg_catalog.pg_database d where l.oid = a.attcollation and d.datname = pg_catalog.current_database())) order by a.attnum)
  from pg_catalog.pg_attribute a
  ${baseOf("a.atttypid", "a.atttypmod")}
  cross join lateral (select c.relkind = 'v' and pg_catalog.pg_relation_is_updatable(c.oid, true) & 20 = 20
    and not pg_catalog.pg_column_is_updatable(c.oid, a.attnum, true)) as view(computed)
  join pg_catalog.pg_type t on t.oid = base.oid
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`

const uniques = `(select json_agg(json_build_object('name', x.relname, 'immediate', i.indimmediate,
    'columns', case when i.indpred is null and i.indexprs is null and not i.indisexclusion then over.names end,
    'told', case when i.indexprs is null then over.names end) order by x.relname)
  from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid
  cross join lateral (select json_agg(a.attname order by k.place) from unnest(i.indkey::int2[]) with ordinality as k(attnum, place)
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where k.place <= i.indnkeyatts) as over(names)
  where i.indrelid = c.oid and (i.indisunique or i.indisexclusion) and i.indisvalid)`

const references = `(select json_agg(json_build_object('name', f.conname, 'onDelete', f.confdeltype, 'target', f.confrelid::text, 'columns',
    (select json_agg(a.attname order by k.place) from unnest(f.conkey) with ordinality as k(attnum, place) join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum)))
  from pg_catalog.pg_constraint f where f.conrelid = c.oid and f.contype = 'f')`

// pg_trigger.tgtype: 1 each row, 2 before, 64 instead of; 4 insert, 8 delete, 16 update. Those of outOfBand.ts leave our writes alone.
const triggers = `(select json_agg(json_build_object('name', t.tgname, 'when', case when t.tgtype & 2 > 0 then 'before' when t.tgtype & 64 > 0 then 'instead of' else 'after' end,
    'events', concat_ws(' or ', case when t.tgtype & 4 > 0 then 'insert' end, case when t.tgtype & 16 > 0 then 'update' end, case when t.tgtype & 8 > 0 then 'delete' end)) order by t.tgname)
  from pg_catalog.pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled <> 'D' and t.tgtype & 1 > 0
    and not exists (select from pg_catalog.pg_proc f join pg_catalog.pg_namespace s on s.oid = f.pronamespace where f.oid = t.tgfoid and s.nspname = 'audit'))`

// pg_rewrite.ev_type: 2 update, 3 insert, 4 delete.
const rules = `(select json_agg(json_build_object('name', r.rulename, 'event', case r.ev_type when '2' then 'update' when '3' then 'insert' else 'delete' end) order by r.rulename) from pg_catalog.pg_rewrite r where r.ev_class = c.oid and r.ev_type <> '1' and r.ev_enabled <> 'D')`

const all = "unnest('{select,insert,update,delete}'::text[]) as p"

const privileges = `(select json_agg(p) from ${all} where c.relkind in ('r', 'p', 'v', 'm', 'f')
    and case when p = 'delete' then pg_catalog.has_table_privilege(c.oid, p) else pg_catalog.has_any_column_privilege(c.oid, p) end)`

// pg_relation_is_updatable: 4 update, 8 insert, 16 delete.
const writable = `(select json_agg(p) from ${all} where pg_catalog.pg_relation_is_updatable(c.oid, true) & case p when 'update' then 4 when 'insert' then 8 when 'delete' then 16 else 0 end > 0)`

const secured = `to_json(pg_catalog.row_security_active(c.oid))`

const inherited = `to_json(c.relkind <> 'p' and exists (select from pg_catalog.pg_inherits i where i.inhparent = c.oid))`

// What a materialized view was filled from does not matter any more.
const reads = `with recursive reads(id) as (
    select c.oid
    union
    select d.refobjid from reads
    join pg_catalog.pg_rewrite r on r.ev_class = reads.id and r.ev_type = '1'
    join pg_catalog.pg_class v on v.oid = r.ev_class and v.relkind = 'v'
    join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = r.oid and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  )`

// PostgreSQL writes a view's own WHERE at the begin of a line, and that of a query in it further in.
const unchecked = `(${reads}
  select to_json(count(*) > 0) from reads join pg_catalog.pg_class v on v.oid = reads.id
  where v.relkind = 'v' and pg_catalog.pg_relation_is_updatable(c.oid, false) > 0 and pg_catalog.pg_get_viewdef(v.oid) ~ '\\n  WHERE '
    and v.reloptions::text ~ 'check_option' is not true and c.reloptions::text ~ 'check_option=cascaded' is not true)`

const unpopulated = `(${reads}
  select json_agg(m.oid::pg_catalog.regclass::text order by m.oid) from reads join pg_catalog.pg_class m on m.oid = reads.id where m.relkind = 'm' and not m.relispopulated)`

/** What is asked of each table, by the name under which it is read. */
const parts = [
  ["id", "to_json(c.oid::text)"],
  ["columns", columns],
  ["uniques", uniques],
  ["references", references],
  ["triggers", triggers],
  ["rules", rules],
  ["forbidden", "to_json(not pg_catalog.has_schema_privilege(c.relnamespace, 'usage'))"],
  ["privileges", privileges],
  ["writable", writable],
  ["secured", secured],
  ["inherited", inherited],
  ["unchecked", unchecked],
  ["unpopulated", unpopulated]
] as const
