/** How people come to be in the directory that a contract asks, and how they leave it. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"

/** Somebody whom a case needs. */
export interface Person {
  /** Shown as `name`. */
  readonly name: string
  /** Shown as `email`, where somebody has one. */
  readonly email?: string
  /** Kept by the directory, and shown to nobody. */
  readonly phone?: string
  readonly groups?: ReadonlyArray<string>
}

/** What an adapter brings beside its directory, which the contract asks at once for all that it does here. */
export class People extends Context.Service<
  People,
  {
    /** The subject of somebody new. */
    readonly add: (person: Person) => Effect.Effect<string>
    readonly disable: (subject: string) => Effect.Effect<void>
    readonly remove: (subject: string) => Effect.Effect<void>
  }
>()("@pgcrest/testkit/People") {}
