/** Where a statement's records come from. */
import type { Resource } from "@pgcrest/core"
import { tableName } from "./columns.ts"
import { type Sql, sql } from "./Sql.ts"

/** As of when: a record's past is no source yet. */
export type At = "now"

/** A resource's records, as `b`: the table itself. Here deleted rows would be hidden, and the rows of another time brought. */
export const source = (resource: Resource.Resource, at: At): Sql<unknown> => {
  switch (at) {
    case "now":
      return sql`${tableName(resource)} b`
  }
}
