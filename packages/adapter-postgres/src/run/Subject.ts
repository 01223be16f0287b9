/** What a statement was about, for whoever tells its error. */
import type { ChangeOperation, Resource, Values } from "@pgcrest/core"

/** What a statement was about; null for BEGIN and COMMIT. */
export interface Subject {
  readonly resource: Resource.Resource
  /** Of the record that is asked for, or written; "" where a list is asked for, or the database makes the uid. */
  readonly uid: string
  /** Null for reads. */
  readonly operation: ChangeOperation | null
  /** The fields that a missing reference is told by, where it must not show which of them refers to what is there; else null. */
  readonly referring: ReadonlyArray<string> | null
  /** What a write gives to the fields of each row; nothing of a read. */
  readonly rows: ReadonlyArray<Values>
}
