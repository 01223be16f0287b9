/** Whether a store answers, before anybody needs it to. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Caller } from "./access/Caller.ts"
import { forServer } from "./access/Permit.ts"
import { stamp } from "./command/stamp.ts"
import type { StoreFailure } from "./failures.ts"
import * as Predicate from "./query/Predicate.ts"
import * as Projection from "./query/Projection.ts"
import type { Query } from "./query/Query.ts"
import type { Resource } from "./resource/Resource.ts"
import { found } from "./store/expect.ts"
import { ResourceStore } from "./store/ResourceStore.ts"
import { fromMillis } from "./value/instant.ts"

/** Asks the store for one record of a resource, and looks at nothing of it: fails as a list would. */
export const ready = Effect.fnUntraced(function* (
  resource: Resource,
  caller: Caller
): Effect.fn.Return<void, StoreFailure, ResourceStore> {
  const at = fromMillis(yield* Clock.currentTimeMillis)
  const command = { _tag: "List", permit: forServer(resource, "list", caller), query: anyOne } as const
  const { run } = yield* ResourceStore
  yield* found(run, stamp(command, caller, at, null))
})

const anyOne: Query = {
  filter: Predicate.always,
  order: [],
  page: { _tag: "Offset", limit: 1, offset: 0 },
  projection: Projection.none,
  count: null
}
