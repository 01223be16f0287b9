/** Faults of a body while they are gathered: from the inside of a value outwards. */
import type { Fault } from "../failures.ts"

/** How many faults are listed; nobody reads more, and an answer has an end. */
export const mostFaults = 100

/** The one fault of a value that is not of its type. */
export const ofType = (detail: string): ReadonlyArray<Fault> => [{ path: [], code: "type", detail }]

/** The faults of a part, as the whole tells them. */
export const within = (name: string | number, faults: ReadonlyArray<Fault>): ReadonlyArray<Fault> =>
  faults.map((fault) => ({ ...fault, path: [name, ...fault.path] }))
