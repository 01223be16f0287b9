// @effect-diagnostics asyncFunction:off
/** Bytes of JavaScript's heap that a request allocates: what is touched between two waits, and what the collector is paid for. */
import { afterAll, beforeAll, describe, inject, test } from "vitest"
import { type Bundled, bundle } from "../bundled.ts"
import { gate } from "./figures.ts"
import { several } from "../../requests/library.ts"
import { makeLibrary } from "./library.ts"
import { type Started, startBundle } from "./startBundle.ts"

// A new space that the collector need not look at while requests are counted: 60 to 100 MB are allocated in one go.
const flags = ["--expose-gc", "--min-semi-space-size=128", "--max-semi-space-size=128"]
const count = 1000
// Until V8 has optimised what it will: from then on repeated counts differ by 2 %, also beside three busy loops on two cores.
const warmUps = 4

let bundled: Bundled
let url: string
let sandbox: Started

beforeAll(async () => {
  bundled = await bundle()
  url = await makeLibrary(inject("postgres"))
  sandbox = await startBundle(bundled.file, url, flags)
}, 60_000)
afterAll(async () => {
  await sandbox.stop()
  await bundled.remove()
})

describe("the bytes that a request allocates, its event not counted", () => {
  test.each(["get", "create", "update"] as const)("%s", { timeout: 120_000 }, async (kind) => {
    for (let turn = 0; turn < warmUps; turn++) await sandbox.answer(several(kind, turn, count))
    const { allocated } = await sandbox.answer(several(kind, warmUps, count))
    gate("bytes allocated", kind, Math.round(allocated / count), 0.15)
  })
})
