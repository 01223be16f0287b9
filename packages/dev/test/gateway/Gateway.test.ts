// @effect-diagnostics asyncFunction:off
import { once } from "node:events"
import { connect } from "node:net"
import { type EventV1, type EventV2, Gateway, type Handler } from "@pgcrest/dev"
import { assert, describe, it } from "vitest"
import { answered, echo, raw, start } from "../gateways.ts"

/** A handler of payload 2.0 whose event is typed. */
const on =
  (handle: (event: EventV2, context: Parameters<Handler>[1]) => unknown): Handler =>
  (event, context) =>
    Promise.resolve(handle(event as EventV2, context))

describe("the gateway", () => {
  it("hands the target on exactly as it was sent", async () => {
    const { port } = await start(echo, { source: "url" })
    const target = "/a/../b//c/%2e%2e/d%20e?x=%20&y=a|b"
    const answer = await raw(
      port,
      `GET ${target} HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a: 2\r\nConnection: close\r\n\r\n`
    )
    const event = JSON.parse(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1))
    assert.strictEqual(event.rawPath, "/a/../b//c/%2e%2e/d%20e")
    assert.strictEqual(event.rawQueryString, "x=%20&y=a|b")
    assert.strictEqual(event.headers["x-a"], "1,2")
    assert.strictEqual(event.requestContext.http.sourceIp, "127.0.0.1")
  })

  it("gives the handler the event as JSON and a context that counts down", async () => {
    let seen: unknown
    const { url } = await start(
      on((event, context) => {
        seen = [
          event.body,
          context.awsRequestId === event.requestContext.requestId,
          context.getRemainingTimeInMillis()
        ]
        return { statusCode: 201, headers: { location: "/books/1" }, cookies: ["a=1", "b=2"], body: "made" }
      })
    )
    const response = await fetch(`${url}/books`, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" }
    })
    assert.deepStrictEqual(await answered(response), [201, "made"])
    assert.strictEqual(response.headers.get("location"), "/books/1")
    assert.deepStrictEqual(response.headers.getSetCookie(), ["a=1", "b=2"])
    assert.deepStrictEqual((seen as Array<unknown>).slice(0, 2), ["{}", true])
    const left = (seen as Array<number>)[2] ?? 0
    assert.isTrue(left > 0 && left <= 30_000, `${left} ms`)
  })

  it("takes paths with the stage in front, which links on AWS have, and without", async () => {
    const { url } = await start(echo, { source: "rest", stage: "prod" })
    const paths = ["/prod/books?a=1", "/books?a=1", "/prod", "/production"].map(async (path) => {
      const event = (await (await fetch(url + path)).json()) as EventV1
      return [event.path, event.requestContext.path]
    })
    assert.deepStrictEqual(await Promise.all(paths), [
      ["/books", "/prod/books"],
      ["/books", "/prod/books"],
      ["/", "/prod/"],
      ["/production", "/prod/production"]
    ])
  })

  it("sends HEAD, 204 and 304 without a body", async () => {
    const { port, url } = await start(
      on((event) => ({ statusCode: Number(event.rawPath.slice(1)), body: "text" }))
    )
    const head = await raw(port, "HEAD /200 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert.match(head, /^HTTP\/1.1 200 OK\r\n/)
    assert.notMatch(head, /content-length|transfer-encoding|text$/i)
    assert.deepStrictEqual(await fetch(`${url}/204`).then(answered), [204, ""])
    assert.deepStrictEqual(await fetch(`${url}/304`).then(answered), [304, ""])
  })

  it("says so when its port is taken", async () => {
    const { port } = await start(echo)
    const second = Gateway.make({ source: "http2", handler: echo })
    assert.isUndefined(await Gateway.listen(second, port))
    assert.isFalse(second.listening)
  })

  it("ends nothing but the exchange when a client hangs up", async () => {
    const { port, url } = await start(echo)
    const socket = connect(port, "127.0.0.1")
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")
    await once(socket, "ready")
    socket.destroy()
    assert.strictEqual((await fetch(url)).status, 200)
  })
})
