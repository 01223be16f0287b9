// @effect-diagnostics asyncFunction:off
/** What goes over the wire for a request: one flight, with nothing in it that was said before. */
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { type Bundled, bundle } from "../bundled.ts"
import { kinds, several } from "../../requests/library.ts"
import { makeLibrary } from "./library.ts"
import { type Started, startBundle } from "./startBundle.ts"
import { startWireProxy, type WireProxy } from "./wireProxy.ts"

// A statement's text and the description of its columns go over the wire once, when a session first prepares it.
const steady = "Bind Execute Sync"
const buffersOfEach = 1
const remedy = "What is sent is decided in packages/adapter-postgres/src/client."
let bundled: Bundled
let proxy: WireProxy
let sandbox: Started

beforeAll(async () => {
  bundled = await bundle()
  proxy = await startWireProxy(await makeLibrary(inject("postgres")))
  sandbox = await startBundle(bundled.file, proxy.url)
}, 60_000)
afterAll(async () => {
  await sandbox.stop()
  proxy.stop()
  await bundled.remove()
})

describe.each(kinds)("a statement of %s", (kind) => {
  test("is parsed once, and is one round trip each time", async () => {
    await sandbox.answer(several(kind, 0, 1))
    assert.strictEqual(proxy.flights().filter((flight) => flight.includes("Parse")).length, 1)
    await sandbox.answer(several(kind, 1, 3))
    assert.deepStrictEqual(proxy.flights(), [steady, steady, steady], remedy)
  })

  test("goes to the socket in so many buffers", async () => {
    const { buffers } = await sandbox.answer(several(kind, 4, 3))
    assert.strictEqual(buffers, 3 * buffersOfEach, remedy)
  })
})
