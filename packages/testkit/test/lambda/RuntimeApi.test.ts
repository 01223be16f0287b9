// @effect-diagnostics asyncFunction:off
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { RuntimeApi } from "@pgcrest/testkit/lambda"
import { afterEach, assert, beforeEach, describe, test, vi } from "vitest"

const bundle = `
export const handler = async (event, context) => {
  if (event.fail) throw new TypeError("no such book")
  if (event.crash) { setTimeout(() => { throw new Error("socket died") }); await new Promise(() => {}) }
  if (event.hang) await new Promise((resolve) => setTimeout(resolve, 60_000))
  if (event.nothing) return undefined
  return { echo: event, id: context.awsRequestId, left: context.getRemainingTimeInMillis(), arn: context.invokedFunctionArn }
}
export const wait = 1
`
let api: RuntimeApi.RuntimeApi
let folder: string
let sandbox: ChildProcess | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgcrest-runtime-"))
  api = await RuntimeApi.start()
})

afterEach(async () => {
  if (sandbox !== undefined && sandbox.exitCode === null && sandbox.kill()) await once(sandbox, "exit")
  await api.stop()
  await rm(folder, { recursive: true })
})

const start = async (text: string, name = "handler"): Promise<ChildProcess> => {
  const file = join(folder, "main.mjs")
  await writeFile(file, text)
  const env = { ...process.env, AWS_LAMBDA_RUNTIME_API: api.address }
  sandbox = spawn(process.execPath, [RuntimeApi.runtimeClient, file, name], { env, stdio: "inherit" })
  return sandbox
}

describe("the Runtime API and its client", () => {
  test("answers with what the handler returns, one event after the other", async () => {
    await start(bundle)
    const first = await api.invoke({ n: 1 }, { timeoutMs: 20_000 })
    const second = await api.invoke({ n: 2 }, { timeoutMs: 20_000 })
    assert.deepInclude(first, { kind: "response" })
    assert.deepNestedInclude(first.body, { "echo.n": 1 })
    assert.deepNestedInclude(second.body, { "echo.n": 2 })
  })

  test("tells the handler its request id, its function and the time it has left", async () => {
    await start(bundle)
    const { body } = await api.invoke({}, { timeoutMs: 20_000 })
    assert.isObject(body)
    assert.match(String(Reflect.get(Object(body), "id")), /^[0-9a-f-]{36}$/)
    assert.match(String(Reflect.get(Object(body), "arn")), /^arn:aws:lambda:/)
    assert.isAbove(Number(Reflect.get(Object(body), "left")), 1000)
    assert.isAtMost(Number(Reflect.get(Object(body), "left")), 20_000)
  })

  test("answers null for a handler that returns nothing", async () => {
    await start(bundle)
    assert.deepInclude(await api.invoke({ nothing: true }, { timeoutMs: 20_000 }), {
      kind: "response",
      body: null
    })
  })

  test("answers with the error that the handler threw, and goes on", async () => {
    await start(bundle)
    const { kind, body, headers } = await api.invoke({ fail: true }, { timeoutMs: 20_000 })
    assert.strictEqual(kind, "error")
    assert.deepInclude(body, { errorType: "TypeError", errorMessage: "no such book" })
    assert.strictEqual(headers["lambda-runtime-function-error-type"], "TypeError")
    assert.deepInclude(await api.invoke({}, { timeoutMs: 20_000 }), { kind: "response" })
  })

  test("fails the invocation and ends the sandbox on an error that nobody caught", async () => {
    const child = await start(bundle)
    const exit = once(child, "exit")
    const { kind, body } = await api.invoke({ crash: true }, { timeoutMs: 20_000 })
    assert.strictEqual(kind, "error")
    assert.deepInclude(body, { errorMessage: "socket died" })
    assert.deepStrictEqual(await exit, [129, null])
  })

  test("fails an invocation that takes longer than its time", async () => {
    await start(bundle)
    await api.invoke({}, { timeoutMs: 20_000 })
    const { kind, body } = await api.invoke({ hang: true }, { timeoutMs: 200 })
    assert.strictEqual(kind, "error")
    assert.deepInclude(body, {
      errorType: "Sandbox.Timedout",
      errorMessage: "Task timed out after 0.20 seconds"
    })
  })

  test("fails every invocation with the init error of a bundle that does not load", async () => {
    const child = await start(`throw new RangeError("no DATABASE_URL")`)
    const exit = once(child, "exit")
    for (const n of [1, 2]) {
      const { kind, body } = await api.invoke({ n }, { timeoutMs: 20_000 })
      assert.strictEqual(kind, "error")
      assert.deepInclude(body, { errorType: "RangeError", errorMessage: "no DATABASE_URL" })
    }
    assert.deepStrictEqual(await exit, [1, null])
  })

  test("fails with Runtime.HandlerNotFound where the export is no function", async () => {
    await start(bundle, "wait")
    const { body } = await api.invoke({}, { timeoutMs: 20_000 })
    assert.deepInclude(body, { errorType: "Runtime.HandlerNotFound" })
  })

  test("refuses the answer to an invocation that it does not know", async () => {
    const url = `http://${api.address}/2018-06-01/runtime/invocation/none/response`
    const { status } = await fetch(url, { method: "POST", body: "{}" })
    assert.strictEqual(status, 400)
  })

  test("keeps the event for another sandbox when one died while it waited", async () => {
    const first = await start(bundle)
    await api.invoke({}, { timeoutMs: 20_000 })
    // It asks for the next event only after it has answered.
    await vi.waitFor(() => assert.strictEqual(api.idle(), 1), 20_000)
    first.kill()
    await once(first, "exit")
    await vi.waitFor(() => assert.strictEqual(api.idle(), 0), 20_000)
    await start(bundle)
    assert.deepInclude(await api.invoke({}, { timeoutMs: 20_000 }), { kind: "response" })
  })

  test("ends the sandbox when the API is gone", async () => {
    const child = await start(bundle)
    await api.invoke({}, { timeoutMs: 20_000 })
    const exit = once(child, "exit")
    await api.stop()
    assert.deepStrictEqual(await exit, [1, null])
    api = await RuntimeApi.start()
  })

  test("lets nobody wait for ever when it stops", async () => {
    const invoked = api.invoke({}, { timeoutMs: 20_000 })
    await api.stop()
    assert.deepNestedInclude(await invoked, { "body.errorType": "Sandbox.Stopped" })
    api = await RuntimeApi.start()
  })

  test("takes a response that is sent while it is made, and why one ended too early", async () => {
    await start(`
      const { HttpResponseStream, streamifyResponse } = awslambda
      export const handler = streamifyResponse(async (event, stream) => {
        if (event.early) throw new TypeError("nothing to tell")
        const out = HttpResponseStream.from(stream, { statusCode: 200, headers: { a: "b" } })
        out.write("one")
        await new Promise((resolve) => setTimeout(resolve, 20))
        if (event.fail) throw new TypeError("no more")
        out.write("two")
        if (!event.open) out.end()
      })`)
    const told = async (event: object) => api.invoke(event, { timeoutMs: 20_000 })
    const whole = await told({})
    assert.deepInclude(whole, { kind: "response", trailers: {} })
    const body = { statusCode: 200, headers: { a: "b" }, body: "onetwo", isBase64Encoded: false }
    assert.deepStrictEqual(whole.body, body)
    assert.strictEqual(whole.headers["lambda-runtime-function-response-mode"], "streaming")
    const broken = await told({ fail: true })
    assert.deepInclude(broken.body, { body: "one" })
    assert.strictEqual(broken.trailers["lambda-runtime-function-error-type"], "TypeError")
    assert.isDefined((await told({ open: true })).trailers["lambda-runtime-function-error-type"])
    assert.isDefined((await told({ early: true })).trailers["lambda-runtime-function-error-type"])
  })
})
