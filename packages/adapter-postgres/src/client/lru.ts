/**
 * A memory that is bounded by number and weight, in two segments: what was used once leaves before what was used again, so that
 * a flood of keys that nobody asks for twice pushes out itself. As in Karedla, Love and Wherry, "Caching strategies to improve
 * disk system performance", Computer 27(3), 1994, but that newcomers may have all the room that nothing else takes.
 */
import { makeSegment } from "./segment.ts"

export interface Lru<V> {
  /** What is kept under a key, which counts as its use. */
  readonly get: (key: string) => V | undefined
  /** Keeps a value that is not kept yet, and tells those that leave for it. */
  readonly add: (key: string, value: V, weight: number) => ReadonlyArray<V>
}

// Of number and weight. With all of it, what was used twice and then no more would leave newcomers no room to be used again.
const protectedShare = 0.8

export const makeLru = <V>(numberAtMost: number, weightAtMost: number): Lru<V> => {
  const probation = makeSegment<V>()
  const used = makeSegment<V>()
  const isTooFull = () =>
    used.size() > numberAtMost * protectedShare || used.weight() > weightAtMost * protectedShare
  const fits = (weight: number) =>
    probation.size() + used.size() < numberAtMost &&
    probation.weight() + used.weight() + weight <= weightAtMost
  return {
    get: (key) => {
      const again = used.touch(key)
      if (again !== undefined) return again.value
      const entry = probation.take(key)
      if (entry === undefined) return undefined
      used.put(key, entry)
      while (isTooFull()) used.passOldestTo(probation)
      return entry.value
    },
    add: (key, value, weight) => {
      const leaving: Array<V> = []
      while (!fits(weight)) {
        const oldest = probation.takeOldest() ?? used.takeOldest()
        if (oldest === undefined) break
        leaving.push(oldest.value)
      }
      probation.put(key, { value, weight })
      return leaving
    }
  }
}
