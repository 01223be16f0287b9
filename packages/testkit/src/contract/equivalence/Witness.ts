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
  /** All records of a sequence, by uid. */
  readonly now: (name: Name, batch: string) => Effect.Effect<Contents>
  /** The same as of an instant in milliseconds, page by page; fails where their count is another. */
  readonly past: (name: Name, batch: string, millis: number) => Effect.Effect<Contents, Difference>
  /** One record; null where there is none. */
  readonly one: (name: Name, uid: string, at: Query.AsOf | null) => Effect.Effect<Content | null>
  /** A page of the history of one that there was. */
  readonly history: (name: Name, uid: string, asked: AskedHistory) => Effect.Effect<Rows.Changes>
}

type Contents = ReadonlyMap<string, Content>

export const witnessOf = (store: Stores[number]): Witness => {
  const ask = <A, E>(asked: Effect.Effect<A, E, ResourceStore | SecureRandom.SecureRandom>) =>
    asked.pipe(
      Effect.provideService(ResourceStore, store),
      Effect.provideService(SecureRandom.SecureRandom, undrawn)
    )
  const by = { caller: overseer }
  const listed = (name: Name, query: Query.Query) => Effect.orDie(ask(list(resources[name], query, by)))
  return {
    now: (name, batch) => Effect.map(listed(name, queryOf(resources[name], batch)), byUid),
    past: (name, batch, millis) => {
      const asOf: Query.AsOf = { moment: { _tag: "Instant", at: instantOf(millis) }, snapshot: null }
      const query = queryOf(resources[name], batch, { asOf, count: "exact", limit: pageOf })
      return walked((more) => listed(name, { ...query, ...more }), `count of ${name} as of ${millis}`)
    },
    one: (name, uid, asOf) =>
      ask(get(resources[name], uid, asOf === null ? by : { ...by, asOf })).pipe(
        Effect.map((rows) => contentsIn(rows)[0] ?? null),
        Effect.catchTag(["RecordNotFound", "RecordGone"], () => Effect.succeed(null)),
        Effect.orDie
      ),
    history: (name, uid, asked) => Effect.orDie(ask(history(resources[name], uid, { ...by, ...asked })))
  }
}

const pageOf = 3

/** Each page behind the last record of the one before, as of the same moment, and by what the first one saw. */
const walked = Effect.fnUntraced(function* (
  page: (more: Partial<Query.Query>) => Effect.Effect<Rows.Found>,
  counted: string
) {
  let rows: Rows.Found = yield* page({})
  const { past, total } = rows
  const found = new Map(byUid(rows))
  const asOf: Query.AsOf = {
    moment: { _tag: "Instant", at: past?.at ?? "" },
    snapshot: past?.snapshot ?? null
  }
  while (rows.more && rows.count > 0) {
    const place = rows.place(rows.count - 1)
    rows = yield* page({ asOf, page: { _tag: "After", limit: pageOf, place } })
    for (const [uid, content] of byUid(rows)) found.set(uid, content)
  }
  yield* mustBe(counted, String(found.size), String(total))
  return found
})

function byUid(rows: Rows.Found): Contents {
  const keys = rows.keys()
  return new Map(contentsIn(rows).map((content, at) => [keys[at]?.uid ?? "", content] as const))
}

/** Fails where what is told is not what it must be. */
export const mustBe = (step: string, expected: string, told: string): Effect.Effect<void, Difference> =>
  expected === told ? Effect.void : Effect.fail({ step, left: expected, right: told })

/** Reads make no uids. */
const undrawn = SecureRandom.make((size) => new Uint8Array(size))
