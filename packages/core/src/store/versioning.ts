/** How a record's state is told from another: what a tag shows, and If-Match compares. */
import { offers } from "../access/authorise.ts"
import type * as Resource from "../resource/Resource.ts"

/** What identifies a state of a record. */
export type Versioning =
  /** By the version that a column of the table counts. */
  | { readonly _tag: "Column"; readonly column: string }
  /** By what a store knows of the row itself. */
  | { readonly _tag: "Row" }
  /** Not at all: no client can change what is there, so that a view, which has no rows of its own, can be read. */
  | { readonly _tag: "Nothing" }

/** What identifies the state of a resource's records: its version column, where it has one. */
export const versioning = (resource: Resource.Resource): Versioning => {
  if (resource.audit.version !== null) return { _tag: "Column", column: resource.audit.version }
  return offers(resource, "update") || offers(resource, "delete") ? { _tag: "Row" } : { _tag: "Nothing" }
}
