/** A request that writes: its command, and what its answer depends on. */
import type { Act, Command, Permit, Projection, Query, Reach, Resource } from "@pgcrest/core"
import type { DecodedRequest, Format, Limits } from "@pgcrest/rest"
import type { Media } from "../http/Media.ts"
import type { Preferences } from "../http/Preferences.ts"
import type { Sent } from "../problem/Problem.ts"

/** A request for what its caller may do. */
export interface Asked<A extends Act> {
  readonly request: DecodedRequest
  readonly permit: Permit<Resource.Resource, A>
  readonly preferences: Preferences
  readonly limits: Limits
  readonly reach: Reach
  readonly media: Media
  readonly formats: ReadonlyArray<Format>
  /** Whether a write may be of every row. */
  readonly unfiltered: boolean
}

/** What is told of rows that are written. */
export interface Shown {
  readonly projection: Projection.Projection
  /** By what they are sorted, all of which is shown; none where they stand as they were written. */
  readonly order: ReadonlyArray<Query.Order>
}

/** What is written, and what is told of it. */
export interface Write {
  /** Null where nothing would be written: no rows, or no columns of theirs. */
  readonly command: Command.WriteMany | null
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE"
  readonly sent: Sent
  readonly shown: Shown
  /** More rows than these are a failure; null for any number. */
  readonly most: number | null
}
