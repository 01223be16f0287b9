/** What reads lack that was there before they began. */
import type { Fault } from "./Fault.ts"
import { agrees, type Key } from "./keys.ts"

/** Acknowledged appends that nobody ever reads, though a read began afterwards; all of them, as each is a loss of its own. */
export const lostUpdates = ({ key, reads, writers }: Key): ReadonlyArray<Fault> => {
  const read = new Set(reads.flatMap(({ values }) => values))
  const last = reads.reduce((most, { by }) => Math.max(most, by.invoked), -Infinity)
  return [...writers].flatMap(([value, { completed, id, outcome }]): ReadonlyArray<Fault> =>
    outcome === "done" && completed < last && !read.has(value)
      ? [{ _tag: "LostUpdate", key, value, transaction: id }]
      : []
  )
}

/** The first read of a key that is shorter than what was known when it began; none where nobody knows the order. */
export const staleReads = (key: Key): ReadonlyArray<Fault> => {
  if (!agrees(key)) return []
  const known = knownLengths(key)
  const reads = key.reads.toSorted((a, b) => a.by.invoked - b.by.invoked)
  let [next, least] = [0, 0]
  for (const { by, values } of reads) {
    for (; (known[next]?.since ?? Infinity) < by.invoked; next++)
      least = Math.max(least, known[next]?.length ?? 0)
    const value = key.order[least - 1]
    if (values.length < least && value !== undefined)
      return [{ _tag: "StaleRead", key: key.key, value, transaction: by.id }]
  }
  return []
}

interface Known {
  /** From behind this instant on. */
  readonly since: number
  readonly length: number
}

/** How long the list is at least, by what was answered, in the order of time. */
function knownLengths({ order, reads, writers }: Key): ReadonlyArray<Known> {
  const appended = order.flatMap((value, at) => {
    const writer = writers.get(value)
    return writer?.outcome === "done" ? [{ since: writer.completed, length: at + 1 }] : []
  })
  const read = reads.map(({ by, values }) => ({ since: by.completed, length: values.length }))
  return [...appended, ...read].toSorted((a, b) => a.since - b.since)
}
