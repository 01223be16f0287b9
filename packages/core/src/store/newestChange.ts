/** The change of a record that came last. */
import * as Effect from "effect/Effect"
import type { Caller } from "../access/Caller.ts"
import type { Permit } from "../access/Permit.ts"
import type { Change } from "../change/Change.ts"
import { everyChange } from "../command/Command.ts"
import { stamp } from "../command/stamp.ts"
import type { StoreFailure } from "../failures.ts"
import type { Predicate } from "../query/predicates.ts"
import type { Resource } from "../resource/Resource.ts"
import { changes } from "./expect.ts"
import type { Run } from "./ResourceStore.ts"

/** Who asks, when, and of which store. */
export interface Asking {
  readonly caller: Caller
  /** RFC 3339 in UTC. */
  readonly at: string
  readonly run: Run
}

/** What it says of itself. */
export type Newest = Pick<Change, (typeof facts)[number]>

/** Of those that a condition is true of, as far as the permit lets its caller read them; null where there is none. */
export const newestChange = (
  permit: Permit<Resource, "history">,
  uid: string,
  { at, caller, run }: Asking,
  change: Predicate = everyChange.change
): Effect.Effect<Newest | null, StoreFailure> => {
  const which = { ...everyChange, change }
  const page = { _tag: "Offset", limit: 1, offset: 0 } as const
  const asked = { _tag: "History", permit, uid, select: facts, fields: null, which, page } as const
  return Effect.map(changes(run, stamp(asked, caller, at, null)), (rows) => rows.values()[0] ?? null)
}

const facts = ["version", "operation", "at", "actor", "request_id"] as const
