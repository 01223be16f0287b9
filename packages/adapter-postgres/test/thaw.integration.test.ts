// @effect-diagnostics asyncFunction:off globalDate:off
import { once } from "node:events"
import { connect as dial, createServer, type Server, type Socket } from "node:net"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { afterEach, assert, beforeEach, describe, test, vi } from "vitest"
import { create, get } from "./commands.ts"
import { connect, makeDatabase, type Opened, openStore, outcome } from "./database.ts"
import { Books } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
let url: string
let server: Server
let opened: Opened
/** Those that go through now answer no more, and never say why: as after a freeze in which the FIN was lost. */
let cut: () => void
let through: number

beforeEach(async () => {
  url = await makeDatabase()
  const pairs: Array<readonly [Socket, Socket]> = []
  through = 0
  server = createServer((client) => {
    through += 1
    const { hostname, port } = new URL(url)
    const behind = dial(Number(port), hostname)
    pairs.push([client, behind])
    for (const socket of [client, behind]) socket.on("error", () => {})
    client.pipe(behind).pipe(client)
  })
  cut = () => {
    for (const [client, behind] of pairs) {
      client.unpipe(behind)
      behind.unpipe(client)
      client.resume()
    }
  }
  await once(server.listen(0, "127.0.0.1"), "listening")
  const at = server.address()
  const port = typeof at === "object" && at !== null ? at.port : 0
  opened = await openStore({ url: Object.assign(new URL(url), { port: String(port) }).href })
  await opened.run(create(Books, { title: "Emma" }, uid))
})
afterEach(async () => {
  vi.useRealTimers()
  await opened.close()
  server.close()
})

/** Two minutes pass on the clock, and nowhere else. */
const pass = () => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 120_000 })

describe("a connection that is dead and does not say so", () => {
  test("is found within a second or so, and replaced before a write goes out", async () => {
    cut()
    pass()
    const started = performance.now()
    assert.strictEqual(outcome(await opened.run(create(Books, { title: "Persuasion" }))), "done")
    assert.isBelow(performance.now() - started, 2500)
    assert.strictEqual(through, 2)
    const direct = await connect(url)
    assert.deepStrictEqual(await direct.query("select count(*) from shelf.books"), [["2"]])
    await direct.close()
  })

  test("does not keep the pool's only place when the request is interrupted meanwhile", async () => {
    cut()
    pass()
    const waiting = Effect.runFork(opened.store.run(get(Books, uid)))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await Effect.runPromise(Fiber.interrupt(waiting))
    assert.strictEqual(outcome(await opened.run(get(Books, uid))), "done")
  })

  test("is not asked between busy requests", async () => {
    assert.strictEqual(outcome(await opened.run(get(Books, uid))), "done")
    assert.strictEqual(through, 1)
  })
})
