/** What PostgreSQL says to who may not. */

/** Of a table, or of a function that is called. */
export const denied = ({ act, resource }: { readonly act: string; readonly resource: string }): string =>
  `permission denied for ${act === "call" ? "function" : "table"} ${resource}`
