/** What a failure is to a client of PostgREST. */
import type { Command, Link, Resource } from "@pgcrest/core"
import type { Response, Violation } from "@pgcrest/rest"

/** PostgREST's own four, its status, and what RFC 9457 has besides. */
export interface Problem {
  readonly status: number
  /** A code of PostgREST, an SQLSTATE, or one of our own, which begins with PGCREST. */
  readonly code: string
  readonly message: string
  readonly details?: string | ReadonlyArray<unknown> | null
  readonly hint?: string | null
  /** Each place that is wrong, where several can be. */
  readonly errors?: ReadonlyArray<Violation>
  readonly headers?: Response["headers"]
}

/** What is known of a request when it fails. */
export interface About {
  /** The one schema that there is, by its name outside. */
  readonly schema: string
  readonly realm: string
  /** Whose table it is for; null where there is none. */
  readonly resource: Resource.Resource | null
  readonly links: ReadonlyArray<Link>
  readonly sent: Sent
}

/** What the body of a request held. */
export interface Sent {
  /** The one row that was sent; null where there is none, or several. */
  readonly row: Command.Body | null
  /** Whether the body was an array, in which a row has its place. */
  readonly inArray: boolean
}

/** There were no rows. */
export const unsent: Sent = { row: null, inArray: false }

type ByTag<F extends { readonly _tag: string }> = {
  readonly [Tag in F["_tag"]]: Extract<F, { readonly _tag: Tag }>
}

/** A row for each of these failures: a new one does not compile until it has its status, code and words. */
export type Problems<F extends { readonly _tag: string }> = {
  readonly [Tag in F["_tag"]]: (failure: ByTag<F>[Tag], about: About) => Problem
}
