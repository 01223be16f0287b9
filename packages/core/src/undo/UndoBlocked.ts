/** Why what a request did cannot be undone. */
import * as Data from "effect/Data"

/** What stands in the way of one change's inverse. */
export interface Obstacle {
  /** Null where its caller may not see the record, or the api has no such resource. */
  readonly record: { readonly resource: string; readonly uid: string } | null
  /** Stable, for programs: `changed`, `unseen`, `not-permitted`, `conflict`, `referenced`, `reference`, `invalid`, `purged`. */
  readonly code: string
  /** For people: the fact, in a few words. */
  readonly detail: string
}

/** At least one inverse is in the way of nothing but itself: nothing was undone. */
export class UndoBlocked extends Data.TaggedError("UndoBlocked")<{
  readonly obstacles: ReadonlyArray<Obstacle>
}> {}
