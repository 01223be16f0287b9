// @effect-diagnostics asyncFunction:off globalDate:off
import { once } from "node:events"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { makeContext } from "@pgcrest/dev"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, it, vi } from "vitest"
import { SandboxPool, type SandboxPoolOptions } from "../../src/serve/SandboxPool.ts"

let folder = ""
let pool: SandboxPool
const lines: Array<string> = []

/** Handlers come to the gate and wait there until it opens for those who have come. */
let gate = ""
const held: Array<ServerResponse> = []
const server = createServer((_request, response) => void held.push(response))
const open = () => held.splice(0).forEach((response) => response.end())

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening")
  gate = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgcrest-sandbox-"))
  lines.length = 0
})

afterEach(async () => {
  open()
  await pool.close()
  await rm(folder, { recursive: true })
})

const bundle = () => join(folder, "main.mjs")

const start = async (source: string, options: Partial<SandboxPoolOptions> = {}) => {
  await writeFile(bundle(), source)
  pool = new SandboxPool({
    bundle: bundle(),
    env: { COLOUR: "red" },
    print: (line) => lines.push(line),
    ...options
  })
}

const invoke = (event: unknown, timeout = 60_000) =>
  pool.invoke(event, makeContext("r1", Date.now() + timeout))

/** The words of a rejection; fails if there is none. */
const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => assert.fail("it did not reject"),
    (error: unknown) => String(error)
  )

const counting = `let calls = 0
export const handler = async (event, context) => {
  if (event === "throw") throw new RangeError("too far")
  if (event === "exit") process.exit(3)
  if (event === "crash") { setTimeout(() => { throw new Error("out of the blue") }); await new Promise(() => {}) }
  if (event === "hang") await new Promise(() => {})
  if (event === "spin") for (;;) {}
  if (event.crash === true) fetch(event.gate).then(() => setTimeout(() => { throw new Error("between requests") }))
  else if (event.gate !== undefined) await fetch(event.gate)
  return { calls: ++calls, colour: process.env.COLOUR, home: process.env.HOME ?? null, id: context.awsRequestId, left: context.getRemainingTimeInMillis() > 1000 }
}`

describe("sandboxes", () => {
  it("call the bundle's handler with the environment given, and stay warm", async () => {
    await start(counting)
    assert.deepStrictEqual(await invoke({}), { calls: 1, colour: "red", home: null, id: "r1", left: true })
    assert.deepInclude(await invoke({}), { calls: 2 })
  })

  it("take one request at a time each: two run side by side, a third waits", async () => {
    await start(counting)
    const all = Promise.all([invoke({ gate }), invoke({ gate }), invoke({ gate })])
    await vi.waitUntil(() => held.length === 2, 60_000)
    open()
    await vi.waitUntil(() => held.length === 1, 60_000)
    open()
    const calls = ((await all) as ReadonlyArray<{ calls: number }>).map((answer) => answer.calls)
    assert.sameMembers(calls, [1, 1, 2])
  })

  it("say what a handler threw, and go on", async () => {
    await start(counting)
    await invoke({})
    assert.match(await refusal(invoke("throw")), /RangeError: too far/)
    assert.deepInclude(await invoke({}), { calls: 2 })
  })

  it.each([
    ["crash", /The handler crashed. Error: out of the blue/],
    ["exit", /The handler ended its process \(exit code 3\)/]
  ])("are replaced after a handler's %s", async (event, sentence) => {
    await start(counting, { size: 1 })
    await invoke({})
    assert.match(await refusal(invoke(event)), sentence)
    assert.deepInclude(await invoke({}), { calls: 1 })
  })

  it("are replaced when a handler misses its deadline, even in an endless loop", async () => {
    await start(counting, { size: 1 })
    await invoke({})
    await refusal(invoke("hang", 20))
    await refusal(invoke("spin", 20))
    assert.deepInclude(await invoke({}), { calls: 1 })
  })

  it("print a crash between requests, and are replaced", async () => {
    await start(counting, { size: 1 })
    await invoke({ gate, crash: true })
    await vi.waitUntil(() => held.length === 1, 60_000)
    open()
    await vi.waitUntil(() => lines.length > 0, 60_000)
    assert.match(lines.join("\n"), /The handler crashed. Error: between requests/)
    assert.deepInclude(await invoke({}), { calls: 1 })
  })

  it("are all of the new bundle after a reload, while a request under way is still answered by the old", async () => {
    await start(counting)
    await invoke({})
    const underWay = invoke({ gate })
    await vi.waitUntil(() => held.length === 1, 60_000)
    await writeFile(bundle(), `export const handler = async () => "new"`)
    await pool.reload()
    assert.strictEqual(await invoke({}), "new")
    open()
    assert.deepInclude(await underWay, { calls: 2 })
    assert.deepStrictEqual(await Promise.all([invoke({}), invoke({})]), ["new", "new"])
    assert.isEmpty(lines)
  })

  it("go on with the old bundle after a reload that fails, and are no more than there are", async () => {
    await start(counting)
    await invoke({})
    await writeFile(bundle(), `export const handle = 1`)
    assert.match(await refusal(pool.reload()), /exports no function called handler/)
    const all = await Promise.all([invoke({}), invoke({}), invoke({})])
    assert.sameMembers(
      all.map((answer) => (answer as { calls: number }).calls),
      [2, 3, 4]
    )
  })

  it.each([
    ["throws on import", `throw new Error("no database")`, /could not be loaded.\nError: no database/],
    ["has no handler", `export const handle = 1`, /exports no function called handler/]
  ])("say so when the bundle %s, and recover with the next one", async (_name, source, sentence) => {
    await start(source)
    assert.match(await refusal(pool.reload()), sentence)
    assert.match(await refusal(invoke({})), sentence)
    await writeFile(bundle(), `export const handler = async () => undefined`)
    await pool.reload()
    assert.isUndefined(await invoke({}))
    assert.isEmpty(lines)
  })
})
