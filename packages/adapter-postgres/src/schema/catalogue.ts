/** What PostgreSQL's catalogue tells of the tables that resources name. */
import type { QueryText, TextRow } from "../client/TextQuery.ts"

export interface TableName {
  readonly schema: string | null
  readonly name: string
}

export interface CatalogueColumn {
  readonly name: string
  /** PostgreSQL's own name of the type, such as `int4` or `_text`. */
  readonly type: string
  /** The type as people write it, such as `character varying(20)`. */
  readonly written: string
  readonly notNull: boolean
  /** A default, an identity or a generation expression supplies a value. */
  readonly supplied: boolean
}

interface CatalogueIndex {
  readonly name: string
  /** False where it is checked at the end of the transaction: `on conflict` takes none of these. */
  readonly immediate: boolean
  readonly columns: ReadonlyArray<string>
}

interface CatalogueReference {
  readonly name: string
  readonly columns: ReadonlyArray<string>
  /** `a` no action, `r` restrict, `c` cascade, `n` set null, `d` set default. */
  readonly onDelete: string
  readonly onUpdate: string
}

interface CatalogueTrigger {
  readonly name: string
  readonly when: "before" | "after" | "instead of"
  /** Such as `insert or update`. */
  readonly events: string
}

export interface CatalogueTable {
  /** `r` a table, `p` a partitioned one; others are no tables. */
  readonly kind: string
  readonly columns: ReadonlyArray<CatalogueColumn>
  /** Unique over whole columns and all rows, the primary key among them. */
  readonly uniques: ReadonlyArray<CatalogueIndex>
  readonly references: ReadonlyArray<CatalogueReference>
  /** Those that run for each row, by name; constraints' own are left out. */
  readonly triggers: ReadonlyArray<CatalogueTrigger>
}

/** Asks for tables in one query; an answer has a row for each, in their order. */
export const catalogueQuery = (tables: ReadonlyArray<TableName>): QueryText => ({
  name: null,
  values: [tables.map(({ schema }) => schema), tables.map(({ name }) => name)],
  text: `select c.relkind, ${columnsJson}, ${uniquesJson}, ${referencesJson}, ${triggersJson}
from unnest($1::text[], $2::text[]) with ordinality as wanted(schema, name, place)
left join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass(concat(quote_ident(wanted.schema) || '.', quote_ident(wanted.name)))
order by wanted.place`
})

/** The tables of an answer; null stands for one that is not there. */
export const readCatalogue = (rows: ReadonlyArray<TextRow>): ReadonlyArray<CatalogueTable | null> =>
  rows.map(([kind, columns, uniques, references, triggers]) =>
    kind === null || kind === undefined
      ? null
      : {
          kind,
          columns: JSON.parse(columns ?? "[]"),
          uniques: JSON.parse(uniques ?? "[]"),
          references: JSON.parse(references ?? "[]"),
          triggers: JSON.parse(triggers ?? "[]")
        }
  )

const columnsJson = `(select json_agg(json_build_object('name', a.attname, 'type', t.typname, 'written', pg_catalog.format_type(a.atttypid, a.atttypmod),
  'notNull', a.attnotnull, 'supplied', a.atthasdef or a.attidentity <> '') order by a.attnum)
  from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`

const uniquesJson = `(select json_agg(json_build_object('name', x.relname, 'immediate', i.indimmediate, 'columns', (select json_agg(a.attname order by k.place)
    from unnest(i.indkey::int2[]) with ordinality as k(attnum, place) join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where k.place <= i.indnkeyatts)))
  from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid
  where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null)`

const referencesJson = `(select json_agg(json_build_object('name', f.conname, 'onDelete', f.confdeltype, 'onUpdate', f.confupdtype, 'columns',
    (select json_agg(a.attname order by k.place) from unnest(f.conkey) with ordinality as k(attnum, place) join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum)))
  from pg_catalog.pg_constraint f where f.conrelid = c.oid and f.contype = 'f')`

// pg_trigger.tgtype: 1 each row, 2 before, 64 instead of; 4 insert, 8 delete, 16 update.
const triggersJson = `(select json_agg(json_build_object('name', t.tgname, 'when', case when t.tgtype & 2 > 0 then 'before' when t.tgtype & 64 > 0 then 'instead of' else 'after' end,
    'events', concat_ws(' or ', case when t.tgtype & 4 > 0 then 'insert' end, case when t.tgtype & 16 > 0 then 'update' end, case when t.tgtype & 8 > 0 then 'delete' end)) order by t.tgname)
  from pg_catalog.pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled <> 'D' and t.tgtype & 1 > 0)`
