/** A history in, what is wrong with it out. */
import { cycles } from "./cycles.ts"
import { dependenciesOf } from "./dependencies.ts"
import type { Fault } from "./Fault.ts"
import type { History } from "./History.ts"
import { keysOf } from "./keys.ts"
import { ownFaults, readFaults } from "./readFaults.ts"
import { lostUpdates, staleReads } from "./timeFaults.ts"

/**
 * All that the history proves wrong; nothing where some order of the transactions explains it. As each list that is read holds all that
 * was appended before, a history ought to end with a read of every key.
 */
export const judge = (history: History): ReadonlyArray<Fault> => {
  const keys = keysOf(history)
  return [
    ...ownFaults(history),
    ...keys.flatMap((key) => [...readFaults(key), ...lostUpdates(key), ...staleReads(key)]),
    ...cycles(dependenciesOf(history, keys))
  ]
}
