/** What the steps of a unit are taken with. */
import type { Reference } from "../access/Reference.ts"
import type { CommandFailure, CredentialFailure } from "../failures.ts"
import type { Values } from "../value/ColumnType.ts"
import type * as Effect from "effect/Effect"
import type { HookRefusal } from "./HookRefusal.ts"
import type { Handlers } from "./Hooks.ts"
import type { CameOrWent } from "../store/CameOrWent.ts"
import type { Moment, Records } from "./Records.ts"
import type { Reach } from "./recordsOf.ts"

export interface Referring {
  /** What the client's own write may refer to; `Records` of its hooks may refer to all. */
  readonly references: ReadonlyArray<Reference>
}
export type Unit = Reach & Referring

/** What a hook is told: nothing by which it could get past `Records`. */
export function momentOf({ caller, at }: Unit): Moment {
  return { caller, at }
}

/** How a step ends that other records' hooks take part in. */
export type Step<A, E, S> = Effect.Effect<
  A,
  CommandFailure | CredentialFailure | CameOrWent | HookRefusal<E>,
  S | Records
>

/** What is done to the records that a soft delete takes along. */
export interface Along<E, S> {
  /** Deletes them, before their record goes. */
  readonly remove: (current: Values, unit: Unit) => Step<void, E, S>
  /** The same where these records of the resource are deleted beside it, each by itself. */
  readonly beside: (uids: ReadonlyArray<string>) => Along<E, S>
  /** Brings back those that went in the same request, once their record is there again. */
  readonly restore: (uid: string, unit: Unit) => Step<void, E, S>
}

/** What takes part in the write of a record. */
export interface Taking<E, S> extends Handlers<E, S> {
  /** Absent where nothing goes along. */
  readonly along?: Along<E, S>
}
