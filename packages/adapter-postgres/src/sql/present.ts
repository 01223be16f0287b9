/** Which rows are records, where deleted ones stay in their table. */
import type { Resource } from "@pgcrest/core"
import { of } from "./columns.ts"
import { raw, type Sql, sql } from "./Sql.ts"

/** Behind an `and`: that the row `alias` is of a record that is there. Nothing where all are. */
export const andPresent = ({ softDelete }: Resource.Resource, alias: string): Sql =>
  softDelete === null ? raw("") : sql` and ${of(alias, softDelete.column)} is null`
