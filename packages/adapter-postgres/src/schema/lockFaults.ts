/** Views whose rows cannot be locked, as each write of a record that is there must: of which views, only the server knows. */
import { offers, type Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { PgError } from "../client/PgError.ts"
import type { Query } from "../client/PostgresClient.ts"
import { qualified } from "../sql/identifier.ts"
import type { CatalogueTable } from "./catalogue.ts"
import type { Of, SchemaFault } from "./SchemaFault.ts"

/** Asks only of a view that PostgreSQL does not write by itself. */
export const lockFaults = (
  of: Of,
  table: CatalogueTable,
  resource: Resource.Resource,
  query: Query
): Effect.Effect<ReadonlyArray<SchemaFault>, PgError> => {
  const writes = offers(resource, "update") || offers(resource, "replace") || offers(resource, "delete")
  if (table.kind !== "v" || table.updatable || !writes || table.writable.length === 0)
    return Effect.succeed([])
  const { schema, name } = resource.table
  const text = `explain select from ${qualified(schema, name)} for no key update`
  return Effect.as(query({ name: null, text, values: [] }), []).pipe(
    Effect.catch((error) =>
      error.code === "0A000"
        ? Effect.succeed([{ _tag: "RowsUnlockable" as const, ...of }])
        : // What the role may not do is told as a right that it lacks.
          error.code === "42501"
          ? Effect.succeed([])
          : Effect.fail(error)
    )
  )
}
