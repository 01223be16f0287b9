/** What a list asks for, as data with two interpreters: SQL and memory. */
import type { Predicate } from "./Predicate.ts"
import type * as Resource from "../resource/Resource.ts"

export interface Order {
  readonly field: string
  readonly direction: "asc" | "desc"
  /** Without a word of the client: last when ascending, first when descending, as in PostgreSQL. */
  readonly nulls: "first" | "last"
}

export interface Query {
  readonly filter: Predicate
  /** The uid comes after these, so that equal records keep their places from page to page. */
  readonly order: ReadonlyArray<Order>
  readonly limit: number
  readonly offset: number
  readonly select: Select
  /** Whether to count all records that the filter finds. */
  readonly count: boolean
}

/** The fields of an answer, in order; null for all that are shown. */
export type Select = ReadonlyArray<string> | null

/** The columns that an answer holds: never one that is not shown, whoever asks. */
export const selected = ({ columns }: Resource.Resource, select: Select): ReadonlyArray<string> =>
  (select ?? [...columns.keys()]).filter((name) => columns.get(name)?.shown === true)
