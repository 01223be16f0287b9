/** What stores tell of the past, held against what was seen when it was now. */
import { type Caller, instantOf, type Query, Resource, ResourceStore, type Values } from "@pgcrest/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import type { Difference, Stores } from "../asking/answers.ts"
import { list } from "../asking/ask.ts"
import { queryOf } from "../asking/by.ts"
import { canonicalRows } from "../asking/canonical.ts"
import type { Model } from "./Model.ts"

/** The records of one sequence, for who sees all of them. */
interface Observed {
  readonly resource: Resource.Resource
  readonly batch: string
  readonly caller: Caller.Caller
}

/** What one store tells of now, kept as what the past must be. */
export const observe = Effect.fnUntraced(function* (
  model: Model,
  store: Stores[number],
  { batch, caller, millis, resource }: Observed & { readonly millis: number }
) {
  const rows = yield* toldBy(store, list(resource, queryOf(resource, batch), { caller }))
  const keys = rows.keys().map(({ uid }) => uid)
  model.observe(resource, new Map(rows.values().map((row, at) => [keys[at] ?? "", row])), instantOf(millis))
})

/** At each instant at which something changed both stores tell what was seen then. */
export const comparePast = Effect.fnUntraced(function* (
  model: Model,
  stores: Stores,
  { batch, caller, resource }: Observed
) {
  for (const at of model.instants()) {
    const asOf: Query.AsOf = { moment: { _tag: "Instant", at }, snapshot: null }
    const then = list(resource, queryOf(resource, batch, { asOf }), { caller })
    const was = canonicalRows(resource, model.rowsAt(resource, at))
    for (const store of stores) {
      const told = canonicalRows(resource, byUid(resource, (yield* toldBy(store, then)).values()))
      const difference: Difference = { step: `${resource.name} as of ${at}`, left: was, right: told }
      if (told !== was) return yield* Effect.fail(difference)
    }
  }
})

/** A list makes no uids. */
const undrawn = SecureRandom.make((size) => new Uint8Array(size))

/** An answer of one store, which must not be refused. */
const toldBy = (store: Stores[number], answer: ReturnType<typeof list>) =>
  answer.pipe(
    Effect.provideService(ResourceStore, store),
    Effect.provideService(SecureRandom.SecureRandom, undrawn),
    Effect.orDie
  )

function byUid(resource: Resource.Resource, rows: ReadonlyArray<Values>): ReadonlyArray<Values> {
  const uid = (row: Values) => Resource.uidOf(resource.key, row)
  return rows.toSorted((a, b) => (uid(a) < uid(b) ? -1 : 1))
}
