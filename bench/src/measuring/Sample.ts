/** What one block of requests came to in the process that answered them. */

export interface Sample {
  /** Milliseconds that went by, without those in which events were made. */
  readonly millis: number
  /** Of each request, in milliseconds. */
  readonly latencies: ReadonlyArray<number>
  /** CPU of the main thread, without what making the events took. */
  readonly mainMicros: number
  /** CPU of all other threads: the collector's, the compiler's. */
  readonly otherMicros: number
  /** CPU of the whole process, the making of events with it. */
  readonly processMicros: number
}

/** What requests leave in the heap, each by itself, the harness included and its event not. */
export interface Allocations {
  readonly bytes: number
  /** Scavenges in 1,000 requests, those that the events bring left out. */
  readonly scavenges: number
}
