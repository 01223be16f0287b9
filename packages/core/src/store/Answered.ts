/** What every answer of a store tells, whatever it is of. */
import type { Then } from "../query/AsOf.ts"
import type { Cell } from "../value/ColumnType.ts"

/** The keys of a record in an answer. */
export interface RowKey {
  readonly uid: string
  /** As text, for tags and conditions: the version, or what a store tells of a row whose table counts none; null for neither. */
  readonly version: string | null
}

/** What every kind of answer tells. */
export interface Answered<A> {
  /** How many records the answer holds. */
  readonly count: number
  /** Each record's keys, in order. */
  readonly keys: () => ReadonlyArray<RowKey>
  /** The records as JSON texts, joined by commas; a list puts brackets around. */
  readonly json: () => string
  /** The records' values, decoded when first asked for. */
  readonly values: () => ReadonlyArray<A>
  /** The first of them, so many at most. */
  readonly first: (count: number) => Answered<A>
  /** When the first record was last updated, an instant, where the answer shows it; null where not. */
  readonly updatedAt: () => string | null
  /** Whether more than the row itself went into `json`: then its version does not identify it. */
  readonly computed: boolean
}

/** What is known of a page beside its records. */
export interface Paged {
  /** How many records the filter finds, where that was asked. */
  readonly total: number | null
  /** What the total is: all of them, about as many, or as many as were counted, of more. */
  readonly counted: "exactly" | "about" | "more"
  /** Whether there are more in the direction in which the page was read: behind it, or before it. */
  readonly more: boolean
  /** How many records were read: more than are told, where a hook kept some back. */
  readonly read: number
  /** As of when the records are told; null for now. */
  readonly past: Then | null
  /** What a record that was read, counted from 0, has for each column of the whole order; nothing where that is not told. */
  readonly place: (at: number) => ReadonlyArray<Cell>
}
