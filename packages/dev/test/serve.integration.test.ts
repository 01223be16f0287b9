// @effect-diagnostics asyncFunction:off globalDate:off
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { assert, describe, it } from "vitest"
import { answering, ended, get, output, program, run, save, seen, signal } from "./devProcess.ts"

describe("serve", () => {
  it("prints where it is, whom one can act as and what to try, then a line for each request", async () => {
    await save(answering(`process.env.DATABASE_URL + " " + process.env.SHELF`))
    await run(program(0))
    assert.strictEqual(await get("/books?a=1"), "postgres://here 7")
    await seen(/Bundled and loaded in \d+ ms/)
    await seen(/events of an HTTP API \(payload 2.0\)/)
    await seen(/Bearer <name>".*\n {2}ann {2}librarians\n {2}bo\n/)
    await seen(/Try:\n {2}curl http:\/\/localhost:\d+\/books\n/)
    await seen(/GET \/books\?a=1 200 \d+ ms anonymous/)
  })

  it("serves a saved change, keeps the last good bundle after a broken one, and survives a crash", async () => {
    await save(answering(`"one"`))
    await run(program(0))
    assert.strictEqual(await get("/"), "one")
    await save(answering(`"two"`))
    await seen(/Reloaded in \d+ ms/)
    assert.strictEqual(await get("/"), "two")
    await save(`export const handler = "`)
    await seen(/The build failed. The last good bundle goes on serving.\nmain.ts:1:24 Unterminated string/)
    assert.strictEqual(await get("/"), "two")
    assert.match(await get("/exit"), /Internal Server Error/)
    await seen(/GET \/exit 500 .*\n {2}The handler ended its process/)
    assert.strictEqual(await get("/"), "two")
  })

  it("tells a first build that fails, and serves once it is mended", async () => {
    await save(`import "./absent.ts"`)
    await run(program(0))
    await seen(/The build failed.\nmain.ts:1:8 Could not resolve '.\/absent.ts'/)
    assert.match(await get("/"), /Internal Server Error/)
    await seen(/There is no bundle yet/)
    await save(answering(`"mended"`))
    await seen(/Bundled and loaded in/)
    assert.strictEqual(await get("/"), "mended")
  })

  it("ends with 0 on a signal, after the request under way, the database last, though the database ends processes its own way", async () => {
    await save(answering(`"one"`))
    await run(program(0))
    await get("/")
    const underWay = get("/slow")
    await seen(/slow is under way/u)
    signal("SIGTERM")
    signal("SIGTERM")
    assert.strictEqual(await underWay, "one")
    assert.strictEqual(await ended(), 0)
    assert.match(output(), /GET \/slow 200 .*\ndatabase stopped\n$/)
  })

  it("ends within three seconds, with 1, when something does not close", async () => {
    await save(answering(`"one"`))
    await run(program(0, "await new Promise(() => {})"))
    await get("/")
    const start = Date.now()
    signal("SIGTERM")
    assert.strictEqual(await ended(), 1)
    assert.approximately(Date.now() - start, 3_250, 350)
    assert.match(output(), /Not everything could be closed: it took longer than 3 s/)
  })

  it("says which port is in use and how to choose another, starts nothing, and ends with 1", async () => {
    const other = createServer().listen(0, "127.0.0.1")
    await once(other, "listening")
    const { port } = other.address() as AddressInfo
    await run(program(port))
    assert.strictEqual(await ended(), 1)
    other.close()
    const sentence = `Port ${port} is in use by another program. Choose another one: PORT=${port + 1} pnpm dev\n`
    assert.strictEqual(output(), sentence)
  })

  it("says why the database did not start, and ends with 1", async () => {
    await run(program(0).replace(", database,", `, database: () => Promise.reject(new Error("no disk")),`))
    assert.strictEqual(await ended(), 1)
    assert.match(output(), /It could not start: Error: no disk/)
  })
})
