/** How many records there are as PostgreSQL's planner tells it, where a count was left to it. */
import { parseExactJson, Query, type Rows, type StoreFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { PgError } from "../client/PgError.ts"
import type { Query as Send } from "../client/PostgresClient.ts"
import type { TextRow } from "../client/TextQuery.ts"
import type { Prepared } from "../compiling/compile.ts"
import type { Raced } from "../statements/Statement.ts"

type Told = Effect.Effect<Rows.Rows, StoreFailure | Raced | PgError>

/** The answer with the planner's total; asked in a statement of its own, and only where the answer has counted no end. */
export const counted = (send: Send, { plan }: Prepared, told: Told): Told =>
  plan === null
    ? told
    : Effect.flatMap(told, (rows) =>
        rows._tag !== "Found" || (rows.total !== null && rows.counted === "exactly")
          ? Effect.succeed(rows)
          : Effect.map(send(plan), (told): Rows.Rows => ({
              ...rows,
              total: rows.total === null ? planned(told) : Math.max(planned(told), Query.countedAtMost + 1),
              counted: "about"
            }))
      )

/** `[{"Plan": {"Plan Rows": 42}}]`. */
function planned([row]: ReadonlyArray<TextRow>): number {
  const told = Result.getOrElse(
    Result.try((): unknown => parseExactJson(row?.[0] ?? "")),
    () => null
  )
  return Number(at(at(at(told, "0"), "Plan"), "Plan Rows") ?? 0)
}

function at(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null ? Reflect.get(json, name) : null
}
