/** What is asked of a world, as plain data: lists and single records, with related ones at any place. */
import type { Query } from "@pgcrest/core"
import type { Field, Name, Value, Way } from "./world.ts"

/** What is asked at one place: of the list itself, or of the records of a relation. */
export interface Ask {
  /** Null for all fields. */
  readonly items: ReadonlyArray<Item> | null
  readonly filters: ReadonlyArray<Filter>
  readonly order: ReadonlyArray<Order>
  /** Beside one record; null for as many as there are. */
  readonly limit: number | null
  readonly offset: number
}

export type Item = FieldItem | AggregateItem | RelatedItem

export interface FieldItem {
  readonly is: "field"
  readonly as: string
  readonly field: Field
  readonly cast: "text" | "numeric" | null
}

/** What is computed of the records themselves, or of a field of theirs: then one answer is told of each group of them. */
export interface AggregateItem {
  readonly is: "aggregate"
  readonly as: string
  readonly aggregate: "count" | "sum" | "min" | "max"
  readonly field: Field | null
}

/** Records of a relation, beside each record or spread into it; of no items nothing is shown, and it serves filters alone. */
export interface RelatedItem {
  readonly is: "related"
  readonly as: string
  readonly way: Way
  readonly inner: boolean
  readonly spread: boolean
  readonly ask: Ask
}

export type Comparison = "eq" | "neq" | "lt" | "lte" | "gt" | "gte"

export type Filter =
  | {
      readonly is: "compared"
      readonly field: Field
      readonly operator: Comparison
      readonly value: NonNullable<Value>
      readonly not: boolean
    }
  | {
      readonly is: "among"
      readonly field: Field
      readonly values: ReadonlyArray<NonNullable<Value>>
      readonly not: boolean
    }
  | { readonly is: "null"; readonly field: Field; readonly not: boolean }
  /** Whether a relation that is shown, by its name there, leads to no record. */
  | { readonly is: "alone"; readonly as: string; readonly not: boolean }
  | {
      readonly is: "and" | "or"
      readonly filters: ReadonlyArray<Filter>
      readonly not: boolean
    }

export interface Order {
  /** The relation to one record whose field it is; null for the record's own. */
  readonly way: Way | null
  readonly field: Field
  readonly direction: "asc" | "desc" | null
  readonly nulls: "first" | "last" | null
}

export type Place = ReadonlyArray<Value>

/** Which part of a list. */
export type Page =
  | { readonly is: "offset"; readonly offset: number; readonly limit: number }
  | { readonly is: "after" | "before"; readonly place: Place; readonly limit: number }

export type Question = ListQuestion | GetQuestion

export interface ListQuestion {
  readonly is: "list"
  readonly of: Name
  /** Its limit and offset are those of the first page. */
  readonly ask: Ask
  readonly count: Query.Count | null
  readonly page: { readonly offset: number; readonly limit: number }
  /** The places of these records, seen or not, are asked for as well: as a cursor that was forged, or is somebody else's. */
  readonly forged: ReadonlyArray<{ readonly side: "after" | "before"; readonly row: number }>
}

export interface GetQuestion {
  readonly is: "get"
  readonly of: Name
  readonly uid: string
  readonly ask: Ask
}

/** Whether it is groups that are told. */
export const isGrouped = ({ items }: Ask): boolean => items?.some(({ is }) => is === "aggregate") ?? false
