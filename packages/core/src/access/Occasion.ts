/** What a request says of itself, for the changes that it makes: its client's word, which nobody has verified. */

/** Why, and as part of what, a request is made. */
export interface Occasion {
  /** Why, in a person's words. */
  readonly reason: string | null
  /** The client's own id of the request. */
  readonly clientRequestId: string | null
  /** Of which trace it is part: 32 hexadecimal digits (W3C Trace Context §3.2.2.3). */
  readonly traceId: string | null
  /** What resources want to know of their changes (`trail.metadata`), as texts by name. */
  readonly details: ReadonlyMap<string, string>
  /** What its writes are part of, where they are not asked for by themselves: `batch`, `rpc/borrow`. */
  readonly via: string | null
}

/** Of a request that says nothing. */
export const silent: Occasion = {
  reason: null,
  clientRequestId: null,
  traceId: null,
  details: new Map(),
  via: null
}
