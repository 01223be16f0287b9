import { afterEach, assert, beforeEach, it, vi } from "vitest"
import { makeDeadlines } from "../src/deadlines.ts"
import { stopTheClock } from "./handlers.ts"

beforeEach(stopTheClock)
afterEach(() => void vi.useRealTimers())

it("calls whose time is over, each at its own time, and nobody who has ended", () => {
  const { start } = makeDeadlines()
  const late: Array<string> = []
  start(300, () => late.push("long"))
  start(100, () => late.push("short"))
  const end = start(200, () => late.push("ended"))
  vi.advanceTimersByTime(99)
  assert.deepStrictEqual(late, [])
  vi.advanceTimersByTime(1)
  assert.deepStrictEqual(late, ["short"])
  end()
  vi.advanceTimersByTime(200)
  assert.deepStrictEqual(late, ["short", "long"])
})

it("sets one timer for many requests, one after the other", () => {
  const { start } = makeDeadlines()
  for (let request = 0; request < 100; request++) {
    start(1000, () => assert.fail("ended before"))()
    assert.strictEqual(vi.getTimerCount(), 1)
    vi.advanceTimersByTime(5)
  }
  vi.advanceTimersByTime(1000)
  assert.strictEqual(vi.getTimerCount(), 0)
})

it("fires for a request that began while the timer of an earlier one ran", () => {
  const { start } = makeDeadlines()
  const late: Array<string> = []
  start(100, () => late.push("first"))()
  vi.advanceTimersByTime(60)
  start(100, () => late.push("second"))
  vi.advanceTimersByTime(99)
  assert.deepStrictEqual(late, [])
  vi.advanceTimersByTime(1)
  assert.deepStrictEqual(late, ["second"])
})
