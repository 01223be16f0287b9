// @effect-diagnostics asyncFunction:off globalDate:off
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { spawnSync } from "node:child_process"
import * as Effect from "effect/Effect"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test, vi } from "vitest"
import { create, list } from "./commands.ts"
import { type Opened, openStore, outcome, sqlFile } from "./database.ts"
import { Books, shelfSchema } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const emma = { title: "Emma" }
let server: PostgresServer.PostgresServer
let url: string
let opened: Opened

// A server of its own: all of its sessions die at once.
beforeAll(async () => {
  server = await PostgresServer.start({ schema: (await sqlFile("audit.sql")) + shelfSchema })
})
afterAll(() => server.stop())

beforeEach(async () => {
  url = await PostgresServer.createDatabase(server.url)
  opened = await openStore({ url, connections: 2 })
})
afterEach(async () => {
  vi.useRealTimers()
  await opened.close()
})

/** Kills a session, which takes all others with it; ends once the server has noticed, and lets sessions in again. */
const killer = `
const { Client } = require("pg")
const dial = () => {
  const client = new Client(process.argv[1])
  client.on("error", () => {})
  return client.connect().then(() => client)
}
const untilBack = () => dial().then((client) => client.end(), () => setTimeout(untilBack, 20))
Promise.all([dial(), dial()]).then(([victim, witness]) => {
  witness.on("end", untilBack)
  victim.query("copy (select 1) to program 'kill -QUIT $PPID'").catch(() => {})
})`

/** As an immediate shutdown or a failover does: a warning and the end of each connection, while this process is frozen. */
const crashInAFreeze = () => {
  const killed = spawnSync(process.execPath, ["-e", killer, url], {
    cwd: import.meta.dirname,
    encoding: "utf8"
  })
  assert.deepStrictEqual([killed.status, killed.stderr], [0, ""])
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6000 })
}

describe("after a freeze in which the server ended all sessions at once", () => {
  test("the first write succeeds", async () => {
    await opened.run(list(Books))
    crashInAFreeze()
    assert.strictEqual(outcome(await opened.run(create(Books, emma))), "done")
  })

  test("the first writes on each of several connections succeed", async () => {
    await Promise.all([opened.run(list(Books)), opened.run(list(Books))])
    crashInAFreeze()
    const answers = await Promise.all([opened.run(create(Books, emma)), opened.run(create(Books, emma))])
    assert.deepStrictEqual(answers.map(outcome), ["done", "done"])
  })

  test("the first unit runs once", async () => {
    let runs = 0
    await opened.run(list(Books))
    crashInAFreeze()
    await Effect.runPromise(
      opened.store.unit((run) => {
        runs += 1
        return run(create(Books, emma, uid))
      })
    )
    assert.strictEqual(runs, 1)
  })
})
