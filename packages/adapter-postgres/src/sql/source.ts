/** Where a statement's records come from. */
import type { Resource } from "@pgcrest/core"
import { tableName } from "./columns.ts"
import { raw, type Sql, sql } from "./Sql.ts"

/** As of when: a record's past is no source yet. */
export type At = "now"

/** A resource's records, as `record`: the table itself. Here deleted rows would be hidden, and the rows of another time brought. */
export const source = (resource: Resource.Resource, at: At): Sql => sourceAs(resource, at, "record")

/** The same under another name, where a record is looked at beside the statement's own. */
export const sourceAs = (resource: Resource.Resource, at: At, alias: string): Sql => {
  switch (at) {
    case "now":
      return sql`${tableName(resource)} as ${raw(alias)}`
  }
}

/** The table that a statement writes, as `record`. */
export const destination = (resource: Resource.Resource): Sql => sql`${tableName(resource)} as record`
