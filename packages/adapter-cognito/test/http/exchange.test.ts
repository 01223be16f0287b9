// @effect-diagnostics asyncFunction:off
import { makeCertificates } from "@pgcrest/testkit/cognito"
import { assert, describe, it, vi } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { endpointFaults } from "../../src/http/endpoint.ts"
import { type Exchange, exchange } from "../../src/http/exchange.ts"
import { server } from "./server.ts"

const limits = { millis: 60_000, bytes: 1000 }
const asking = (origin: string, more: Partial<Exchange> = {}): Exchange => ({
  method: "POST",
  url: new URL("/ask?a=b", origin),
  headers: { "x-test": "yes" },
  body: "é",
  limits,
  ca: null,
  ...more
})
/** The agent takes a connection back after the answer was told. */
const connectionFree = Effect.promise(() => new Promise(setImmediate))
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe("an exchange", () => {
  it.live("sends what is asked, and tells the answer's status and bytes", () =>
    Effect.gen(function* () {
      const { origin, answer, asked } = yield* server()
      answer((response) => response.writeHead(418).end("tea"))
      const { status, bytes } = yield* exchange(asking(origin))
      assert.deepStrictEqual([status, textOf(bytes)], [418, "tea"])
      assert.deepInclude(asked[0], { method: "POST", path: "/ask?a=b", body: "é" })
      assert.deepInclude(asked[0]?.headers, { "x-test": "yes", "content-length": "2" })
      yield* exchange(asking(origin, { method: "GET", body: null }))
      assert.deepInclude(asked[1], { method: "GET", body: "" })
    })
  )

  it.live("follows no redirection", () =>
    Effect.gen(function* () {
      const other = yield* server()
      const { origin, answer } = yield* server()
      answer((response) => response.writeHead(307, { location: other.origin }).end())
      assert.strictEqual((yield* exchange(asking(origin))).status, 307)
      assert.isEmpty(other.asked)
    })
  )

  it.live("takes as many bytes as it may, and breaks off at one more", () =>
    Effect.gen(function* () {
      const { origin, answer } = yield* server()
      answer((response) => response.end("x".repeat(1000)))
      assert.strictEqual((yield* exchange(asking(origin))).bytes.byteLength, 1000)
      const closed = yield* Deferred.make<void>()
      answer((response) => {
        response.on("close", () => Deferred.doneUnsafe(closed, Effect.void))
        // Without an end: the client must not wait for one.
        response.write("x".repeat(1001))
      })
      const failure = yield* Effect.flip(exchange(asking(origin)))
      assert.match(failure.message, /has answered with more than 1000 bytes/u)
      yield* Deferred.await(closed)
    })
  )

  it.effect("has so much time for the whole answer, and is broken off then", () =>
    Effect.gen(function* () {
      const { origin, answer } = yield* server()
      const [begun, closed] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      answer((response) => {
        response.on("close", () => Deferred.doneUnsafe(closed, Effect.void))
        response.write("x")
        Deferred.doneUnsafe(begun, Effect.void)
      })
      const fiber = yield* Effect.forkChild(Effect.flip(exchange(asking(origin))))
      yield* Deferred.await(begun)
      yield* TestClock.adjust(60_000)
      assert.match((yield* Fiber.join(fiber)).message, /has not answered within 60000 ms/u)
      yield* Deferred.await(closed)
    })
  )

  it.live("fails where the answer breaks off, and where nobody listens", () =>
    Effect.gen(function* () {
      const { origin, answer, asked } = yield* server()
      answer((response) => {
        response.writeHead(200, { "content-length": "10" })
        response.write("x", () => response.socket?.destroy())
      })
      assert.match((yield* Effect.flip(exchange(asking(origin)))).message, /broke off/u)
      answer((response) => void response.socket?.destroy())
      assert.match((yield* Effect.flip(exchange(asking(origin)))).message, /cannot be asked/u)
      assert.lengthOf(asked, 2)
    })
  )

  it.live("keeps its connection, and asks once more where that one had been closed meanwhile", () =>
    Effect.gen(function* () {
      const { origin, answer, asked, connections } = yield* server()
      for (const _ of [1, 2]) {
        yield* exchange(asking(origin))
        yield* connectionFree
      }
      assert.strictEqual(connections(), 1)
      answer((response) => {
        answer((next) => next.end("again"))
        response.socket?.destroy()
      })
      assert.strictEqual(textOf((yield* exchange(asking(origin))).bytes), "again")
      assert.lengthOf(asked, 4)
    })
  )

  it.live("trusts the authorities that it is told of, and no others", () =>
    Effect.gen(function* () {
      const [own, others] = yield* Effect.promise(() =>
        Promise.all([makeCertificates("localhost"), makeCertificates("localhost")])
      )
      const { origin, answer } = yield* server(own)
      answer((response) => response.end("secret"))
      assert.strictEqual(textOf((yield* exchange(asking(origin, { ca: own.ca }))).bytes), "secret")
      for (const ca of [others.ca, null])
        assert.match((yield* Effect.flip(exchange(asking(origin, { ca })))).message, /certificate/u)
    })
  )

  it.live("trusts nobody more where the environment says that certificates do not matter", () =>
    Effect.gen(function* () {
      vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0")
      yield* Effect.addFinalizer(() => Effect.sync(() => vi.unstubAllEnvs()))
      const { origin, asked } = yield* server(yield* Effect.promise(() => makeCertificates("localhost")))
      assert.match((yield* Effect.flip(exchange(asking(origin)))).message, /certificate/u)
      assert.isEmpty(asked)
    })
  )
})

describe("a URL that secrets are sent to", () => {
  it.each([
    "https://login.example/introspect",
    "http://127.0.0.1:8080",
    "http://localhost",
    "http://[::1]/x"
  ])("may be %s", (text) => assert.isEmpty([...endpointFaults(text)]))

  it.each([
    "",
    "login.example",
    "http://login.example",
    "http://127.0.0.1.login.example",
    "http://localhost.login.example",
    "ftp://localhost",
    "https://ann:secret@login.example",
    "https://ann@login.example",
    "https://login.example/#part"
  ])("is not %s", (text) => assert.lengthOf([...endpointFaults(text)], 1))
})
