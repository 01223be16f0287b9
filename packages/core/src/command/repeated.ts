/** Rows of one write that would be of one record. */
import type { Fault } from "../failures.ts"
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Row } from "./Command.ts"
import { identifying } from "./identifying.ts"

/** A fault of each row that has, in these columns, what a row before it has; null is unlike null, and no column tells no row. */
export const repeated = (
  resource: Resource,
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<Row<Cell>>
): ReadonlyArray<Fault> => {
  const [first] = columns
  if (first === undefined) return []
  const keyed = rows.flatMap((row, at) => {
    const cells = identifying(resource, columns, row)
    return cells === null ? [] : [{ at, cells }]
  })
  const compare = (left: Keyed, right: Keyed): number =>
    compareCells(columns, left, right) || left.at - right.at
  const sorted = keyed.toSorted(compare)
  return sorted
    .flatMap((one, place) => {
      const before = sorted[place - 1]
      if (before === undefined || compareCells(columns, before, one) !== 0) return []
      return [{ path: [one.at, first.name], code: "repeated", detail: `is that of row ${before.at} already` }]
    })
    .toSorted((left, right) => Number(left.path[0]) - Number(right.path[0]))
}

interface Keyed {
  readonly at: number
  readonly cells: ReadonlyArray<Cell>
}

function compareCells(columns: ReadonlyArray<Column>, left: Keyed, right: Keyed): number {
  for (const [at, { cell }] of columns.entries()) {
    const by = cell.compare(left.cells[at] ?? null, right.cells[at] ?? null)
    if (by !== 0) return by
  }
  return 0
}
