/** The calls that a server was asked for: how many of each, how many at once, and word of their coming. */
export class Calls {
  readonly #counts = new Map<string, number>()
  readonly #waiting = new Set<{ readonly for: () => boolean; readonly tell: () => void }>()
  #total = 0
  #open = 0
  #most = 0

  /** Notes a call, until the returned function is called. */
  begin(operation: string): () => void {
    this.#counts.set(operation, this.of(operation) + 1)
    this.#total++
    this.#most = Math.max(this.#most, ++this.#open)
    this.#tell()
    let open = true
    return () => {
      if (open) this.#open--
      open = false
      this.#tell()
    }
  }

  /** Of one operation. */
  of(operation: string): number {
    return this.#counts.get(operation) ?? 0
  }

  /** Of all operations. */
  get total(): number {
    return this.#total
  }

  /** That have no answer yet and whose client still waits. */
  get open(): number {
    return this.#open
  }

  /** The highest number that was open at once. */
  get most(): number {
    return this.#most
  }

  /** Until so many have come, of all operations, since the server was started. */
  until(count: number): Promise<void> {
    return this.#wait(() => this.#total >= count)
  }

  /** Until no call is open: each was answered, or its client has broken it off. */
  untilIdle(): Promise<void> {
    return this.#wait(() => this.#open === 0)
  }

  #wait(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve()
    return new Promise((tell) => this.#waiting.add({ for: condition, tell }))
  }

  #tell(): void {
    for (const waiting of this.#waiting)
      if (waiting.for()) {
        this.#waiting.delete(waiting)
        waiting.tell()
      }
  }
}
