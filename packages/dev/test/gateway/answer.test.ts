// @effect-diagnostics asyncFunction:off
import { assert, describe, it } from "vitest"
import { answered, echo, lines, start } from "../gateways.ts"

const boom = () => Promise.reject(new TypeError("no such thing"))
const never = () => new Promise<never>(() => undefined)

describe("the gateway answers by itself", () => {
  it("acts as the user of the bearer token, and turns others away before the handler", async () => {
    let calls = 0
    const { url } = await start(async (event) => {
      calls += 1
      return { statusCode: 200, body: /"sub":"([^"]*)"/.exec(JSON.stringify(event))?.[1] ?? "nobody" }
    })
    const as = (name: string) => fetch(url, { headers: { authorization: `Bearer ${name}` } }).then(answered)
    assert.deepStrictEqual(await as("ann"), [200, "a-1"])
    assert.deepStrictEqual(await fetch(url).then(answered), [200, "nobody"])
    assert.deepStrictEqual(await as("eve"), [401, '{"message":"Unauthorized"}'])
    assert.strictEqual(calls, 2)
    assert.match(
      lines.join("\n"),
      /^GET \/ 200 \d+ ms ann\nGET \/ 200 \d+ ms anonymous\nGET \/ 401 \d+ ms nobody\n.*ann/
    )
  })

  it("answers in place of a handler that throws, and prints what it threw", async () => {
    const http2 = await start(boom)
    assert.deepStrictEqual(await fetch(http2.url).then(answered), [
      500,
      '{"message":"Internal Server Error"}'
    ])
    const rest = await start(boom, { source: "rest" })
    assert.deepStrictEqual(await fetch(rest.url).then(answered), [502, '{"message":"Internal server error"}'])
    assert.match(lines.join("\n"), /TypeError: no such thing/)
  })

  it("gives up on a handler that takes too long", async () => {
    const rest = await start(never, { source: "rest", timeout: 20 })
    assert.deepStrictEqual(await fetch(rest.url).then(answered), [
      504,
      '{"message":"Endpoint request timed out"}'
    ])
    const http2 = await start(never, { timeout: 20 })
    assert.deepStrictEqual(await fetch(http2.url).then(answered), [503, '{"message":"Service Unavailable"}'])
  })

  it("refuses a body of more than 10 MB, and one that makes an event of more than 6 MB", async () => {
    const { url } = await start(echo)
    const post = (size: number) => fetch(url, { method: "POST", body: Buffer.alloc(size) }).then(answered)
    const tooLong = [413, '{"message":"Request Too Long"}']
    assert.deepStrictEqual(await post(10 * 1024 * 1024 + 1), tooLong)
    assert.deepStrictEqual(await post(5 * 1024 * 1024), tooLong)
  })

  it("refuses a path that an HTTP API cannot decode twice", async () => {
    const { url } = await start(echo)
    assert.deepStrictEqual(await fetch(`${url}/percent%25done`).then(answered), [
      400,
      '{"message":"Bad Request"}'
    ])
    const rest = await start(echo, { source: "rest" })
    assert.strictEqual((await fetch(`${rest.url}/percent%25done`)).status, 200)
  })
})
