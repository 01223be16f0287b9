/** A history by key: who appended what, who read what, and in which order the values stand. */
import type { History, Read, Transaction } from "./History.ts"

/** One read of a key, by a transaction that is done. */
export interface Seen extends Read {
  readonly by: Transaction
}

/** All that a history tells of one key. */
export interface Key {
  readonly key: string
  /** Who appended each value, in the order of the history. */
  readonly writers: ReadonlyMap<string, Transaction>
  readonly reads: ReadonlyArray<Seen>
  /** The longest list that was read: where all agree, the order of the values. */
  readonly order: ReadonlyArray<string>
}

export const keysOf = (history: History): ReadonlyArray<Key> => {
  const steps = history.flatMap((by) => by.steps.map((step) => ({ by, step })))
  return [...Map.groupBy(steps, ({ step }) => step.key)].map(([key, all]) => {
    const writers = all.flatMap(({ by, step }) => (step._tag === "Append" ? [[step.value, by] as const] : []))
    const reads = all.flatMap(({ by, step }) =>
      step._tag === "Read" && by.outcome === "done" ? [{ ...step, by }] : []
    )
    return { key, writers: new Map(writers), reads, order: longest(reads) }
  })
}

/** Whether all reads tell one order, in which each value stands once. */
export const agrees = ({ order, reads }: Key): boolean =>
  new Set(order).size === order.length && reads.every(({ values }) => isPrefix(values, order))

export const isPrefix = (part: ReadonlyArray<string>, whole: ReadonlyArray<string>): boolean =>
  part.length <= whole.length && part.every((value, at) => value === whole[at])

function longest(reads: ReadonlyArray<Seen>): ReadonlyArray<string> {
  return reads.reduce<ReadonlyArray<string>>(
    (most, { values }) => (values.length > most.length ? values : most),
    []
  )
}
