/** What the values of a type mean that are one value of JSON each: no place inside of them can be at fault. */
import type * as Result from "effect/Result"
import type { Cell, ColumnType } from "./ColumnType.ts"

/** A cell, or the rule that the input breaks. */
export type Reader<I> = (input: I) => Result.Result<Cell, string>

/** As `CellType` has them, with the bare rule for a fault. */
export interface Scalar {
  readonly fromJson: Reader<unknown>
  readonly parse: Reader<string> | null
  readonly compare: (left: Cell, right: Cell) => number
  readonly print: (cell: Cell) => string
}

/** The column types of these kinds. */
export type OfKind<K extends ColumnType["kind"]> = Extract<ColumnType, { readonly kind: K }>
