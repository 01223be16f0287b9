/** What a store holds of one uid. */
import type { Change } from "../change/Change.ts"
import type { Values } from "../value/ColumnType.ts"

/** All of one uid that a write of it is judged by and goes on from. */
export interface Stored {
  /** The record, with the fields that nobody is shown; null where there is none. */
  readonly row: Values | null
  /** What conditions compare: the row's version, or what the store tells of a row whose table counts none; null without a row. */
  readonly version: string | null
  /** The uid's newest change, which outlives the record; null where it never had one. */
  readonly last: Change | null
  /** What the uid's changes show that it held last; null where it never held anything. */
  readonly image: Values | null
}
