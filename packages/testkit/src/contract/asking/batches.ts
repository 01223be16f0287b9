/** Samples of one case, and what a list says of them. */
import type { Predicate, Query } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, list } from "./ask.ts"
import { queryOf } from "./by.ts"
import { column, fresh } from "./cases.ts"
import { Samples } from "../declared/resources.ts"

export const eq = (field: string, value: string | number): Predicate.Predicate => ({
  _tag: "Compare",
  field,
  operator: "eq",
  value
})
export const byLabel: ReadonlyArray<Query.Order> = [{ field: "label", direction: "asc", nulls: "last" }]

export const batchOf = Effect.fnUntraced(function* (...rows: ReadonlyArray<object>) {
  const batch = yield* fresh
  yield* Effect.forEach(rows, (row) => create(Samples, { batch, label: "", ...row }))
  return batch
})
export const labels = Effect.fnUntraced(function* (batch: string, query: Partial<Query.Query> = {}) {
  return column(yield* list(Samples, queryOf(batch, { order: byLabel, ...query })), "label")
})
