/** An answer as far as two sides must agree on it. */

/** `P` is what is known of a place. */
export type Answer<P = unknown> = Refused | Shown | Paged<P>

/** No answer: by the failure's tag, or what the query's fault is. */
export interface Refused {
  readonly is: "refused"
  readonly why: string
}

/** One record, as JSON. */
export interface Shown {
  readonly is: "shown"
  readonly json: string
}

export interface Paged<P> {
  readonly is: "paged"
  /** The records as JSON. */
  readonly json: string
  readonly uids: ReadonlyArray<string>
  /** Whether there are more in the direction in which the page was read. */
  readonly more: boolean
  /** How many there are; null where nobody asked, or where a plan may tell it. */
  readonly total: number | null
  readonly counted: "exactly" | "about" | "more"
  /** The places of the first record and the last, where pages before and behind this one begin; null for no records. */
  readonly ends: readonly [first: P, last: P] | null
}
