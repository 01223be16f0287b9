/** Commands without their values: all that a statement's text can depend on. */
import type { Act, ChangeField, Column, Query, Resource } from "@pgcrest/core"
import type { Hole } from "./Parting.ts"
import type { ComparedPast, PastShape } from "./PastShape.ts"
import type { PredicateShape } from "./PredicateShape.ts"
import type { ItemShape, ToldShape } from "./SelectionShape.ts"

/** If-Match and If-None-Match: a list of tags, any tag, or none asked; If-Unmodified-Since: an instant, or none. */
export interface ConditionShape {
  readonly match: "*" | Hole | null
  readonly noneMatch: "*" | Hole | null
  readonly unmodifiedSince: Hole | null
}

/** What a write gives to a column. */
export interface Given {
  readonly column: Column
  /** The body's value; the column's default, or null, where the body does not name it. Of rows, an array of each one's. */
  readonly value: Hole
  readonly named: boolean
  /** Where each row of a write of many has its own. */
  readonly rows?: {
    /** An array that tells which rows name the column; null where all do, or it does not matter. */
    readonly naming: Hole | null
  }
}

/** The rows of a write of many, column by column. */
export interface RowsShape {
  /** An array of their uids; null where fields of theirs are the key. */
  readonly uids: Hole | null
  readonly values: ReadonlyArray<Given>
  /** Rows apart by which columns they name of those whose default is the database's own; null where all are alike. */
  readonly groups: {
    /** An array of each row's group, from 0. */
    readonly of: Hole
    /** What the rows of each group name. */
    readonly named: ReadonlyArray<ReadonlySet<Column>>
  } | null
}

/** A field whose new value must be in its caller's sight. */
export interface ReferenceShape {
  readonly given: Given
  readonly target: Resource.Resource
  readonly see: PredicateShape
}

/** The key that a write is asked under, and what was asked. */
export interface KeyShape {
  readonly key: Hole
  /** As a hash: who reads what is kept learns nothing of a request. */
  readonly request: Hole
}

interface Of {
  readonly resource: Resource.Resource
  /** Null for what happens as often as it is asked for. */
  readonly key: KeyShape | null
}
interface Seen extends Of {
  readonly see: PredicateShape
}
interface Used extends Seen {
  readonly using: PredicateShape
}

export interface CreateShape extends Seen {
  readonly _tag: "Create"
  readonly createCheck: PredicateShape
  readonly items: ReadonlyArray<ItemShape>
  readonly values: ReadonlyArray<Given>
  readonly references: ReadonlyArray<ReferenceShape>
}
export interface GetShape extends Seen {
  readonly _tag: "Get"
  /** As of when; null for now. */
  readonly past: PastShape | null
  readonly items: ReadonlyArray<ItemShape>
}
export interface LockShape extends Used {
  readonly _tag: "Lock"
  readonly act: Act
  readonly condition: ConditionShape
}
export interface ListShape extends Used, ToldShape {
  readonly _tag: "List"
  /** As of when; null for now. */
  readonly past: PastShape | null
  readonly filter: PredicateShape
  readonly page: PageShape
  /** How to count; null for not at all. */
  readonly count: Query.Count | null
}
export interface CompareShape extends Used, ToldShape {
  readonly _tag: "Compare"
  readonly past: ComparedPast
  readonly filter: PredicateShape
  readonly page: PageShape
  readonly count: Query.Count | null
}
/** Which part of a list: so many behind the first ones, or behind a place in the order, or before it. */
export type PageShape =
  | { readonly _tag: "Offset"; readonly limit: Hole; readonly offset: Hole }
  /** What a record at the place has for each column of the order; null where it has nothing. */
  | {
      readonly _tag: "After" | "Before"
      readonly limit: Hole
      readonly place: ReadonlyArray<Hole | null>
    }

export interface ReplaceShape extends Used {
  readonly _tag: "Replace"
  /** What its change says, where not whether the record was there. */
  readonly recorded: "restore" | null
  /** Of a record that is made again: columns of its audit as they were. */
  readonly kept: ReadonlyArray<Given>
  readonly createCheck: PredicateShape
  readonly updateCheck: PredicateShape
  readonly values: ReadonlyArray<Given>
  readonly references: ReadonlyArray<ReferenceShape>
  readonly condition: ConditionShape
  readonly items: ReadonlyArray<ItemShape>
}
export interface UpdateShape extends Used {
  readonly _tag: "Update"
  /** What its change says; a restore leaves one also where nothing differs. */
  readonly recorded: "update" | "restore"
  readonly updateCheck: PredicateShape
  readonly values: ReadonlyArray<Given>
  readonly references: ReadonlyArray<ReferenceShape>
  readonly condition: ConditionShape
  readonly items: ReadonlyArray<ItemShape>
}
export interface DeleteShape extends Used {
  readonly _tag: "Delete"
  /** Whether its row stays, marked as deleted. */
  readonly softly: boolean
  readonly condition: ConditionShape
  readonly items: ReadonlyArray<ItemShape>
}
interface RowWrite extends Seen {
  readonly createCheck: PredicateShape
  readonly rows: RowsShape
  readonly references: ReadonlyArray<ReferenceShape>
  readonly items: ReadonlyArray<ItemShape>
}
export interface CreateManyShape extends RowWrite {
  readonly _tag: "CreateMany"
  readonly ignore: ReadonlyArray<Column> | null
}
export interface UpsertShape extends RowWrite {
  readonly _tag: "Upsert"
  readonly using: PredicateShape
  readonly updateCheck: PredicateShape
  readonly on: ReadonlyArray<Column>
}
interface Filtered extends Used {
  readonly filter: PredicateShape
  readonly most: Hole | null
  readonly items: ReadonlyArray<ItemShape>
}
export interface UpdateManyShape extends Filtered {
  readonly _tag: "UpdateMany"
  readonly updateCheck: PredicateShape
  readonly values: ReadonlyArray<Given>
  readonly references: ReadonlyArray<ReferenceShape>
}
export interface DeleteManyShape extends Filtered {
  readonly _tag: "DeleteMany"
}
export interface RecallShape extends Seen {
  readonly _tag: "Recall"
  readonly version: Hole
}
export interface TraceShape extends Of {
  readonly _tag: "Trace"
  readonly requestId: Hole
  readonly most: Hole
}
export interface RecordRefusalShape extends Of {
  readonly _tag: "RecordRefusal"
  readonly act: Hole
  readonly kind: Hole
}
export interface HistoryShape extends Used {
  readonly _tag: "History"
  /** Of the record that is named, or of every one. */
  readonly of: "record" | "resource"
  readonly select: ReadonlyArray<ChangeField> | null
  /** The names of the fields that images tell; null for all. */
  readonly fields: Hole | null
  readonly which: {
    readonly change: PredicateShape
    readonly was: PredicateShape | null
    readonly changed: ReadonlyArray<Column> | null
    readonly held: PredicateShape | null
  }
  /** The place has what the order of such a history names. */
  readonly page:
    | { readonly _tag: "Offset"; readonly limit: Hole; readonly offset: Hole }
    | { readonly _tag: "After" | "Before"; readonly limit: Hole; readonly place: ReadonlyArray<Hole> }
}

/** A write of one record, or of many. */
export type WriteShape =
  | CreateShape
  | ReplaceShape
  | UpdateShape
  | DeleteShape
  | CreateManyShape
  | UpsertShape
  | UpdateManyShape
  | DeleteManyShape

export type Shape =
  | CreateShape
  | GetShape
  | LockShape
  | ListShape
  | CompareShape
  | ReplaceShape
  | UpdateShape
  | DeleteShape
  | CreateManyShape
  | UpsertShape
  | UpdateManyShape
  | DeleteManyShape
  | RecallShape
  | TraceShape
  | RecordRefusalShape
  | HistoryShape
