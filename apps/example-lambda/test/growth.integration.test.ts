// @effect-diagnostics asyncFunction:off
/** Strangers send ever other shapes: nothing grows, and the honest clients' statements stay. The full size is bench's `growth`. */
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { type Kind, several } from "../requests/library.ts"
import { strangersRequest } from "../requests/strangers.ts"
import { type Bundled, bundle } from "./bundled.ts"
import { makeLibrary } from "./gates/library.ts"
import { type Started, startBundle } from "./gates/startBundle.ts"
import { startWireProxy, type WireProxy } from "./gates/wireProxy.ts"

// More than a session keeps: 400 kB of text are some 500 of them.
const flood = 900
// Of a heap of 30 MB, in which V8 keeps code and feedback as it likes.
const grownAtMost = 3e6
const honest: ReadonlyArray<Kind> = ["get", "list", "create", "update"]
let bundled: Bundled
let proxy: WireProxy
let sandbox: Started
let prepared = 0

beforeAll(async () => {
  bundled = await bundle()
  proxy = await startWireProxy(await makeLibrary(inject("postgres")))
  sandbox = await startBundle(bundled.file, proxy.url, ["--expose-gc"])
}, 60_000)
afterAll(async () => {
  await sandbox.stop()
  proxy.stop()
  await bundled.remove()
})

/** How many statements were prepared for these requests. */
const parsesFor = async (events: ReadonlyArray<unknown>): Promise<number> => {
  await sandbox.answer(events)
  const messages = proxy.flights().flatMap((flight) => flight.split(" "))
  const parses = messages.filter((name) => name === "Parse").length
  prepared += parses - messages.filter((name) => name === "Close").length
  return parses
}

const strangers = (from: number) => Array.from({ length: flood }, (_, at) => strangersRequest(from + at))
const honestRequests = (from: number) => honest.flatMap((kind) => several(kind, from, 2))

describe(`a flood of ${flood} shapes`, () => {
  const kept: Array<number> = []

  test.for([0, 1, 2])(
    "leaves the honest statements prepared, and others no room: turn %d",
    { timeout: 60_000 },
    async (turn) => {
      const before = await parsesFor(honestRequests(10 * turn))
      if (turn > 0) assert.strictEqual(before, 0, "of the honest statements, after a flood")
      assert.isAtLeast(await parsesFor(strangers(flood * turn)), flood - 10, "of the strangers' statements")
      assert.isBelow(prepared, 1000, "statements that the session keeps")
      kept.push((await sandbox.answer([])).kept)
    }
  )

  test("leaves as much in memory as the one before it", () => {
    assert.isBelow((kept[2] ?? 0) - (kept[1] ?? 0), grownAtMost, `bytes kept after each: ${kept.join(", ")}`)
  })
})
