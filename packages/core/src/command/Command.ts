/** Everything that can be asked of a resource, as data. A command carries its permit, and with it its resource: a store needs no Api. */
import type { Act, Permit } from "../access/Permit.ts"
import type { ChangeField } from "../change/Change.ts"
import { always, type Predicate } from "../query/predicates.ts"
import type { AsOf, Comparison, Page, Projection, Query } from "../query/Query.ts"
import type { Fault } from "../failures.ts"
import type { Column } from "../resource/Column.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Values } from "../value/ColumnType.ts"
import type { JsonPatch } from "../value/jsonPatch.ts"

/** Conditions on a record's version (If-Match and If-None-Match, RFC 9110 §13; versions as text) and on its last change. */
export interface Condition {
  /** The record is at one of these versions, or with `*` is there at all; null asks nothing. */
  readonly match: "*" | ReadonlyArray<string> | null
  /** The record is at none of these versions, or with `*` is not there; null asks nothing. */
  readonly noneMatch: "*" | ReadonlyArray<string> | null
  /** The record has not changed after this instant, RFC 3339 in UTC; null asks nothing, nor does any of what keeps no instant of its change. */
  readonly unmodifiedSince: string | null
}

/** Fields by name: JSON as it came (`unknown`) until `validCommand` has made cells of it. */
export type Body<V = unknown> = Readonly<Record<string, V>>

/** One row of a write of many. */
export interface Row<V = unknown> {
  /** The uid that it names, told by `validCommand`; null for a new one, or where its fields are it. */
  readonly uid: string | null
  readonly values: Body<V>
}

interface Of<R extends Resource, A extends Act> {
  /** What the caller may see and do; a command takes that of its own act. */
  readonly permit: Permit<R, A>
}
interface OfOne<R extends Resource, A extends Act> extends Of<R, A> {
  readonly uid: string
}

/** Makes a record under a uid of the server's. */
export interface Create<R extends Resource = Resource, V = unknown> extends Of<R, "create" | "upsert"> {
  readonly _tag: "Create"
  readonly values: Body<V>
  /** What the answer holds of the record; none where nobody reads it. */
  readonly projection: Projection
}
/** Reads one record. */
export interface Get<R extends Resource = Resource> extends OfOne<R, "get"> {
  readonly _tag: "Get"
  readonly projection: Projection
  /** As of when; absent for now. */
  readonly asOf?: AsOf
}
/** Inside a unit: locks a record, and judges it as the act would, before a hook sees it. It is read whole. */
export interface Lock<R extends Resource = Resource> extends OfOne<
  R,
  "get" | "create" | "replace" | "update" | "upsert" | "delete" | "restore" | "purge"
> {
  readonly _tag: "Lock"
  readonly condition: Condition
}
/** Reads a page of the records that a query finds. */
export interface List<R extends Resource = Resource> extends Of<R, "list"> {
  readonly _tag: "List"
  readonly query: Query
}
/**
 * Reads what differs between a list at one moment and the same list at a later one: a page of the records that came into it,
 * changed in it, or went. The query asks for records' own fields alone; its order is that of their keys.
 */
export interface Compare<R extends Resource = Resource> extends Of<R, "list"> {
  readonly _tag: "Compare"
  readonly query: Comparison
}
/** Writes the whole record under the client's uid, whether there was one or not. */
export interface Replace<R extends Resource = Resource, V = unknown> extends OfOne<
  R,
  "replace" | "create" | "upsert" | "restore"
> {
  readonly _tag: "Replace"
  readonly values: Body<V>
  /** Of a record that is made again: what its audit keeps of the life before. */
  readonly kept?: Values
  readonly condition: Condition
  /** What the answer holds of the record as it is then. */
  readonly projection: Projection
}
/** Sets the named fields. */
export interface Update<R extends Resource = Resource, V = unknown> extends OfOne<
  R,
  "update" | "upsert" | "restore"
> {
  readonly _tag: "Update"
  readonly values: Body<V>
  /** Whether objects are merged into fields of JSON (RFC 7396) rather than set; done before a store sees the command. */
  readonly merge: boolean
  readonly condition: Condition
  /** What the answer holds of the record as it is then; none where nobody reads it. */
  readonly projection: Projection
}
/**
 * Applies operations to the record as its JSON reads (RFC 6902), and sets the fields that they change. What those are is
 * known once the record is locked: an update by then, which is all that a store sees.
 */
export interface Patch<R extends Resource = Resource> extends OfOne<R, "update"> {
  readonly _tag: "Patch"
  readonly operations: JsonPatch
  readonly condition: Condition
  /** As of an update. */
  readonly projection: Projection
}
/**
 * Gives a record the content that it had at a version, also one that was deleted. What that is is known once the record is
 * locked: an update by then, or a replace that makes it again, which is all that a store sees.
 */
export interface Restore<R extends Resource = Resource, V = unknown> extends OfOne<R, "restore"> {
  readonly _tag: "Restore"
  /** Which version, as the field `version`; without it what a deleted record held last. */
  readonly target: Body<V>
  readonly condition: Condition
  /** As of an update. */
  readonly projection: Projection
}
/** Inside a unit: what a record held at a version, and what it held last, which must be in sight: newest first. */
export interface Recall<R extends Resource = Resource> extends OfOne<R, "restore"> {
  readonly _tag: "Recall"
  readonly version: bigint
}
/**
 * Inside a unit: what one request did to records of any resource, in the reverse of the order in which it was written, with
 * the change before of each record and all that came after, without contents. It judges nothing: what follows from it does.
 */
export interface Trace<R extends Resource = Resource> extends Of<R, "history"> {
  readonly _tag: "Trace"
  /** Under which the gateway knows the request. */
  readonly requestId: string
  /** No more changes than these are told. */
  readonly most: number
}
/** Keeps that a request was refused, for whoever watches over a resource; of what it brought nothing is kept. It judges nothing. */
export interface RecordRefusal<R extends Resource = Resource> extends Of<R, "history"> {
  readonly _tag: "RecordRefusal"
  /** The record that it was about; null where it was about no single one, or one that is yet to come. */
  readonly uid: string | null
  /** What was asked: an act, or what else a failure tells; null where nobody knows. */
  readonly act: string | null
  /** Why it was refused: the tag of its failure. */
  readonly kind: string
}
/** A new record, and the new ones of relations beside it. */
export interface Nest<R extends Resource = Resource, V = unknown> extends Of<R, "create"> {
  /** Where its body stands in that of the whole. */
  readonly at: Fault["path"]
  /** Without the fields that its relations fill in. */
  readonly values: Body<V>
  readonly related: ReadonlyArray<Branch<V>>
}
/** The new records of one relation. */
export interface Branch<V = unknown> {
  readonly at: Fault["path"]
  readonly link: Link
  /** What joins each of them, where others stand between; null where none do. */
  readonly between: Nest<Resource, V> | null
  readonly records: ReadonlyArray<Nest<Resource, V>>
}
/**
 * Makes a record and those of relations beside it, all of them or none: each by a create of its own, which is all that a
 * store sees.
 */
export interface CreateNested<R extends Resource = Resource, V = unknown> extends Nest<R, V> {
  readonly _tag: "CreateNested"
  /** What of the body is no such record, found while its relations were. */
  readonly misfits: ReadonlyArray<Fault>
  /** What the answer holds of the record, once all are made. */
  readonly projection: Projection
}
/** The same of several records, each with its own beside it: all of them or none. */
export interface CreateManyNested<R extends Resource = Resource, V = unknown> extends Of<R, "create"> {
  readonly _tag: "CreateManyNested"
  readonly nests: ReadonlyArray<Nest<R, V>>
  /** As of one. */
  readonly misfits: ReadonlyArray<Fault>
  /** What the answer holds of each record, once all are made. */
  readonly projection: Projection
}
/** Removes a record, softly where its resource does; a purge removes what was deleted so. */
export interface Delete<R extends Resource = Resource> extends OfOne<R, "delete" | "purge"> {
  readonly _tag: "Delete"
  readonly condition: Condition
  /** What the answer holds of the record that was; none where nobody reads it. */
  readonly projection: Projection
}
/** Makes a record of each row, all of them or none. */
export interface CreateMany<R extends Resource = Resource, V = unknown> extends Of<R, "create"> {
  readonly _tag: "CreateMany"
  readonly rows: ReadonlyArray<Row<V>>
  /** The columns by whose values a record that is there already lets a row be left out; null where that is a Conflict. */
  readonly ignore: ReadonlyArray<Column> | null
  /** What the answer holds of each record. */
  readonly projection: Projection
}
/** Makes a record of each row, or sets what the row names of the one that is there: all of them or none. */
export interface Upsert<R extends Resource = Resource, V = unknown> extends Of<R, "upsert"> {
  readonly _tag: "Upsert"
  readonly rows: ReadonlyArray<Row<V>>
  /** The columns by whose values a record is the row's: those of the key, or of one unique constraint. */
  readonly on: ReadonlyArray<Column>
  /** What the answer holds of each record as it is then. */
  readonly projection: Projection
}
/** Which records a write by filter is of. */
interface Filtered<R extends Resource, A extends Act> extends Of<R, A> {
  readonly filter: Predicate
  /** More records than these are a failure, and none is written; null for any number. */
  readonly most: number | null
  /** What the answer holds of each record; none where nobody reads it. */
  readonly projection: Projection
}
/** Sets the named fields of every record that a filter finds, all of them or none. */
export interface UpdateMany<R extends Resource = Resource, V = unknown> extends Filtered<R, "update"> {
  readonly _tag: "UpdateMany"
  readonly values: Body<V>
  /** As of an Update. */
  readonly merge: boolean
}
/** Removes every record that a filter finds, all of them or none. */
export interface DeleteMany<R extends Resource = Resource> extends Filtered<R, "delete"> {
  readonly _tag: "DeleteMany"
}
/** Which changes a history tells; all that it is asked must hold. What an image is asked is asked of one in sight. */
export interface ChangeFilter {
  /** Of the change itself, by its `changeColumns`. */
  readonly change: Predicate
  /** Of what the record held before, where it held something; null asks nothing. */
  readonly was: Predicate | null
  /** One of these fields differs from what it was before, came or went; null asks nothing. */
  readonly changed: ReadonlyArray<Column> | null
  /** Of what the record held before or after; null asks nothing. */
  readonly held: Predicate | null
}
/** The changes of one record, newest first, or of all that there are, by instant, uid and version. */
export interface History<R extends Resource = Resource> extends Of<R, "history"> {
  readonly _tag: "History"
  /** Null for all records, each judged as by itself: those out of sight, or whose history is not the caller's, are left out. */
  readonly uid: string | null
  /** The fields of each change, in order; null for `changeFields`. Without `after` a store reads no contents. */
  readonly select: ReadonlyArray<ChangeField> | null
  /** What images and diffs tell of the record; null for all. */
  readonly fields: ReadonlyArray<Column> | null
  readonly which: ChangeFilter
  /** A place has what `recordOrder` or `resourceOrder` name. */
  readonly page: Page
  /** By which its own cursors are known; absent where nobody is given any. */
  readonly fingerprint?: string
}

/** A write of many records. */
export type WriteMany<R extends Resource = Resource, V = unknown> =
  | CreateMany<R, V>
  | Upsert<R, V>
  | UpdateMany<R, V>
  | DeleteMany<R>

/** What a client can ask for that a store is asked for as it is. */
export type DirectCommand<R extends Resource = Resource, V = unknown> =
  | Create<R, V>
  | Get<R>
  | List<R>
  | Compare<R>
  | Replace<R, V>
  | Update<R, V>
  | Delete<R>
  | WriteMany<R, V>
  | History<R>

/** What a client can ask for. */
export type ClientCommand<R extends Resource = Resource, V = unknown> =
  | DirectCommand<R, V>
  | Patch<R>
  | Restore<R, V>
  | CreateNested<R, V>
  | CreateManyNested<R, V>

/** What a store is asked for. */
export type Command<R extends Resource = Resource, V = unknown> =
  | DirectCommand<R, V>
  | Lock<R>
  | Recall<R>
  | Trace<R>
  | RecordRefusal<R>

/** Every change. */
export const everyChange: ChangeFilter = { change: always, was: null, changed: null, held: null }

/** The condition of a request without any: whatever version there is, whenever it changed. */
export const unconditional: Condition = { match: null, noneMatch: null, unmodifiedSince: null }
