/** A memory that is bounded by number and weight: what was used least recently leaves first. */

export interface Lru<V> {
  /** What is kept under a key, which counts as its use. */
  readonly get: (key: string) => V | undefined
  /** Keeps a value that is not kept yet, and tells those that leave for it. */
  readonly add: (key: string, value: V, weight: number) => ReadonlyArray<V>
}

export const makeLru = <V>(numberAtMost: number, weightAtMost: number): Lru<V> => {
  // In the order of their last use: a map keeps that of insertion.
  const kept = new Map<string, { readonly value: V; readonly weight: number }>()
  let newest = ""
  let weighing = 0
  const put = (key: string, entry: { readonly value: V; readonly weight: number }) => {
    kept.set(key, entry)
    newest = key
  }
  return {
    get: (key) => {
      const found = kept.get(key)
      if (found !== undefined && key !== newest) {
        kept.delete(key)
        put(key, found)
      }
      return found?.value
    },
    add: (key, value, weight) => {
      const leaving: Array<V> = []
      weighing += weight
      for (const [oldest, entry] of kept) {
        if (kept.size < numberAtMost && weighing <= weightAtMost) break
        kept.delete(oldest)
        weighing -= entry.weight
        leaving.push(entry.value)
      }
      put(key, { value, weight })
      return leaving
    }
  }
}
