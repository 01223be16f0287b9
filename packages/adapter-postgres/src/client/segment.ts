/** Values by key, in the order of their last use, with the sum of their weights. */

export interface Entry<V> {
  readonly value: V
  readonly weight: number
}

export interface Segment<V> {
  readonly size: () => number
  readonly weight: () => number
  /** What is kept under a key, which is the newest from then on. */
  readonly touch: (key: string) => Entry<V> | undefined
  readonly take: (key: string) => Entry<V> | undefined
  readonly put: (key: string, entry: Entry<V>) => void
  /** The one that was used least recently, which is kept no more. */
  readonly takeOldest: () => Entry<V> | undefined
  readonly passOldestTo: (other: Segment<V>) => void
}

export const makeSegment = <V>(): Segment<V> => {
  // A map keeps the order of insertion.
  const kept = new Map<string, Entry<V>>()
  let newest = ""
  let weighing = 0
  const put = (key: string, entry: Entry<V>) => {
    kept.set(key, entry)
    weighing += entry.weight
    newest = key
  }
  const take = (key: string) => {
    const entry = kept.get(key)
    if (entry === undefined) return undefined
    kept.delete(key)
    weighing -= entry.weight
    return entry
  }
  const oldest = () => kept.keys().next().value
  return {
    size: () => kept.size,
    weight: () => weighing,
    touch: (key) => {
      if (key === newest) return kept.get(key)
      const entry = take(key)
      if (entry !== undefined) put(key, entry)
      return entry
    },
    take,
    put,
    takeOldest: () => {
      const key = oldest()
      return key === undefined ? undefined : take(key)
    },
    passOldestTo: (other) => {
      const key = oldest()
      const entry = key === undefined ? undefined : take(key)
      if (key !== undefined && entry !== undefined) other.put(key, entry)
    }
  }
}
