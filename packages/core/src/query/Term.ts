/** What a query names of a record: a column, or what stands inside of its JSON. */
import type { Column } from "../resource/Column.ts"
import { type CellType, cellType } from "../value/CellType.ts"
import type { Cell, ColumnType } from "../value/ColumnType.ts"
import { textAt, valueAt } from "../value/jsonPath.ts"

/** What stands at a path inside of a column of JSON; null where nothing does. */
export interface Inside {
  /** The column that holds the JSON. */
  readonly inside: Column
  /** Names of members, and numbers of elements, counted from 0, from the end below it. */
  readonly path: ReadonlyArray<string | number>
  /** Whether it is taken as text: a string's own, any other value's JSON. */
  readonly asText: boolean
  /** As a client writes it, names in quotes: `meta->"size"->>"unit"`. No two that differ are named alike. */
  readonly name: string
  readonly type: ColumnType
  readonly cell: CellType
}

/** What a condition compares, an order sorts by, or an answer shows. */
export type Term = Column | Inside

/** Whether a term is no column itself. */
export const isInside = (term: Term): term is Inside => "inside" in term

/** The column that a term is read from. */
export const columnIn = (term: Term): Column => (isInside(term) ? term.inside : term)

/** What stands at a path inside of a column of JSON. */
export const inside = (column: Column, path: Inside["path"], asText: boolean): Inside => {
  const type: ColumnType = asText ? { kind: "text" } : column.type
  const steps = path.map(
    (step, at) => (asText && at === path.length - 1 ? "->>" : "->") + JSON.stringify(step)
  )
  return { inside: column, path, asText, name: column.name + steps.join(""), type, cell: cellType(type) }
}

/** What a record has for a term, by what it has for a column. */
export const valueOf = (term: Term, cellOf: (column: Column) => Cell): Cell => {
  if (!isInside(term)) return cellOf(term)
  const json = cellOf(term.inside)
  return term.asText ? textAt(json, term.path, term.inside.type) : valueAt(json, term.path, term.inside.type)
}
