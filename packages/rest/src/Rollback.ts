/** `Prefer: tx=rollback`: a write that is answered and undone; costs a byte only where it is named. */
import { type ResourceStore, type StoreFailure, undone } from "@pgcrest/core"
import type * as Effect from "effect/Effect"
import type { Response } from "./Response.ts"

/** That a client may say how the transaction of its write ends: `Prefer: tx=rollback`, or `tx=commit`. */
export interface Rollback {
  readonly _tag: "Rollback"
  /** The write in full, inside a transaction of which nothing remains. */
  readonly undone: <A, E, R>(
    write: Effect.Effect<A, E, R>
  ) => Effect.Effect<A, E | StoreFailure, R | ResourceStore>
  /** Its answer without the headers that tell where a record is, and how it is there. */
  readonly placeless: (response: Response) => Response
}

/** For the option `rollback` of a wire or a handler. */
export const make = (): Rollback => ({
  _tag: "Rollback",
  undone,
  placeless: (response) => ({ ...response, headers: response.headers.filter(([name]) => !ofPlace.has(name)) })
})

// Another write may get the version that a tag names: nobody must believe to know it.
const ofPlace: ReadonlySet<string> = new Set(["location", "content-location", "etag"])
