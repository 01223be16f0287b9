/** Everything that can be asked of a resource, as data. A command carries its resource: a store needs no Api. */
import type { ChangeField } from "../change/Change.ts"
import type { Guard } from "../access/authorise.ts"
import type { Projection } from "../query/Projection.ts"
import type { Page, Query } from "../query/Query.ts"
import type * as Resource from "../resource/Resource.ts"

/** Conditions on a record's version: If-Match and If-None-Match (RFC 9110 §13); versions as text. */
export interface Condition {
  readonly match: "*" | ReadonlyArray<string> | null
  readonly noneMatch: "*" | ReadonlyArray<string> | null
}

/** Fields by name: JSON as it came (`unknown`) until `validCommand` has made cells of it. */
export type Body<V = unknown> = Readonly<Record<string, V>>

interface Target<R extends Resource.Resource> {
  readonly resource: R
  /** What the caller may see and do; only `authorise` makes one. */
  readonly guard: Guard
}
interface OfOne<R extends Resource.Resource> extends Target<R> {
  readonly uid: string
}

export interface Create<R extends Resource.Resource, V = unknown> extends Target<R> {
  readonly _tag: "Create"
  readonly values: Body<V>
}
export interface Get<R extends Resource.Resource> extends OfOne<R> {
  readonly _tag: "Get"
  readonly projection: Projection
  /** Inside a unit: lock the record and judge it as a write would, before a hook sees it. */
  readonly lock: Condition | null
}
export interface List<R extends Resource.Resource> extends Target<R> {
  readonly _tag: "List"
  readonly query: Query
}
/** Writes the whole record under the client's uid, whether there was one or not. */
export interface Replace<R extends Resource.Resource, V = unknown> extends OfOne<R> {
  readonly _tag: "Replace"
  readonly values: Body<V>
  readonly condition: Condition
}
/** Sets the named fields. */
export interface Update<R extends Resource.Resource, V = unknown> extends OfOne<R> {
  readonly _tag: "Update"
  readonly values: Body<V>
  /** Whether objects are merged into jsonb fields (RFC 7396) rather than set; done before a store sees the command. */
  readonly merge: boolean
  readonly condition: Condition
  /** What the answer holds of the record as it is then; none where nobody reads it. */
  readonly projection: Projection
}
export interface Delete<R extends Resource.Resource> extends OfOne<R> {
  readonly _tag: "Delete"
  readonly condition: Condition
  /** What the answer holds of the record that was; none where nobody reads it. */
  readonly projection: Projection
}
/** The changes of one record, newest first. */
export interface History<R extends Resource.Resource> extends OfOne<R> {
  readonly _tag: "History"
  /** The fields of each change, in order; null for all. Without `after` the records' contents are not read. */
  readonly select: ReadonlyArray<ChangeField> | null
  readonly page: Page
}

export type Command<R extends Resource.Resource = Resource.Resource, V = unknown> =
  | Create<R, V>
  | Get<R>
  | List<R>
  | Replace<R, V>
  | Update<R, V>
  | Delete<R>
  | History<R>

export const unconditional: Condition = { match: null, noneMatch: null }
