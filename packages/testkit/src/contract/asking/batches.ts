/** Samples of one case, and what a list says of them. */
import { type Predicate, type Query, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, list } from "./ask.ts"
import { type Listing, queryOf } from "./by.ts"
import { column, fresh } from "./cases.ts"
import { Samples } from "../declared/resources.ts"

/** A column of the samples. */
export const sampled = (name: string) => Resource.columnOf(Samples, name)

/** A comparison of a sample, unless another resource is named. */
export const eq = (
  field: string,
  value: string | number,
  resource: Resource.Resource = Samples
): Predicate.Predicate => ({
  _tag: "Compare",
  column: Resource.columnOf(resource, field),
  operator: "eq",
  value
})
export const byLabel: ReadonlyArray<Query.Order> = [
  { column: sampled("label"), of: null, direction: "asc", nulls: "last" }
]

export const batchOf = Effect.fnUntraced(function* (...rows: ReadonlyArray<object>) {
  const batch = yield* fresh
  yield* Effect.forEach(rows, (row) => create(Samples, { batch, label: "", ...row }))
  return batch
})
export const labels = Effect.fnUntraced(function* (batch: string, query: Listing = {}) {
  return column(yield* list(Samples, queryOf(Samples, batch, { order: byLabel, ...query })), "label")
})
