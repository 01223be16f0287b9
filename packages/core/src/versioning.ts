/** How a record's state is told from another: what a tag shows, and If-Match compares. */
import { offers } from "./authorise.ts"
import type * as Resource from "./Resource.ts"

/**
 * `column`: by the version that the table counts. `row`: by what a store knows of the row itself. `nothing`: where no client
 * can change what is there, so that a view, which has no rows of its own, can be read.
 */
export const versioning = (resource: Resource.Any): "column" | "row" | "nothing" => {
  if (resource.audit.version !== null) return "column"
  return offers(resource, "update") || offers(resource, "delete") ? "row" : "nothing"
}
