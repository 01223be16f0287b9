// @effect-diagnostics asyncFunction:off
import { spawn } from "node:child_process"
import { once } from "node:events"
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { afterEach, assert, beforeEach, describe, inject, test, vi } from "vitest"
import { query } from "../query.ts"

const schema = "CREATE TABLE book (title text NOT NULL)"
const failure = (promise: Promise<unknown>): Promise<string> => promise.then(() => "no failure", String)

let temporary: string
let databaseDir: string

const leftBehind = () => readdir(temporary)

// A temporary directory per test shows what is left behind; other runs on this machine use the usual one.
// As root in /tmp, since the server's user may not enter every TMPDIR.
beforeEach(async () => {
  temporary = await mkdtemp(join(process.getuid?.() === 0 ? "/tmp" : tmpdir(), "pgcrest-test-"))
  databaseDir = join(temporary, "kept")
  await chmod(temporary, 0o755)
  vi.stubEnv("TMPDIR", temporary)
  vi.stubEnv("PGCREST_TEST_DATABASE_URL", "")
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(temporary, { recursive: true })
})

describe("a throw-away server", () => {
  test("is PostgreSQL 18, collates C, speaks UTF-8 and UTC, and leaves nothing behind", async () => {
    const server = await PostgresServer.start({ schema, kind: "embedded" })
    const url = await PostgresServer.createDatabase(server.url)
    const settings = "current_setting('server_encoding'), current_setting('TimeZone')"
    const shown = await query(
      url,
      `SELECT datcollate, ${settings} FROM pg_database WHERE datname = current_database()`
    )
    const during = await leftBehind()
    await server.stop()
    assert.match(server.version, /^18\./)
    assert.deepStrictEqual(shown, ["C", "UTF8", "UTC"])
    assert.lengthOf(during, 1)
    assert.deepStrictEqual(await leftBehind(), [])
    assert.match(await failure(query(url, "SELECT 1")), /ECONNREFUSED/)
  })

  test("listens on loopback only", async () => {
    const url = await PostgresServer.createDatabase(inject("postgres"))
    assert.deepStrictEqual(await query(url, "SHOW listen_addresses"), ["127.0.0.1"])
  })

  test("tells in a sentence that the schema does not load, and is gone", async () => {
    const said = await failure(PostgresServer.start({ schema: "CREATE TABEL book ()", kind: "embedded" }))
    assert.match(said, /The schema for the tests does not load: .*syntax error at or near "TABEL"/)
    assert.deepStrictEqual(await leftBehind(), [])
  })

  test("tells in a sentence that the port it was to have is taken, and is gone", async () => {
    const other = createServer()
    await once(other.listen(0, "127.0.0.1"), "listening")
    const address = other.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    const said = await failure(PostgresServer.start({ port, kind: "embedded" }))
    other.close()
    assert.match(said, new RegExp(`did not start in .* on port ${port}: .*Address already in use`, "s"))
    assert.deepStrictEqual(await leftBehind(), [])
  })

  test.each(["SIGKILL", "SIGTERM", "exit"])("goes with a process that ends by %s", async (how) => {
    const url = await startElsewhere(how, undefined)
    await vi.waitFor(async () => {
      assert.match(await failure(query(url, "SELECT 1")), /ECONNREFUSED/)
      assert.deepStrictEqual(await leftBehind(), [])
    }, 20_000)
  })
})

describe("a kept server", () => {
  test("has its rows after a restart", async () => {
    const first = await PostgresServer.start({ databaseDir })
    await query(first.url, "CREATE TABLE book AS SELECT 'Emma' AS title")
    await first.stop()
    const second = await PostgresServer.start({ databaseDir })
    const rows = await query(second.url, "SELECT title FROM book")
    await second.stop()
    assert.deepStrictEqual(rows, ["Emma"])
  })

  test("is joined while it runs, and stays when the one who joined it stops", async () => {
    const owner = await PostgresServer.start({ databaseDir })
    const guest = await PostgresServer.start({ databaseDir })
    await guest.stop()
    assert.strictEqual(guest.url, owner.url)
    assert.deepStrictEqual(await query(owner.url, "SELECT 1"), [1])
    await owner.stop()
    assert.match(await failure(query(owner.url, "SELECT 1")), /ECONNREFUSED/)
  })

  test("starts again right after its process was killed", async () => {
    const killed = await startElsewhere("SIGKILL", databaseDir)
    const server = await PostgresServer.start({ databaseDir })
    const gone = async () => assert.match(await failure(query(killed, "SELECT 1")), /ECONNREFUSED/)
    await vi.waitFor(gone, 20_000)
    const rows = await query(server.url, "SELECT 1")
    await server.stop()
    assert.notStrictEqual(server.url, killed)
    assert.deepStrictEqual(rows, [1])
  })
})

describe("the kind of server", () => {
  test("is the machine's own PostgreSQL when PGCREST_TEST_POSTGRES is path", async (context) => {
    if (PostgresServer.findOnPath() === null)
      return context.skip("no PostgreSQL is installed on this machine")
    vi.stubEnv("PGCREST_TEST_POSTGRES", "path")
    const server = await PostgresServer.start({ schema })
    const url = await PostgresServer.createDatabase(server.url)
    const rows = await query(url, "SELECT title FROM book")
    await server.stop()
    assert.match(server.version, /^\d+\.\d+$/)
    assert.deepStrictEqual(rows, [])
    assert.deepStrictEqual(await leftBehind(), [])
  })

  test("is a running server when PGCREST_TEST_DATABASE_URL names one, which loses only what was made in it", async () => {
    const outer = await PostgresServer.start({ kind: "embedded" })
    vi.stubEnv("PGCREST_TEST_DATABASE_URL", outer.url)
    const server = await PostgresServer.start({ schema })
    const clone = await PostgresServer.createDatabase(server.url)
    await query(clone, "SELECT FROM book")
    const during = await query(outer.url, "SELECT datname FROM pg_database ORDER BY 1")
    await server.stop()
    const after = await query(outer.url, "SELECT datname FROM pg_database ORDER BY 1")
    await outer.stop()
    assert.lengthOf(during, 5)
    assert.deepStrictEqual(after, ["postgres", "template0", "template1"])
  })

  test("is refused in a sentence when nobody knows it", async () => {
    vi.stubEnv("PGCREST_TEST_POSTGRES", "oracle")
    assert.match(
      await failure(PostgresServer.start()),
      /is "oracle"; it can be embedded, path, url, testcontainers/
    )
  })

  test("asks for testcontainers where it is chosen and not installed", async () => {
    vi.stubEnv("PGCREST_TEST_POSTGRES", "testcontainers")
    assert.match(await failure(PostgresServer.start()), /install testcontainers 12 first/)
  })
})

// Another process starts a server, tells its URL, and ends without stopping it.
async function startElsewhere(how: string, databaseDir: string | undefined): Promise<string> {
  const door = JSON.stringify(import.meta.resolve("@pgcrest/testkit/postgres"))
  const options = JSON.stringify({ databaseDir, kind: "embedded" })
  const end = how === "exit" ? "process.exit(0)" : `process.kill(process.pid, "${how}")`
  const code = `
    const { PostgresServer } = await import(${door})
    const { url } = await PostgresServer.start(${options})
    process.stdout.write(url, () => ${end})`
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"]
  })
  return text(child.stdout)
}
