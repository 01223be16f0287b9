/** Everything that can be asked of a resource, as data. A command carries its permit, and with it its resource: a store needs no Api. */
import type { Act, Permit } from "../access/Permit.ts"
import type { ChangeField } from "../change/Change.ts"
import type { OffsetPage, Projection, Query } from "../query/Query.ts"
import type { Resource } from "../resource/Resource.ts"

/** Conditions on a record's version: If-Match and If-None-Match (RFC 9110 §13); versions as text. */
export interface Condition {
  /** The record is at one of these versions, or with `*` is there at all; null asks nothing. */
  readonly match: "*" | ReadonlyArray<string> | null
  /** The record is at none of these versions, or with `*` is not there; null asks nothing. */
  readonly noneMatch: "*" | ReadonlyArray<string> | null
}

/** Fields by name: JSON as it came (`unknown`) until `validCommand` has made cells of it. */
export type Body<V = unknown> = Readonly<Record<string, V>>

interface Of<R extends Resource, A extends Act> {
  /** What the caller may see and do; a command takes that of its own act. */
  readonly permit: Permit<R, A>
}
interface OfOne<R extends Resource, A extends Act> extends Of<R, A> {
  readonly uid: string
}

/** Makes a record under a uid of the server's. */
export interface Create<R extends Resource = Resource, V = unknown> extends Of<R, "create"> {
  readonly _tag: "Create"
  readonly values: Body<V>
}
/** Reads one record. */
export interface Get<R extends Resource = Resource> extends OfOne<R, "get"> {
  readonly _tag: "Get"
  readonly projection: Projection
}
/** Inside a unit: locks a record, and judges it as the act would, before a hook sees it. It is read whole. */
export interface Lock<R extends Resource = Resource> extends OfOne<
  R,
  "get" | "replace" | "update" | "delete"
> {
  readonly _tag: "Lock"
  readonly condition: Condition
}
/** Reads a page of the records that a query finds. */
export interface List<R extends Resource = Resource> extends Of<R, "list"> {
  readonly _tag: "List"
  readonly query: Query
}
/** Writes the whole record under the client's uid, whether there was one or not. */
export interface Replace<R extends Resource = Resource, V = unknown> extends OfOne<R, "replace"> {
  readonly _tag: "Replace"
  readonly values: Body<V>
  readonly condition: Condition
}
/** Sets the named fields. */
export interface Update<R extends Resource = Resource, V = unknown> extends OfOne<R, "update"> {
  readonly _tag: "Update"
  readonly values: Body<V>
  /** Whether objects are merged into fields of JSON (RFC 7396) rather than set; done before a store sees the command. */
  readonly merge: boolean
  readonly condition: Condition
  /** What the answer holds of the record as it is then; none where nobody reads it. */
  readonly projection: Projection
}
/** Removes a record. */
export interface Delete<R extends Resource = Resource> extends OfOne<R, "delete"> {
  readonly _tag: "Delete"
  readonly condition: Condition
  /** What the answer holds of the record that was; none where nobody reads it. */
  readonly projection: Projection
}
/** The changes of one record, newest first. */
export interface History<R extends Resource = Resource> extends OfOne<R, "history"> {
  readonly _tag: "History"
  /** The fields of each change, in order; null for all. Without `after` a store reads no contents. */
  readonly select: ReadonlyArray<ChangeField> | null
  readonly page: OffsetPage
}

/** What a client can ask for. */
export type ClientCommand<R extends Resource = Resource, V = unknown> =
  | Create<R, V>
  | Get<R>
  | List<R>
  | Replace<R, V>
  | Update<R, V>
  | Delete<R>
  | History<R>

/** What a store is asked for. */
export type Command<R extends Resource = Resource, V = unknown> = ClientCommand<R, V> | Lock<R>

/** The condition of a request without If-Match and If-None-Match: whatever version there is. */
export const unconditional: Condition = { match: null, noneMatch: null }
