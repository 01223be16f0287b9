// @effect-diagnostics asyncFunction:off
import { assert, describe, it } from "vitest"
import { freed, occupied } from "../gateways.ts"
import {
  answering,
  ended,
  get,
  goOn,
  output,
  program,
  run,
  save,
  seen,
  signal,
  url,
  waiting
} from "../devProcess.ts"

describe("serve", () => {
  it("prints where it is, whom one can act as and what to try, then a line for each request", async () => {
    await save(answering(`process.env.DATABASE_URL + " " + process.env.SHELF`))
    await run(program({ port: 0, home: "/books?limit=3" }))
    assert.strictEqual(await get("/books?a=1"), "postgres://here 7")
    await seen(/Bundled and loaded in \d+ ms/)
    await seen(/library is up: http:\/\/localhost:\d+\/books\?limit=3\n/)
    await seen(/events of an HTTP API \(payload 2.0\)/)
    await seen(/Bearer <name>".*\n {2}ann {2}librarians\n {2}bo\n/)
    await seen(/Try:\n {2}curl http:\/\/localhost:\d+\/books\n {2}ann\n/)
    await seen(/GET \/books\?a=1 200 \d+ ms anonymous/)
  })

  it("leads to a first page where the api is told, and still answers other clients there", async () => {
    await save(answering(`"one"`))
    await run(program({ port: 0, api: `{ name: "library", resources: new Map() }` }))
    await seen(/library is up: http:\/\/localhost:\d+\/\n/)
    const page = await fetch(`${await url()}/`, { headers: { accept: "text/html" } })
    assert.include(await page.text(), "<h1>library</h1>")
    assert.strictEqual(await get("/"), "one")
  })

  it("serves a saved change, keeps the last good bundle after a broken one, and survives a crash", async () => {
    await save(answering(`"one"`))
    await run(program({ port: 0 }))
    assert.strictEqual(await get("/"), "one")
    await save(answering(`"two"`))
    await seen(/Reloaded in \d+ ms/)
    assert.strictEqual(await get("/"), "two")
    await save(`export const handler = "`)
    await seen(/The build failed. The last good bundle goes on serving.\nmain.ts:1:24 Unterminated string/)
    assert.strictEqual(await get("/"), "two")
    await save(`export const handle = 1`)
    await seen(/loaded. The last good bundle goes on serving.\n.* exports no function called handler/)
    assert.strictEqual(await get("/"), "two")
  })

  it("survives a handler that ends its process", async () => {
    await save(answering(`"one"`))
    await run(program({ port: 0 }))
    assert.match(await get("/exit"), /Internal Server Error/)
    await seen(/GET \/exit 500 .*\n {2}The handler ended its process/)
    assert.strictEqual(await get("/"), "one")
  })

  it.each([
    [
      "build that fails",
      `import "./absent.ts"`,
      /^The build failed.\nmain.ts:1:8 Could not resolve '.\/absent.ts'/
    ],
    [
      "bundle that cannot be loaded",
      `throw new Error("no key")`,
      /^The bundle could not be loaded.\nError: no key/
    ]
  ])(
    "answers with what is wrong after a first %s, and serves once it is mended",
    async (_name, source, problem) => {
      await save(source)
      await run(program({ port: 0 }))
      assert.match(await get("/"), problem)
      await seen(/GET \/ 503 \d+ ms -\n {2}The/)
      await save(answering(`"mended"`))
      await seen(/Bundled and loaded in/)
      assert.strictEqual(await get("/"), "mended")
    }
  )

  it("holds a request that comes before the first bundle until that is there", async () => {
    const port = await freed()
    await save(answering(`"one"`))
    await run(program({ port, database: waiting(`return { url: "", stop: async () => {} }`) }))
    await seen(/database is starting/)
    const early = fetch(`http://127.0.0.1:${port}/`)
    await seen(/a request is there/)
    goOn()
    assert.strictEqual(await (await early).text(), "one")
  })

  it("ends with 0 on a signal, after the request under way, the database last, though the database ends processes its own way", async () => {
    await save(answering(`"one"`))
    await run(program({ port: 0 }))
    await get("/")
    const underWay = get("/slow")
    await seen(/slow is under way/u)
    signal("SIGTERM")
    signal("SIGTERM")
    assert.strictEqual(await underWay, "one")
    assert.strictEqual(await ended(), 0)
    assert.match(output(), /GET \/slow 200 .*\ndatabase stopped\n$/)
  })

  it("ends with 0 and without a word on a signal that ends the database's start as well", async () => {
    const database = `async () => {
      console.log("database is starting")
      await new Promise((caught) => process.once("SIGINT", caught))
      throw new Error("caught signal")
    }`
    await run(program({ port: 0, database }))
    await seen(/database is starting/)
    signal("SIGINT")
    assert.strictEqual(await ended(), 0)
    assert.strictEqual(output(), "database is starting\n")
  })

  it("ends with 1 when something does not close", async () => {
    await save(answering(`"one"`))
    await run(program({ port: 0, stop: "await new Promise(() => {})" }))
    await get("/")
    signal("SIGTERM")
    assert.strictEqual(await ended(), 1)
    assert.match(output(), /Not everything could be closed: it took longer than 3 s/)
  })

  it("says why the database did not start, to who waits for it too, and ends with 1", async () => {
    const port = await freed()
    await run(program({ port, database: waiting(`throw new Error("no disk")`) }))
    await seen(/database is starting/)
    const early = fetch(`http://127.0.0.1:${port}/`)
    await seen(/a request is there/)
    goOn()
    assert.strictEqual(await (await early).text(), "It could not start: Error: no disk\n")
    assert.strictEqual(await ended(), 1)
    assert.match(output(), /It could not start: Error: no disk/)
  })
})

describe("the port", () => {
  it("is the one asked for and no other: where it is in use a sentence says so, nothing starts, and it ends with 1", async () => {
    const port = await occupied()
    await run(program({ port: String(port) }))
    assert.strictEqual(await ended(), 1)
    assert.strictEqual(
      output(),
      `Port ${port} is in use by another program; without PORT the next free one is taken.\n`
    )
  })

  it.each(["abc", "-1", "3e3", "65536", "0x10", " "])(
    "is refused in a sentence where it is %j",
    async (port) => {
      await run(program({ port }))
      assert.strictEqual(await ended(), 1)
      assert.strictEqual(output(), `PORT is "${port}"; it must be a whole number from 0 to 65535.\n`)
    }
  )
})
