/** Many who ask at once, and what must hold afterwards. */
import { assert } from "@effect/vitest"
import { compareInstants, type Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { history } from "./ask.ts"
import { column, factOf } from "./cases.ts"
import { Parts } from "../declared/resources.ts"

/** As many at a time as there are. */
export const together = { concurrency: "unbounded" } as const
/** From 0. */
export const times = (count: number) => [...Array(count).keys()]

/** How often each outcome came: a failure's tag, or `ok`. */
export const tally = <A, E extends object, R>(asked: ReadonlyArray<Effect.Effect<A, E, R>>) =>
  Effect.map(Effect.all(asked.map(Effect.result), together), (results) => {
    const counts: Record<string, number> = {}
    for (const result of results) {
      const outcome = Result.isSuccess(result) ? "ok" : String(factOf(result.failure)["_tag"])
      counts[outcome] = (counts[outcome] ?? 0) + 1
    }
    return counts
  })

/** A record's changes have no gap and no two of one version, and their instants never run backwards. */
export const unbroken = Effect.fnUntraced(function* (
  uid: string,
  count: number,
  resource: Resource.Resource = Parts
) {
  const changes = yield* history(resource, uid, { limit: 1000 })
  assert.deepStrictEqual(
    column(changes, "version"),
    times(count).map((at) => BigInt(count - at))
  )
  const instants = column(changes, "at").map(String)
  assert.deepStrictEqual(instants.toReversed(), instants.toSorted(compareInstants))
})
