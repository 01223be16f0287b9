/** The sequence that numbers a resource's records: how far it has come is told by no catalogue. */
import { isIntegerType, offers, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { PgError } from "../client/PgError.ts"
import type { Query } from "../client/PostgresClient.ts"
import type { TextRow } from "../client/TextQuery.ts"
import { tableName } from "../sql/columns.ts"
import { literal, name, render, type Sql, sql } from "../sql/Sql.ts"
import type { Of, SchemaFault } from "./SchemaFault.ts"

/** Asks where it stands, and for the greatest uid of the table. */
export const sequenceFaults = (
  of: Of,
  resource: Resource.Resource,
  query: Query
): Effect.Effect<ReadonlyArray<SchemaFault>, PgError> => {
  const column = resource.key.by === "database" ? Resource.soleColumn(resource.key) : null
  if (column === null || !isIntegerType(column.type) || !offers(resource, "create")) return Effect.succeed([])
  const { text } = render(standOf(tableName(resource), column.columnName))
  return Effect.map(query({ name: null, text, values: [] }), (rows) =>
    rows.map((row) => faultOf({ ...of, column: column.columnName }, row))
  )
}

function faultOf(
  at: Of & { readonly column: string },
  [sequence, next, highest, isUsedUp]: TextRow
): SchemaFault {
  return isUsedUp === "t"
    ? { _tag: "SequenceUsedUp", ...at, sequence: sequence ?? "" }
    : { _tag: "SequenceBehind", ...at, sequence: sequence ?? "", next: next ?? "", highest: highest ?? "" }
}

// An identity has a sequence of its own; any other default may read one. A role that may look at neither is not told.
function standOf(table: Sql, column: string): Sql {
  const relation = literal(render(table).text)
  return sql`with numbered as (
  select a.attrelid as relation, a.attnum as place, f.oid as standard
  from pg_catalog.pg_attribute a
  left join pg_catalog.pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum
  where a.attrelid = ${relation}::pg_catalog.regclass and a.attname = ${literal(column)}
), stand as (
  select s.seqrelid::pg_catalog.regclass as sequence, s.seqmax as last,
    case when pg_catalog.has_sequence_privilege(s.seqrelid, 'usage, select')
      then coalesce(pg_catalog.pg_sequence_last_value(s.seqrelid)::numeric + s.seqincrement, s.seqstart) end as next
  from numbered n
  join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid = n.relation and d.refobjsubid = n.place and d.deptype = 'i'
    or d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and d.objid = n.standard
  join pg_catalog.pg_sequence s on s.seqrelid in (d.objid, d.refobjid)
  where s.seqincrement > 0 and not s.seqcycle
)
select sequence, next, highest, next > last
from stand, (select max(${name(column)}) as highest from ${table}) as greatest
where next > last or next <= highest`
}
