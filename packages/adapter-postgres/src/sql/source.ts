/** Where a statement's records come from. */
import type { Resource } from "@pgcrest/core"
import { tableName } from "./columns.ts"
import { type Sql, sql } from "./Sql.ts"

/** As of when: a record's past is no source yet. */
export type At = "now"

/**
 * A resource's records, as `record`: the table itself. Soft delete will hide rows here, and time travel bring those of
 * another time.
 */
export const source = (resource: Resource.Resource, at: At): Sql<unknown> => {
  switch (at) {
    case "now":
      return target(resource)
  }
}

/** The table that a statement writes, as `record`. */
export const target = (resource: Resource.Resource): Sql<unknown> => sql`${tableName(resource)} as record`
