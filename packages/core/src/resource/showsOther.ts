/** Whether a column shows a difference between two cells: that is a change, also where the type's own equality sees none. */
import type { Cell, ColumnType } from "../value/ColumnType.ts"
import type { Column } from "./Column.ts"

/** `A` is equal to `a` in a citext column, and thirty days are a month; who sends the one over the other means it. */
export const showsOther = ({ type, cell }: Pick<Column, "type" | "cell">, left: Cell, right: Cell): boolean =>
  isSeen(type) ? cell.print(left) !== cell.print(right) : cell.compare(left, right) !== 0

function isSeen(type: ColumnType): boolean {
  return type.kind === "array" ? isSeen(type.of) : type.kind === "citext" || type.kind === "interval"
}
