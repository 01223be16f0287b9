/** What a list asks for, as data with two interpreters: SQL and memory. */
import type { Link } from "../resource/Link.ts"
import type { Cell, ColumnType } from "../value/ColumnType.ts"
import type { AsOf, Moment } from "./AsOf.ts"
import type { Predicate } from "./predicates.ts"
import type { Term } from "./Term.ts"

export { type AsOf, type Moment, type Then, touchedAtMost } from "./AsOf.ts"

/** One column by which records are sorted. */
export interface Order {
  readonly column: Term
  /** Whose column it is: of the record that a link leads to, null where it leads to none; null for the record's own. */
  readonly of: Related | null
  readonly direction: "asc" | "desc"
  /** Without a word of the client: last when ascending, first when descending, as in PostgreSQL. */
  readonly nulls: "first" | "last"
}

/** Records that a link leads to, as far as they are there for the caller. */
export interface Related {
  readonly link: Link
  /** Which of the records between count; `always` where none are. */
  readonly through: Predicate
  /** Which of the records there are for the caller. */
  readonly wanted: Predicate
}

/** Which of the records found an answer holds. */
export type Page = OffsetPage | PlacePage

/** By their number. */
export interface OffsetPage {
  readonly _tag: "Offset"
  /** At most so many. */
  readonly limit: number
  /** So many are passed over. */
  readonly offset: number
}

/** Those behind a place in the order, or the last ones before it: what comes and goes elsewhere moves none of them. */
export interface PlacePage {
  readonly _tag: "After" | "Before"
  readonly limit: number
  /** What a record at the place has for each column of the whole order: see `wholeOrder`. */
  readonly place: ReadonlyArray<Cell>
}

/** Which records of a resource are found, in which order, and what is shown of them. */
export interface Selection {
  /** What a client asked for; what it may see is said beside it. */
  readonly filter: Predicate
  /** The key's columns come after these, in the direction of the last one, so that equal records keep their places from page to page. */
  readonly order: ReadonlyArray<Order>
  readonly projection: Projection
}

/**
 * Every record; as many as PostgreSQL's plan tells; every one up to `countedAtMost`, and beyond it as the plan tells; or up
 * to there, and no more than that there are more.
 */
export type Count = "exact" | "planned" | "estimated" | "capped"

/** How many records are counted where a plan or a bound tells of more. */
export const countedAtMost = 1000

/** What a list asks for. */
export interface Query extends Selection {
  readonly page: Page
  /** How to count all records that the filter finds; null for not at all. */
  readonly count: Count | null
  /** By which the query's own cursors are known; absent where nobody is given any. */
  readonly fingerprint?: string
  /** As of when, for all that is found; absent for now. */
  readonly asOf?: AsOf
}

/** A list that is told apart from what it was at an earlier moment; `asOf` is the later one. */
export interface Comparison extends Query {
  readonly since: Moment
}

/** Records of another resource beside each record. */
export interface Embed extends Related, Selection {
  /** At most so many beside one record; of a link to one record, that one. */
  readonly limit: number
  readonly offset: number
}

/** One name and value of an answer, or several where related records are spread. */
export type Item = ColumnItem | EmbedItem | AggregateItem

/** A column, or what stands inside of one. */
export interface ColumnItem {
  readonly _tag: "Column"
  /** The name in the answer. */
  readonly as: string
  readonly column: Term
  /** The type that it is told as; null for the column's own. */
  readonly cast: ColumnType | null
}

/** Related records: an array of objects, or one object or null where the link leads to one at most. */
export interface EmbedItem {
  readonly _tag: "Embed"
  /** The name in the answer; where they are spread their own names stand in its place. */
  readonly as: string
  readonly embed: Embed
  readonly spread: boolean
}

/** What can be computed of several records together, in SQL's words. */
export type Aggregate = "count" | "sum" | "avg" | "min" | "max"

/** What is computed of the records of a group: one answer stands for all that are alike in the columns beside it. */
export interface AggregateItem {
  readonly _tag: "Aggregate"
  /** The name in the answer. */
  readonly as: string
  readonly aggregate: Aggregate
  /** Of which values, those that are null left out; null for the records themselves. */
  readonly column: Term | null
  /** The type that PostgreSQL gives to what is computed. */
  readonly type: ColumnType
  /** The type that it is told as; null for its own. */
  readonly cast: ColumnType | null
}

/** What an answer shows of each record, or of each group of records: its items in order, and a key by which two projections are told apart. */
export interface Projection {
  readonly items: ReadonlyArray<Item>
  /** Equal for projections of one resource that show the same in the same order: names and types, never a value. */
  readonly key: string
}
