/** The records of a relation that are there for the caller and that a query asks for, as SQL: what stands behind `from`. */
import type { EmbedShape } from "../shape/SelectionShape.ts"
import type { PredicateShape } from "../shape/PredicateShape.ts"
import { linkedRows } from "./linked.ts"
import { predicateSql } from "./predicate.ts"
import { raw, type Sql, sql } from "./Sql.ts"
import { onRow } from "./term.ts"

/** Beside the row `outer`. */
export const wantedRows = (embed: EmbedShape, outer: string): Sql => {
  const { alias, filter, wanted } = embed
  return sql`${linkedRows(embed, onRow(outer), holds)}${condition(wanted, alias)}${condition(filter, alias)}`
}

function holds(predicate: PredicateShape, alias: string): Sql {
  return predicateSql(predicate, onRow(alias))
}

function condition(predicate: PredicateShape, alias: string): Sql {
  return predicate._tag === "Constant" && predicate.value === true
    ? raw("")
    : sql` and ${holds(predicate, alias)}`
}
