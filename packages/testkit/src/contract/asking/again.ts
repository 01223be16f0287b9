/** What is asked twice under one key. */
import { assert } from "@effect/vitest"
import type { Rows } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { type By, under } from "./by.ts"
import { fresh } from "./cases.ts"

/** All that an answer tells of a write, but whether it is told again. */
export const told = (rows: Rows.Written | Rows.WrittenMany) => ({
  tag: rows._tag,
  keys: rows.keys(),
  json: rows.json(),
  count: rows.count,
  updatedAt: rows.updatedAt(),
  computed: rows.computed,
  facts: rows._tag === "Written" ? [rows.created, rows.visible] : rows.met
})

/** Asks twice under a new key: the second answer tells what the first did, and that it does. */
export const twice = Effect.fnUntraced(function* <A extends Rows.Written | Rows.WrittenMany, E, R>(
  ask: (by: By) => Effect.Effect<A, E, R>
) {
  const key = under(yield* fresh)
  const first = yield* ask(key)
  assert.notProperty(first, "replayed")
  const second = yield* ask(key)
  assert.strictEqual(second.replayed, true)
  assert.deepStrictEqual(told(second), told(first))
  return second
})
