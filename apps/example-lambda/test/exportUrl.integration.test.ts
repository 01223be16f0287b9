// @effect-diagnostics asyncFunction:off
/** The bundle that streams, as Lambda runs it: its response goes to the Runtime API while it is made. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { GatewayEvent } from "@pgcrest/dev"
import { RuntimeApi } from "@pgcrest/testkit/lambda"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { type Bundled, bundle } from "./bundled.ts"
import { makeLibrary } from "./gates/library.ts"

let bundled: Bundled
let api: RuntimeApi.RuntimeApi
let sandbox: ChildProcess
let database: Client

beforeAll(async () => {
  bundled = await bundle("export.main")
  const url = await makeLibrary(inject("postgres"))
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

const ask = async (path: string, accept: string, { prefer = "pages=all", timeoutMs = 20_000 } = {}) => {
  const event = GatewayEvent.make("url", { method: "GET", path, headers: { accept, prefer } })
  const { body, headers, trailers } = await api.invoke(event, { timeoutMs })
  const result: {
    readonly statusCode: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  } = Object(body)
  return { ...result, trailers, mode: headers["lambda-runtime-function-response-mode"] }
}

const counted = async () => (await database.query("select from library.authors")).rowCount ?? 0

describe("the bundle that streams, behind Lambda's Runtime API", () => {
  test("sends every page of a list", async () => {
    const got = await ask("/authors?select=uid,name&limit=100", "application/x-ndjson")
    assert.strictEqual(got.mode, "streaming")
    assert.strictEqual(got.statusCode, 200)
    assert.include(got.headers, { "content-type": "application/x-ndjson", "preference-applied": "pages=all" })
    const uids = got.body
      .trimEnd()
      .split("\n")
      .map((line) => String(JSON.parse(line).uid))
    assert.lengthOf(uids, await counted())
    assert.deepStrictEqual(uids, [...new Set(uids)].toSorted())
  })

  test("sends what else is asked for as ever", async () => {
    const page = await ask("/authors?select=name&limit=2", "text/csv", { prefer: "count=exact" })
    assert.strictEqual(page.body.trimEnd().split("\r\n").length, 3)
    assert.strictEqual(page.headers["content-range"], `items 0-1/${await counted()}`)
    const refused = await ask("/nothing", "application/json")
    assert.strictEqual(refused.statusCode, 404)
    assert.strictEqual(JSON.parse(refused.body).code, "route-not-found")
  })

  test("ends before its time is over, and says where the list goes on", async () => {
    const cut = await ask("/authors?select=uid&limit=1", "application/x-ndjson", { timeoutMs: 1000 })
    const lines = cut.body.trimEnd().split("\n")
    const { code, next } = JSON.parse(lines.pop() ?? "")["@problem"]
    assert.strictEqual(code, "deadline-exceeded")
    const rest = await ask(String(next).replace("limit=1&", "limit=500&"), "application/x-ndjson")
    assert.lengthOf([...new Set([...lines, ...rest.body.trimEnd().split("\n")])], await counted())
    const broken = await ask("/authors?select=uid&limit=1", "text/csv", { timeoutMs: 1000 })
    assert.match(broken.body, /^uid\r\n/u)
    assert.strictEqual(broken.trailers["lambda-runtime-function-error-type"], "StreamBroken")
  })

  test("holds what it names, where the library's other bundles do not", async () => {
    const main = await readFile(bundled.file, "utf8")
    for (const text of ["pages=all", "streamifyResponse", "text/csv", "application/x-ndjson"])
      assert.include(main, text)
    assert.notInclude(main, "FeatureCollection")
  })
})
