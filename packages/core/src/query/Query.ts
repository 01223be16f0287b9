/** What a list asks for, as data with two interpreters: SQL and memory. */
import type { Column } from "../resource/Column.ts"
import type { Predicate } from "./Predicate.ts"
import type { Projection } from "./Projection.ts"

export interface Order {
  readonly column: Column
  readonly direction: "asc" | "desc"
  /** Without a word of the client: last when ascending, first when descending, as in PostgreSQL. */
  readonly nulls: "first" | "last"
}

/** Which of the records found an answer holds. */
export interface Page {
  readonly _tag: "Offset"
  /** At most so many. */
  readonly limit: number
  /** So many are passed over. */
  readonly offset: number
}

export interface Query {
  readonly filter: Predicate
  /** The uid comes after these, so that equal records keep their places from page to page. */
  readonly order: ReadonlyArray<Order>
  readonly page: Page
  readonly projection: Projection
  /** Whether to count all records that the filter finds. */
  readonly count: boolean
}
