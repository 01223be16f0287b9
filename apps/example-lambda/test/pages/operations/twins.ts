/** The functions that docs/operations.md calls: for a database, and their twins for memory. */
import { SqlFunctionsMemory } from "@pgcrest/adapter-memory"
import * as Effect from "effect/Effect"

export const functions = `
create schema if not exists library;
create function library.close_month(month date, dry boolean, out closed integer, out fines numeric)
  language sql as $$ select 31, 12.5 $$;
create function library.top_titles(most integer default 3) returns table (title text, loans bigint)
  language sql as $$ values ('Emma', 7::bigint), ('Persuasion', 5) limit most $$;`

export const twins = SqlFunctionsMemory.layer({
  "library.close_month": () => Effect.succeed([{ closed: 31, fines: "12.5" }]),
  "library.top_titles": ({ most = 3 }) =>
    Effect.succeed(
      [
        { title: "Emma", loans: 7n },
        { title: "Persuasion", loans: 5n }
      ].slice(0, Number(most))
    )
})
