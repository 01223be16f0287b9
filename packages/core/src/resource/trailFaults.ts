/** Refuses what a trail cannot be asked for. */
import type { Resource } from "./Resource.ts"
import { isDuration } from "../value/interval.ts"

// X-Change-Reason is told apart from these.
const taken = "reason"

export function* trailFaults({ key, trail }: Resource): Generator<string> {
  for (const { name, recorded } of key.columns)
    if (recorded !== "open") yield `the field "${name}" identifies a record, so that every change names it`
  for (const [name, { cell }] of trail.metadata) {
    if (!/^[a-z][a-z0-9_]{0,62}$/u.test(name))
      yield `the metadata "${name}" is no name for a header: lower-case letters, digits and _`
    if (name === taken) yield `the metadata "${name}" has the name of what every change has`
    if (cell.parse === null) yield `the metadata "${name}" is of a type that is not read from a header`
  }
  if (trail.keep !== null && !isDuration(trail.keep))
    yield `"${trail.keep}" is no ISO 8601 duration for which changes are kept, such as P7Y`
}
