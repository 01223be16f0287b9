// @effect-diagnostics asyncFunction:off
/** What happens between the start of a sandbox and its first answers. */
import { ResourceStore } from "@pgcrest/core"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { setImmediate as turn } from "node:timers/promises"
import { afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import { answering, create, list, problem, stopTheClock, storeOf, within } from "./handlers.ts"

const healthy = storeOf(() => Effect.never)

/** A layer that fails this often before it works; how often it was built, and how often what it had opened was closed. */
const failingFirst = (times: number) => {
  const seen = { starts: 0, closed: 0 }
  const layer = Layer.effect(
    ResourceStore,
    Effect.gen(function* () {
      seen.starts += 1
      yield* Effect.addFinalizer(() => Effect.sync(() => void (seen.closed += 1)))
      return seen.starts > times ? healthy : yield* Effect.fail("no database: password=hunter2")
    })
  )
  return { layer, seen }
}

describe("a start that fails", () => {
  it("is a 500 that says no more than that, with the cause in the log", async () => {
    const { handler, lines } = answering(failingFirst(1).layer)
    const result = await handler(list)
    assert.strictEqual(result.statusCode, 500)
    assert.deepInclude(problem(result), {
      code: "defect",
      detail: "The service could not start. The log has the cause under this request id."
    })
    assert.notInclude(JSON.stringify(result), "hunter2")
    assert.include(JSON.stringify(lines[0]), "no database")
    assert.deepInclude(lines[0], { level: "ERROR", status: 500, method: "GET" })
  })

  it("is tried again by the next request, and not before: a sandbox freezes once it has answered", async () => {
    const { layer, seen } = failingFirst(1)
    const { handler } = answering(layer)
    assert.strictEqual((await handler(list)).statusCode, 500)
    await turn()
    assert.strictEqual(seen.starts, 1)
    // The store hangs, so that only a sandbox that has started gets as far as the deadline.
    assert.strictEqual((await handler(list, within(510))).statusCode, 504)
    assert.strictEqual(seen.starts, 2)
    await handler(list, within(510))
    assert.strictEqual(seen.starts, 2)
  })

  it("closes what it had opened", async () => {
    const { layer, seen } = failingFirst(1)
    await answering(layer).handler(list)
    await vi.waitFor(() => assert.strictEqual(seen.closed, 1), 20_000)
  })

  it("is tried again once, however many requests have met it", async () => {
    const { layer, seen } = failingFirst(1)
    const { handler } = answering(layer)
    await Promise.all([handler(list), handler(list), handler(list)])
    await Promise.all([handler(list, within(510)), handler(list, within(510))])
    assert.strictEqual(seen.starts, 2)
  })
})

describe("a start that takes long", () => {
  beforeEach(stopTheClock)
  afterEach(() => void vi.useRealTimers())

  it("is a 504 half a second before the time is up, and has written nothing", async () => {
    const { handler, lines } = answering(Layer.effect(ResourceStore, Effect.never))
    const answer = handler(create, within(3000))
    await vi.advanceTimersByTimeAsync(2499)
    assert.isEmpty(lines)
    await vi.advanceTimersByTimeAsync(1)
    const result = await answer
    assert.strictEqual(result.statusCode, 504)
    assert.include(problem(result)["detail"], "Nothing was written")
    assert.deepInclude(lines[0], { status: 504, method: "POST" })
  })

  it("takes from the time that is left", async () => {
    const gate = Deferred.makeUnsafe<void>()
    const { handler, lines } = answering(
      Layer.effect(ResourceStore, Effect.as(Deferred.await(gate), healthy))
    )
    const answer = handler(list, within(3000))
    await vi.advanceTimersByTimeAsync(2000)
    Deferred.doneUnsafe(gate, Effect.void)
    await vi.advanceTimersByTimeAsync(499)
    assert.isEmpty(lines)
    await vi.advanceTimersByTimeAsync(1)
    assert.include(problem(await answer)["detail"], "The time for this request is over")
  })

  it("does not run a request later whose time is over", async () => {
    const gate = Deferred.makeUnsafe<void>()
    let ran = 0
    const counting = storeOf(() =>
      Effect.andThen(
        Effect.sync(() => void (ran += 1)),
        Effect.never
      )
    )
    const { handler } = answering(Layer.effect(ResourceStore, Effect.as(Deferred.await(gate), counting)))
    const late = handler(create, within(510))
    await vi.advanceTimersByTimeAsync(10)
    assert.strictEqual((await late).statusCode, 504)
    Deferred.doneUnsafe(gate, Effect.void)
    // What waits at the gate goes on in a turn of the real loop.
    await turn()
    const next = handler(create, within(510))
    await vi.advanceTimersByTimeAsync(10)
    assert.strictEqual((await next).statusCode, 504)
    assert.strictEqual(ran, 1)
  })
})
