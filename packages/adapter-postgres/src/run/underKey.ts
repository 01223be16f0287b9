/** What was kept under a key: looked for by itself, and told instead of a refusal. */
import {
  AnswerTooLarge,
  type Keeping,
  KeyReused,
  type Resource,
  type Rows,
  type StoreFailure,
  StoreTimeout,
  StoreUnavailable
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { PgError } from "../client/PgError.ts"
import type { Query } from "../client/PostgresClient.ts"
import { type Key, keptRow, recordName, seenIn, seenRow } from "../statements/keptRow.ts"
import type { Seen } from "../statements/Statement.ts"
import { translate } from "./failureOf.ts"

/** Null where the key is new. */
export const seenUnder = (query: Query, key: Key): Effect.Effect<Seen | null, PgError> =>
  Effect.map(query(seenRow(key)), ([row = []]) => seenIn(row))

/** What was answered before, which may be nothing. */
export interface Before<out A> {
  readonly answer: A
}

/** A unit's answer as it was kept; null where the key is new. */
export const keptBefore = <A>(
  query: Query,
  keeping: Keeping<A>
): Effect.Effect<Before<A> | null, StoreFailure> =>
  Effect.catchTag(seenAgain(query, keeping), "PgError", (error) => translate(error, null, false))

/** The unit with its key's row behind all that it wrote, or, inside the same transaction, what was kept before. */
export const onceUnder = <A, E, R>(
  keeping: Keeping<A>,
  query: Query,
  unit: Effect.Effect<A, E, R>,
  beside: ReadonlySet<string>
): Effect.Effect<A, E | KeyReused | PgError, R> =>
  Effect.flatMap(seenAgain(query, keeping), (before) =>
    before === null
      ? Effect.tap(unit, (answer) => query(keptRow(keeping, keeping.print(answer), [...beside])))
      : Effect.succeed(before.answer)
  )

/** The records that a write of a unit tells. */
export const addRecords = (records: Set<string>, { name }: Resource.Resource, rows: Rows.Rows): void => {
  for (const { uid } of rows._tag === "WrittenMany" ? rows.met : rows.keys())
    records.add(recordName(name, uid))
}

function seenAgain<A>(
  query: Query,
  keeping: Keeping<A>
): Effect.Effect<Before<A> | null, KeyReused | PgError> {
  return Effect.flatMap(seenUnder(query, keeping), (seen): Effect.Effect<Before<A> | null, KeyReused> => {
    if (seen === null) return Effect.succeed(null)
    return seen.isSame ? Effect.succeed({ answer: keeping.read(seen.kept) }) : Effect.fail(new KeyReused())
  })
}

/**
 * A refusal is told once the key was looked for after it: whoever waited for the same write may have been refused for what
 * that one did.
 */
export const unlessKept = <A, E, R>(
  asked: Effect.Effect<A, E, R>,
  found: Effect.Effect<Before<A> | null, StoreFailure>
): Effect.Effect<A, E | StoreFailure, R> =>
  Effect.catch(asked, (failure) =>
    saysNothing.some((one) => failure instanceof one)
      ? Effect.fail(failure)
      : Effect.flatMap(found, (before) =>
          before === null ? Effect.fail(failure) : Effect.succeed(before.answer)
        )
  )

/** What is no word on the records, or is on the key already; who was too slow for a key is told that the store is busy. */
const saysNothing = [AnswerTooLarge, KeyReused, StoreTimeout, StoreUnavailable]
