/** One record per write: who changed what, when, and what it was afterwards. */
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

/** The fields of a change, in the order in which it is told. */
export const changeFields = [
  "resource",
  "uid",
  "version",
  "operation",
  "at",
  "actor",
  "request_id",
  "after"
] as const satisfies ReadonlyArray<keyof Change>
/** One of `changeFields`. */
export type ChangeField = (typeof changeFields)[number]

/** One write of one record, as the trail keeps it. */
export interface Change {
  /** The name of the resource. */
  readonly resource: string
  readonly uid: string
  /** Counts up from 1 for each uid, also across a delete. */
  readonly version: bigint
  readonly operation: Operation
  /** RFC 3339 in UTC; never earlier than the record's change before. */
  readonly at: string
  /** The caller's subject, `guest:<identity id>`, or `anonymous`. */
  readonly actor: string
  /** Under which the caller's request is logged; null where no request made the change. */
  readonly request_id: string | null
  /** The shown fields after the write; null after a delete. */
  readonly after: Readonly<Record<string, Cell>> | null
}
