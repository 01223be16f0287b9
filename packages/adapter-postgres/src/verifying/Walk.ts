/** A walk over all of a resource, a batch at a time in the order of an index: no table is too large for it. */
import * as Effect from "effect/Effect"
import type { PgError } from "../client/PgError.ts"
import type { Query } from "../client/PostgresClient.ts"
import type { TextRow } from "../client/TextQuery.ts"
import { render, type Sql } from "../sql/Sql.ts"

/** What is asked; its values are the cells behind which a batch begins, and then those with which it ends, null for none. */
export interface Walk {
  /** How many cells tell a place. */
  readonly cells: number
  /** The cells at which a full batch ends; no row where the last one begins. */
  readonly end: Sql
  readonly batch: Sql
}

/** How much is looked at in one statement: rows, or changes and what is left of the last one's record. */
export const batchSize = 5000

/** Tells what each batch brings. */
export const walk = <E>(
  query: Query,
  { cells, end, batch }: Walk,
  tell: (rows: ReadonlyArray<TextRow>) => Effect.Effect<void, E>
): Effect.Effect<void, E | PgError> =>
  Effect.gen(function* () {
    const nowhere: TextRow = Array.from({ length: cells }, () => null)
    const ask = (asked: Sql, values: TextRow) => {
      const { text, holes } = render(asked)
      return query({ name: null, text, values: holes.map((hole) => values[hole] ?? null) })
    }
    let after = nowhere
    let isLast = false
    while (!isLast) {
      const [upTo] = yield* ask(end, after)
      yield* tell(yield* ask(batch, [...after, ...(upTo ?? nowhere)]))
      isLast = upTo === undefined
      after = upTo ?? nowhere
    }
  })
