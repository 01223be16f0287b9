import type { Sighting } from "@pgcrest/core"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { directory, pool } from "./pool.ts"

const ann: Sighting = { _tag: "Present", status: "active", attributes: { name: "Ann" } }

const asked = Effect.gen(function* () {
  const server = yield* pool
  const { find } = yield* directory(server)
  const sighting = (subject: string) => Effect.map(find(new Set([subject])), (found) => found.get(subject))
  return { server, sighting }
})

describe("a directory over Cognito", () => {
  it.effect(
    "shows who was deleted between two pages until its answer is old, and as deleted from then on",
    () =>
      Effect.gen(function* () {
        const { server, sighting } = yield* asked
        const subject = server.pool.add({ attributes: { name: "Ann" } })
        assert.deepStrictEqual(yield* sighting(subject), ann)
        server.pool.remove(subject)
        yield* TestClock.adjust("299 seconds")
        assert.deepStrictEqual(yield* sighting(subject), ann)
        assert.strictEqual(server.calls.total, 1)
        yield* TestClock.adjust("1 second")
        assert.deepStrictEqual(yield* sighting(subject), { _tag: "Deleted" })
        yield* TestClock.adjust("1 day")
        assert.deepStrictEqual(yield* sighting(subject), { _tag: "Deleted" })
      })
  )

  it.effect("believes for thirty seconds that somebody is missing", () =>
    Effect.gen(function* () {
      const { server, sighting } = yield* asked
      const subject = server.pool.add({ attributes: { name: "Ann" } })
      server.meet({ _tag: "Garbage", body: `{"Users":[]}` })
      assert.deepStrictEqual(yield* sighting(subject), { _tag: "Missing" })
      server.meet({ _tag: "None" })
      yield* TestClock.adjust("29 seconds")
      assert.deepStrictEqual(yield* sighting(subject), { _tag: "Missing" })
      assert.strictEqual(server.calls.total, 1)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* sighting(subject), ann)
    })
  )

  it.effect("tells of who came back", () =>
    Effect.gen(function* () {
      const { server, sighting } = yield* asked
      const subject = server.pool.add({ attributes: { name: "Ann" } })
      yield* sighting(subject)
      yield* TestClock.adjust("300 seconds")
      server.meet({ _tag: "Garbage", body: `{"Users":[]}` })
      assert.deepStrictEqual(yield* sighting(subject), { _tag: "Deleted" })
      server.meet({ _tag: "None" })
      yield* TestClock.adjust("30 seconds")
      assert.deepStrictEqual(yield* sighting(subject), ann)
    })
  )
})
