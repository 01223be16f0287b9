/** A write that may have happened when its connection was lost, and is tried again under its key: no later failure makes that certain. */
import { StoreBusy, StoreTimeout, StoreUnavailable } from "@pgcrest/core"
import { PgError } from "../client/PgError.ts"

export interface Doubt {
  /** Hears what each try ended in. */
  readonly hear: (failure: unknown) => void
  /** What is told at the end: each other failure says that nothing was written, and knows that of the last try alone. */
  readonly told: <E>(failure: E) => E | StoreUnavailable
}

export const makeDoubt = (): Doubt => {
  let mayHaveHappened = false
  return {
    hear: (failure) => {
      mayHaveHappened ||= failure instanceof PgError && !failure.undone
    },
    told: (failure) =>
      mayHaveHappened && isAway(failure)
        ? new StoreUnavailable({ outcomeUnknown: true, cause: failure.cause })
        : failure
  }
}

/** A refusal is told once the key was looked for, and stands. */
function isAway(failure: unknown): failure is StoreBusy | StoreTimeout | StoreUnavailable {
  return (
    failure instanceof StoreBusy || failure instanceof StoreTimeout || failure instanceof StoreUnavailable
  )
}
