/** What a schema finds wrong, as faults with their places. */
import * as SchemaIssue from "effect/SchemaIssue"
import type { Fault } from "../failures.ts"

const format = SchemaIssue.makeFormatterStandardSchemaV1()

/** One fault for each issue, in the schema's own words. */
export const issueFaults = (issue: SchemaIssue.Issue): ReadonlyArray<Fault> =>
  format(issue).issues.map(({ path, message }) => ({
    path: (path ?? []).map(segment),
    code: "check",
    detail: message
  }))

function segment(part: PropertyKey | { readonly key: PropertyKey }): string | number {
  const key = typeof part === "object" ? part.key : part
  return typeof key === "number" ? key : String(key)
}
