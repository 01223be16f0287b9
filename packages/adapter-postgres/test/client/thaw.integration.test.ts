// @effect-diagnostics asyncFunction:off globalDate:off
import { once } from "node:events"
import { connect as dial, createServer, type Server, type Socket } from "node:net"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { afterEach, assert, beforeEach, describe, test, vi } from "vitest"
import { create, get } from "../commands.ts"
import { connect, makeDatabase, type Opened, openStore, outcome } from "../database.ts"
import { Books } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
let url: string
let proxied: string
let server: Server
let opened: Opened
/** Those that go through now, but for the busiest few, answer no more and never say why: as where a FIN was lost. */
let cut: (spared?: number) => void
let through: number
/** Bytes that came from the store so far, whether they went on or not. */
let arrived: () => number

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
  cut = (spared = 0) => {
    const byUse = pairs.toSorted(([left], [right]) => right.bytesRead - left.bytesRead)
    for (const [client, behind] of byUse.slice(spared)) {
      client.unpipe(behind)
      behind.unpipe(client)
      client.resume()
    }
  }
  arrived = () => pairs.reduce((sum, [client]) => sum + client.bytesRead, 0)
  await once(server.listen(0, "127.0.0.1"), "listening")
  const at = server.address()
  const port = typeof at === "object" && at !== null ? at.port : 0
  proxied = Object.assign(new URL(url), { port: String(port) }).href
  opened = await openStore({ url: proxied })
  await opened.run(create(Books, { title: "Emma" }, uid))
})
afterEach(async () => {
  vi.useRealTimers()
  await opened.close()
  server.close()
})

/** Two minutes pass on the clock, and nowhere else. */
const pass = (millis = 120_000) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + millis })

/** A store with four connections, all of them open. */
const openFour = async () => {
  await opened.close()
  opened = await openStore({ url: proxied, connections: 4 })
  await reads(4)
  through = 0
}
const reads = async (requests: number) => {
  const answers = await Promise.all(Array.from({ length: requests }, () => opened.run(get(Books, uid))))
  return answers.map(outcome)
}
const writes = async (requests: number) => {
  const some = Array.from({ length: requests }, () => opened.run(create(Books, { title: "Persuasion" })))
  return (await Promise.all(some)).map(outcome)
}

describe("a connection that is dead and does not say so", () => {
  test("is found, and replaced before a write goes out", async () => {
    cut()
    pass()
    assert.strictEqual(outcome(await opened.run(create(Books, { title: "Persuasion" }))), "done")
    assert.strictEqual(through, 2)
    const direct = await connect(url)
    assert.deepStrictEqual(await direct.query("select count(*) from shelf.books"), [["2"]])
    await direct.close()
  })

  test("does not keep the pool's only place when the request is interrupted meanwhile", async () => {
    cut()
    pass()
    const before = arrived()
    const waiting = Effect.runFork(opened.store.run(get(Books, uid)))
    while (arrived() === before) await new Promise((resolve) => setImmediate(resolve))
    await Effect.runPromise(Fiber.interrupt(waiting))
    assert.strictEqual(outcome(await opened.run(get(Books, uid))), "done")
  })

  test("is not asked between busy requests", async () => {
    assert.strictEqual(outcome(await opened.run(get(Books, uid))), "done")
    assert.strictEqual(through, 1)
  })
})

describe("of several connections that are dead and do not say so", () => {
  beforeEach(openFour)

  test("each is found before a write goes out on it", async () => {
    cut()
    pass()
    assert.deepStrictEqual(await writes(4), Array(4).fill("done"))
    assert.strictEqual(through, 4)
  })

  test("more requests than connections wait for the news", async () => {
    cut()
    pass()
    assert.deepStrictEqual(await writes(10), Array(10).fill("done"))
  })

  test("all are found by the first request", async () => {
    cut()
    pass()
    assert.deepStrictEqual(await writes(1), ["done"])
    assert.strictEqual(through, 1)
    assert.deepStrictEqual(await writes(4), Array(4).fill("done"))
    assert.strictEqual(through, 4)
  })

  test("those that were left alone are found while another one is busy", async () => {
    for (let passed = 0; passed < 80_000; passed += 4000) {
      pass(4000)
      assert.deepStrictEqual(await reads(1), ["done"])
    }
    cut(1)
    assert.deepStrictEqual(await writes(4), Array(4).fill("done"))
  })
})
