// @effect-diagnostics asyncFunction:off
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, test, vi } from "vitest"
import { query } from "../query.ts"

let server: PostgresServer.PostgresServer
let faults: PostgresServer.Faults

beforeAll(async () => {
  server = await PostgresServer.start({ kind: "embedded", durable: true })
  assert.isNotNull(server.faults)
  faults = server.faults
})
afterAll(() => server.stop())

describe("a durable server", () => {
  test("flushes what it acknowledges", async () => {
    const settings = ["fsync", "synchronous_commit", "full_page_writes"]
    const shown = settings.map((name) => `current_setting('${name}')`).join(", ")
    assert.deepStrictEqual(await query(server.url, `select ${shown}`), ["on", "on", "on"])
  })

  test("has what was acknowledged, and nothing of what was not, after all of its processes were killed", async () => {
    await query(server.url, "create table book as select 'Emma' as title")
    const open = new Client(server.url)
    const ended = new Promise((resolve) => open.on("error", resolve))
    await open.connect()
    await open.query("begin; insert into book values ('Sanditon')")
    await faults.kill()
    await ended
    assert.match(String(await query(server.url, "select 1").catch(String)), /ECONNREFUSED/)
    await faults.recover()
    assert.deepStrictEqual(await query(server.url, "select title from book"), ["Emma"])
  })

  test("recovers by itself where the process of one session was killed", async () => {
    const client = new Client(server.url)
    client.on("error", () => {})
    await client.connect()
    const { rows } = await client.query({ text: "select pg_backend_pid()", rowMode: "array" })
    // The server ends all other sessions too, some time after the one that was killed: before that it answers as ever.
    const bystander = new Client(server.url)
    const ended = new Promise((resolve) => bystander.on("error", resolve))
    await bystander.connect()
    faults.killSession(Number(rows[0]?.[0]))
    await ended
    const found = () => query(server.url, "select title from book")
    await vi.waitFor(async () => assert.deepStrictEqual(await found(), ["Emma"]), 20_000)
  })

  test("answers nobody while it is frozen, and then what it was asked meanwhile", async () => {
    const thaw = await faults.freeze()
    let answered = false
    const asked = query(server.url, "select 1").then((rows) => {
      answered = true
      return rows
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    assert.isFalse(answered)
    thaw()
    assert.deepStrictEqual(await asked, [1])
  })

  test("answers others while the process of one session is frozen", async () => {
    const client = new Client(server.url)
    await client.connect()
    const { rows } = await client.query({ text: "select pg_backend_pid()", rowMode: "array" })
    const thaw = await faults.freeze(Number(rows[0]?.[0]))
    const asked = client.query({ text: "select 2", rowMode: "array" })
    assert.deepStrictEqual(await query(server.url, "select 1"), [1])
    thaw()
    assert.deepStrictEqual((await asked).rows, [[2]])
    await client.end()
  })
})
