/** What aggregates compute of samples. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { list } from "./ask.ts"
import { batchOf } from "./batches.ts"
import { aggregate, meant, where } from "./resolved.ts"
import { Samples } from "../declared/resources.ts"

/** The records of a batch. */
export const ofBatch = (batch: string): ReadonlyArray<QuerySyntax.FilterSyntax> => [
  where("batch", "eq", batch)
]
export const count: QuerySyntax.ItemSyntax = aggregate("count")

/** What is computed of these fields of samples, each under its field's name. */
export const computed = Effect.fnUntraced(function* (
  word: string,
  fields: ReadonlyArray<string>,
  values: ReadonlyArray<object>
) {
  const select = fields.map((name) => aggregate(word, name, { as: name }))
  const query = yield* meant(Samples, { select, filters: ofBatch(yield* batchOf(...values)) })
  const rows = yield* list(Samples, query)
  return { values: rows.values()[0] ?? {}, json: rows.json() }
})
