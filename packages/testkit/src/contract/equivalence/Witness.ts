/** Who sees all of one store, of now and of the past. */
import { instantOf, type Query, ResourceStore, type Rows } from "@pgcrest/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import { overseer } from "./askStep.ts"
import type { Difference, Stores } from "../asking/answers.ts"
import { type AskedHistory, compare, get, history, list } from "../asking/ask.ts"
import { queryOf } from "../asking/by.ts"
import { type Content, contentsIn } from "./Content.ts"
import { type Name, resources } from "./Question.ts"

/** What a store tells, of which nothing may be refused that is there. */
export interface Witness {
  /** All records of a sequence, by uid. */
  readonly now: (name: Name, batch: string) => Effect.Effect<Contents>
  /** The same as of an instant in milliseconds, page by page; fails where their count is another. */
  readonly past: (name: Name, batch: string, millis: number) => Effect.Effect<Contents, Difference>
  /** What a list between two instants in milliseconds tells apart: of each uid how the record was and is, null where it was not there. */
  readonly differences: (
    name: Name,
    batch: string,
    between: readonly [since: number, at: number]
  ) => Effect.Effect<ReadonlyMap<string, Sides>>
  /** One record; null where there is none. */
  readonly one: (name: Name, uid: string, at: Query.AsOf | null) => Effect.Effect<Content | null>
  /** A page of the history of one that there was. */
  readonly history: (name: Name, uid: string, asked: AskedHistory) => Effect.Effect<Rows.Changes>
}

/** A record at two moments. */
export interface Sides {
  readonly before: Content | null
  readonly after: Content | null
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
      const asOf: Query.AsOf = { moment: momentAt(millis), snapshot: null }
      const query = queryOf(resources[name], batch, { asOf, count: "exact", limit: pageOf })
      return walked((more) => listed(name, { ...query, ...more }), `count of ${name} as of ${millis}`)
    },
    differences: (name, batch, [since, at]) => {
      const asOf: Query.AsOf = { moment: momentAt(at), snapshot: null }
      const query = { ...queryOf(resources[name], batch, { asOf }), since: momentAt(since) }
      return Effect.map(Effect.orDie(ask(compare(resources[name], query, by))), sidesByUid)
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

function momentAt(millis: number): Query.Moment {
  return { _tag: "Instant", at: instantOf(millis) }
}

function sidesByUid(rows: Rows.Differences): ReadonlyMap<string, Sides> {
  const side = (content: unknown) => (content === null ? null : { ...Object(content) })
  return new Map(
    contentsIn(rows).map(({ after, before, uid }) => [
      String(uid),
      { before: side(before), after: side(after) }
    ])
  )
}

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
