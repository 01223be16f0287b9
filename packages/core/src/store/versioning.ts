/** How a record's state is told from another: what a tag shows, and If-Match compares. */
import { offers } from "../access/authorise.ts"
import type { Column } from "../resource/Column.ts"
import { playing } from "../resource/columnOf.ts"
import type * as Resource from "../resource/Resource.ts"

/** What identifies a state of a record. */
export type Versioning =
  /** By the version that a column of the table counts. */
  | { readonly _tag: "Column"; readonly column: Column }
  /** By what a store knows of the row itself. */
  | { readonly _tag: "Row" }
  /** Not at all: nobody can change what is there, or it is a view, which has no rows of its own. */
  | { readonly _tag: "Nothing" }

/** What identifies the state of a resource's records: its version column, where it has one. */
export const versioning = (resource: Resource.Resource): Versioning => {
  const column = playing(resource, "version")
  if (column !== null) return { _tag: "Column", column }
  if (resource.view) return { _tag: "Nothing" }
  return offers(resource, "update") || offers(resource, "delete") ? { _tag: "Row" } : { _tag: "Nothing" }
}
