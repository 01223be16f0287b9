/** The records beside a record, of a store that has its rows at hand. */
import { cellsOf, linked, type RowsOf } from "../query/evaluate.ts"
import * as Predicate from "../query/Predicate.ts"
import type { Embed } from "../query/Query.ts"
import type { Values } from "../value/ColumnType.ts"
import { holds } from "./judge.ts"

/** All that a link leads to and a query asks for, in any order. */
export const relatedRows = (embed: Embed, row: Values, rowsOf: RowsOf): ReadonlyArray<Values> => {
  const wanted = Predicate.and(embed.wanted, embed.filter)
  return linked(embed.link, cellsOf(row), rowsOf, embed.through).filter((one) => holds(wanted, one, rowsOf))
}
