/** A memory that is bounded in number: what was not asked for longest leaves first. */

/** What was answered, and until when it counts. */
export interface Entry<V> {
  readonly value: V
  /** In milliseconds since 1970. */
  readonly until: number
}

export interface Kept<V> {
  /** What is kept under a key, also after its time; that counts as its use. */
  readonly get: (key: string) => Entry<V> | undefined
  readonly put: (key: string, entry: Entry<V>) => void
}

export const makeKept = <V>(numberAtMost: number): Kept<V> => {
  // A map tells its keys in the order in which they came.
  const entries = new Map<string, Entry<V>>()
  const put = (key: string, entry: Entry<V>) => {
    entries.delete(key)
    entries.set(key, entry)
    for (const oldest of entries.keys()) {
      if (entries.size <= numberAtMost) break
      entries.delete(oldest)
    }
  }
  const get = (key: string) => {
    const entry = entries.get(key)
    if (entry !== undefined) put(key, entry)
    return entry
  }
  return { get, put }
}
