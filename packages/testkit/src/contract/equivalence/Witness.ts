/** Who sees all of one store, of now and of the past. */
import { instantOf, type Query, ResourceStore, type Rows } from "@pgcrest/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import { overseer } from "./askStep.ts"
import type { Difference, Stores } from "../asking/answers.ts"
import { type AskedHistory, get, history, list } from "../asking/ask.ts"
import { queryOf } from "../asking/by.ts"
import { type Content, contentsIn } from "./Content.ts"
import { type Name, resources } from "./Question.ts"

/** What a store tells, of which nothing may be refused that is there. */
export interface Witness {
  /** All records of a sequence, by uid; as of an instant in milliseconds, where one is given. */
  readonly all: (name: Name, batch: string, at?: number) => Effect.Effect<ReadonlyMap<string, Content>>
  /** One record; null where there is none. */
  readonly one: (name: Name, uid: string, at: Query.AsOf | null) => Effect.Effect<Content | null>
  /** A page of the history of one that there was. */
  readonly history: (name: Name, uid: string, asked: AskedHistory) => Effect.Effect<Rows.Changes>
}

export const witnessOf = (store: Stores[number]): Witness => {
  const ask = <A, E>(asked: Effect.Effect<A, E, ResourceStore | SecureRandom.SecureRandom>) =>
    asked.pipe(
      Effect.provideService(ResourceStore, store),
      Effect.provideService(SecureRandom.SecureRandom, undrawn)
    )
  const by = { caller: overseer }
  return {
    all: (name, batch, at) => {
      const query = queryOf(resources[name], batch, at === undefined ? {} : { asOf: asOfMillis(at) })
      return Effect.orDie(
        Effect.map(ask(list(resources[name], query, by)), (rows) => {
          const keys = rows.keys()
          return new Map(contentsIn(rows).map((content, at) => [keys[at]?.uid ?? "", content] as const))
        })
      )
    },
    one: (name, uid, asOf) =>
      ask(get(resources[name], uid, asOf === null ? by : { ...by, asOf })).pipe(
        Effect.map((rows) => contentsIn(rows)[0] ?? null),
        Effect.catchTag("RecordNotFound", () => Effect.succeed(null)),
        Effect.orDie
      ),
    history: (name, uid, asked) => Effect.orDie(ask(history(resources[name], uid, { ...by, ...asked })))
  }
}

/** Fails where what is told is not what it must be. */
export const mustBe = (step: string, expected: string, told: string): Effect.Effect<void, Difference> =>
  expected === told ? Effect.void : Effect.fail({ step, left: expected, right: told })

function asOfMillis(millis: number): Query.AsOf {
  return { moment: { _tag: "Instant", at: instantOf(millis) }, snapshot: null }
}

/** Reads make no uids. */
const undrawn = SecureRandom.make((size) => new Uint8Array(size))
