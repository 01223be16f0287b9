// @effect-diagnostics asyncFunction:off
/** The bundle as Lambda runs it: a process that asks the Runtime API for events until it is told to end. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { GatewayEvent } from "@pgcrest/dev"
import { RuntimeApi } from "@pgcrest/testkit/lambda"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, inject, test, vi } from "vitest"
import { type Bundled, bundle } from "./bundled.ts"

const librarian = { sub: "librarian-ines", groups: ["librarians"] }
let bundled: Bundled
let api: RuntimeApi.RuntimeApi
let sandbox: ChildProcess
let database: Client

beforeAll(async () => {
  bundled = await bundle()
  const url = await PostgresServer.createDatabase(inject("postgres"))
  database = new Client({ connectionString: url })
  await database.connect()
  api = await RuntimeApi.start()
  sandbox = spawn(process.execPath, [RuntimeApi.runtimeClient, bundled.file, "handler"], {
    env: { PATH: process.env["PATH"], AWS_LAMBDA_RUNTIME_API: api.address, DATABASE_URL: url },
    stdio: ["ignore", "ignore", "inherit"]
  })
}, 60_000)

afterAll(async () => {
  if (sandbox.exitCode === null && sandbox.kill("SIGKILL")) await once(sandbox, "exit")
  await api.stop()
  await database.end()
  await bundled.remove()
})

/** What the handler answered, its body read as JSON; fails where Lambda would tell an error. */
const invoke = async (event: unknown, timeoutMs = 10_000) => {
  const { kind, body } = await api.invoke(event, { timeoutMs })
  assert.strictEqual(kind, "response", JSON.stringify(body))
  const result: {
    readonly statusCode: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  } = Object(body)
  return { status: result.statusCode, headers: result.headers, json: JSON.parse(result.body) }
}

const createAuthor = (name: string) =>
  invoke(GatewayEvent.make("http2", { method: "POST", path: "/authors", as: librarian, body: { name } }))

const connections = async (): Promise<number> => {
  const { rowCount } = await database.query(
    "select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
  )
  return rowCount ?? 0
}

describe("the bundle behind Lambda's Runtime API", () => {
  test("creates a record and gets it, in both versions of the event", async () => {
    const created = await createAuthor("Ursula Vernon")
    assert.strictEqual(created.status, 201)
    assert.include(created.json, { name: "Ursula Vernon", creator_uid: "librarian-ines", version: 1 })
    for (const source of ["rest", "http2"] as const) {
      const got = await invoke(
        GatewayEvent.make(source, { method: "GET", path: `/authors/${created.json.uid}` })
      )
      assert.strictEqual(got.status, 200)
      assert.deepStrictEqual(got.json, created.json)
    }
  })

  test("fails for a queue's event, so that its messages are kept, and goes on", async () => {
    const { kind, body } = await api.invoke({ Records: [{ eventSource: "aws:sqs" }] }, { timeoutMs: 10_000 })
    assert.strictEqual(kind, "error")
    assert.deepInclude(Object(body), { errorType: "EventNotHttp" })
    assert.include(Object(body).errorMessage, "aws:sqs")
  })

  test("answers what keeps it warm", async () => {
    const { kind, body } = await api.invoke({ source: "serverless-plugin-warmup" }, { timeoutMs: 10_000 })
    assert.deepStrictEqual([kind, Object(body).statusCode], ["response", 200])
  })

  test("answers 504 before Lambda's time is up when somebody holds the record, and goes on", async () => {
    const { json: author } = await createAuthor("Italo Calvino")
    await database.query("begin")
    await database.query("select from library.authors where uid = $1 for update", [author.uid])
    const patch = {
      method: "PATCH",
      path: `/authors/${author.uid}`,
      as: librarian,
      body: { country: "Italy" }
    }
    const late = await invoke(GatewayEvent.make("http2", patch), 1500)
    await database.query("rollback")
    assert.strictEqual(late.status, 504)
    assert.strictEqual(late.json.code, "deadline-exceeded")
    const next = await invoke(GatewayEvent.make("http2", { method: "GET", path: `/authors/${author.uid}` }))
    assert.strictEqual(next.status, 200)
  })

  test("ends with 0 and closes its connection when Lambda sends SIGTERM", async () => {
    assert.isAtLeast(await connections(), 1)
    const exit = once(sandbox, "exit")
    sandbox.kill("SIGTERM")
    assert.deepStrictEqual(await exit, [0, null])
    await vi.waitFor(async () => assert.strictEqual(await connections(), 0), {
      timeout: 20_000,
      interval: 50
    })
  })
})
