/** As of when records are read: a moment of the past, for every table that a query asks. */

/** What a read asks for, where it does not ask for now. */
export interface AsOf {
  readonly moment: Moment
  /** What an earlier page told: changes that nobody could see then are none. Null for a first page. */
  readonly snapshot: string | null
}

/** An instant, RFC 3339 in UTC; or the one at which a request had made its changes, by the id under which it was logged. */
export type Moment =
  | { readonly _tag: "Instant"; readonly at: string }
  | { readonly _tag: "Request"; readonly id: string }

/** As of when an answer is: what its other pages need to tell the same. */
export interface Then {
  /** RFC 3339 in UTC. */
  readonly at: string
  /** A store's own word for what could be seen when it answered. */
  readonly snapshot: string
  /** Of what tells two moments apart: the earlier one. */
  readonly since?: string
}

/** How many records a table may have changed since then, each of which is looked up. */
export const touchedAtMost = 50_000
