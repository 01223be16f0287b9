/** One record per write: who changed what, when, why, and what it was afterwards. */
import type { Cell } from "../value/ColumnType.ts"

/** What a change can say was done: all that a trail may hold, also where no command of this version does it. */
export const operations = [
  "create",
  "replace",
  "update",
  "delete",
  "restore",
  "undelete",
  "erase",
  "adopt"
] as const
/** One of `operations`. */
export type Operation = (typeof operations)[number]

/** What a change holds of the record. */
export type Image = Readonly<Record<string, Cell>>

/** Who made a change, on whose word, and why: the same for all changes of one request, but for what each resource asks. */
export interface Provenance {
  /** The caller's subject, who acts for it where a token says so, `guest:<identity id>`, `anonymous`, or `db:<role>` of what wrote past PGCrest. */
  readonly actor: string
  /** The subject, where the actor acts for it (RFC 8693 §4.1). */
  readonly on_behalf_of: string | null
  /** Who vouches for the subject: `iss` of its token (RFC 7519 §4.1.1). */
  readonly issuer: string | null
  /** Under which the caller's request is logged; null where no request made the change. */
  readonly request_id: string | null
  /** What the client calls its request. */
  readonly client_request_id: string | null
  /** Of which trace it is part: 32 hexadecimal digits (W3C Trace Context §3.2.2.3). */
  readonly trace_id: string | null
  /** What the write was part of, where it was not asked for by itself: `batch`, `rpc/borrow`, `upsert`. */
  readonly via: string | null
  /** Why, in the client's words. */
  readonly reason: string | null
  /** What the resource wants to know beside it; null where nothing is told. */
  readonly metadata: Image | null
}

/** One write of one record, as the trail keeps it. */
export interface Change extends Provenance {
  /** The name of the resource. */
  readonly resource: string
  readonly uid: string
  /** Counts up from 1 for each uid, also across a delete. */
  readonly version: bigint
  readonly operation: Operation
  /** RFC 3339 in UTC; never earlier than the record's change before. */
  readonly at: string
  /** What the write met, where that is known not to be the content of the change before. */
  readonly before: Image | null
  /** The recorded fields after the write; null after a delete. */
  readonly after: Image | null
}

/** The fields of a change, in the order in which it is told. */
export const changeFields = [
  "resource",
  "uid",
  "version",
  "operation",
  "at",
  "actor",
  "on_behalf_of",
  "issuer",
  "request_id",
  "client_request_id",
  "trace_id",
  "via",
  "reason",
  "metadata",
  "before",
  "after"
] as const satisfies ReadonlyArray<keyof Change>
/** What a history can tell of a change: what it is made of, and the fields that it changed, each from what to what. */
export const chosenFields = [...changeFields, "diff"] as const
/** One of `chosenFields`. */
export type ChangeField = (typeof chosenFields)[number]
