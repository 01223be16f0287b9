/** Reads the catalogue: three queries, whatever the number of tables. */
import { PostgresClient } from "@pgcrest/adapter-postgres"
import * as Effect from "effect/Effect"
import type { Description } from "./Description.ts"
import { readTables } from "./readTables.ts"
import { readTypes } from "./readTypes.ts"
import { changed, sentenceOf } from "./sentenceOf.ts"
import { tablesQuery } from "./tablesQuery.ts"
import { typesQuery } from "./typesQuery.ts"
import { Unreadable } from "./Unreadable.ts"

/** What these schemas hold; without any, all that are not PostgreSQL's own or the trail's. Writes nothing, so that a replica serves as well. */
export const describe = (
  schemas: ReadonlyArray<string>
): Effect.Effect<Description, Unreadable, PostgresClient.PostgresClient> =>
  Effect.gen(function* () {
    const { query } = yield* PostgresClient.PostgresClient
    const [[name, version, supported] = []] = yield* query({ name: null, text: serverText, values: [] })
    if (supported !== "t")
      return yield* new Unreadable({
        message: `PostgreSQL is ${version}; 15 is the oldest that can be described.`
      })
    const absent = (yield* query({ name: null, text: absentText, values: [schemas] })).map(
      ([schema]) => `"${schema}"`
    )
    if (absent.length > 0)
      return yield* new Unreadable({
        message: `The database ${name} has no schema ${absent.join(", ")}.`
      })
    const types = readTypes(yield* query(typesQuery(schemas)))
    const tables = readTables(yield* query(tablesQuery(schemas)), types)
    if (tables.some(({ columns }) => columns.some(({ type }) => type.kind === "unknown")))
      return yield* new Unreadable({ message: changed })
    return { name: name ?? "", tables }
  }).pipe(
    Effect.mapError((error) =>
      error._tag === "PgError" ? new Unreadable({ message: sentenceOf(error) }) : error
    )
  )

const serverText =
  "select current_database(), current_setting('server_version'), current_setting('server_version_num')::int >= 150000"
const absentText =
  "select wanted from unnest($1::text[]) as wanted where not exists (select from pg_catalog.pg_namespace where nspname = wanted)"
