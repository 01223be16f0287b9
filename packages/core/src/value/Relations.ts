/** How two values of a type can stand to each other beside its order: one holds the other, they share something, one lies beside. */
import type { Cell } from "./ColumnType.ts"

/** In the words of PostgREST's grammar: contains, is contained, overlaps; of ranges also left of, right of, not beyond either end, adjacent. */
export type Relation = "cs" | "cd" | "ov" | "sl" | "sr" | "nxr" | "nxl" | "adj"

/** Whether the left value stands so to the right one; a type has those that PostgreSQL has an operator for. */
export type Relations = Readonly<Partial<Record<Relation, (left: Cell, right: Cell) => boolean>>>

/** Of most types. */
export const none: Relations = {}
