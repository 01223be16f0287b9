/** What a list asks for, as data with two interpreters: SQL and memory. */
import type { Column } from "../resource/Column.ts"
import type { Predicate } from "./Predicate.ts"
import type { Projection } from "./Projection.ts"

/** One column by which records are sorted. */
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

/** Which records of a resource a list finds, in which order, and what it shows of them. */
export interface Query {
  /** What a client asked for; what it may see is in the permit. */
  readonly filter: Predicate
  /** The uid comes after these, so that equal records keep their places from page to page. */
  readonly order: ReadonlyArray<Order>
  readonly page: Page
  readonly projection: Projection
  /** Whether to count all records that the filter finds. */
  readonly count: boolean
}
