// @effect-diagnostics asyncFunction:off globalTimers:off
/** Lists to their end in one answer, where Lambda sends a response while it is made. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Field, Hooks, Resource, ResourceStore, StoreUnavailable } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Csv, Ndjson } from "@pgcrest/rest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { afterEach, assert, beforeEach, describe, test } from "vitest"
import { installRuntime, type Reader, receive } from "./streamed.ts"

const access = { list: Access.everyone, get: Access.everyone, create: Access.everyone }
const Rows = Resource.make("rows", { fields: { n: Field.integer, odd: Field.boolean }, access })
const Shown = Resource.make("shown", { fields: { n: Field.integer }, access })
const api = Api.make("numbers", {
  resources: [Rows, Shown],
  hooks: [
    Hooks.make(Shown, {
      // Keeps a whole page back, and a part of the next.
      afterRead: (rows) => Effect.succeed(rows.filter(({ n }) => n >= 6))
    })
  ]
})

let remove = () => {}
beforeEach(() => void (remove = installRuntime()))
afterEach(() => remove())

type Line = Readonly<Record<string, unknown>>

const count = 25

/** A store of 25 rows that counts the lists which it is asked for, and does to each what a test says. */
const serving = async (
  during: (list: number) => Effect.Effect<void, StoreUnavailable> = () => Effect.void,
  resource: "rows" | "shown" = "rows"
) => {
  const lines: Array<Line> = []
  const counts: Array<string | null> = []
  const store = Layer.effect(
    ResourceStore,
    Effect.gen(function* () {
      const { run, unit } = yield* ResourceStore
      return ResourceStore.of({
        unit,
        run: (audited) => {
          const { command } = audited
          return command._tag === "List"
            ? Effect.andThen(during(counts.push(command.query.count)), run(audited))
            : run(audited)
        }
      })
    })
  ).pipe(Layer.provide(ResourceStoreMemory.layer))
  const handler: unknown = ApiGateway.streamingHandler(api, store, {
    formats: [Csv.make(), Ndjson.make()],
    log: (line) => lines.push(line)
  })
  const body = Array.from({ length: count }, (_, n) =>
    resource === "rows" ? { n, odd: n % 2 === 1 } : { n }
  )
  await receive(handler, GatewayEvent.make("http2", { method: "POST", path: `/${resource}`, body }))
  const ask = (
    path: string,
    accept: string,
    options: Reader & { readonly millis?: number; readonly prefer?: string } = {}
  ) => {
    const headers = { accept, prefer: options.prefer ?? "pages=all" }
    const { millis = 60_000 } = options
    const began = performance.now()
    const context = { getRemainingTimeInMillis: () => millis - (performance.now() - began) }
    return receive(handler, GatewayEvent.make("http2", { method: "GET", path, headers }), {
      ...options,
      context
    })
  }
  return { ask, lines, lists: () => counts.length, counts, handler }
}

const ndjson = "application/x-ndjson"
const numbers = (text: string): ReadonlyArray<unknown> =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).n)
const all = Array.from({ length: count }, (_, n) => n)

describe("pages=all", () => {
  test("tells every record once and in order, a page at a time", async () => {
    const { ask, lists, lines } = await serving()
    const got = await ask("/rows?select=n&order=n&limit=10", ndjson)
    assert.deepStrictEqual(numbers(got.text), all)
    assert.strictEqual(lists(), 3)
    assert.strictEqual(got.prelude.statusCode, 200)
    assert.include(got.prelude.headers, { "content-type": ndjson, "preference-applied": "pages=all" })
    assert.notProperty(got.prelude.headers, "link")
    assert.isTrue(got.ended)
    assert.deepInclude(lines.at(-1), { level: "INFO", status: 200, route: "/rows" })
  })

  test("has pages as large as there are any where nothing else is said, and begins where the query does", async () => {
    const { ask, lists } = await serving()
    assert.deepStrictEqual(numbers((await ask("/rows?select=n&order=n", ndjson)).text), all)
    assert.strictEqual(lists(), 1)
    const part = await ask("/rows?select=n&order=n.desc&n=lt.20&offset=5&limit=4", ndjson)
    assert.deepStrictEqual(numbers(part.text), all.slice(0, 15).toReversed())
  })

  test("writes one header of CSV, and one array of JSON", async () => {
    const { ask } = await serving()
    const csv = await ask("/rows?select=n,odd&order=n&limit=7", "text/csv")
    assert.strictEqual(csv.text, `n,odd\r\n${all.map((n) => `${n},${n % 2 === 1}\r\n`).join("")}`)
    assert.strictEqual(csv.prelude.headers["content-disposition"], 'attachment; filename="rows.csv"')
    const json = await ask("/rows?select=n&order=n&limit=5", "application/json")
    assert.deepStrictEqual(
      JSON.parse(json.text),
      all.map((n) => ({ n }))
    )
    assert.strictEqual((await ask("/rows?n=lt.0&limit=5", "application/json")).text, "[]")
    assert.strictEqual((await ask("/rows?n=lt.0&select=n", "text/csv")).text, "n\r\n")
  })

  test("tells how many there are where that is asked", async () => {
    const { ask, counts } = await serving()
    const { prelude } = await ask("/rows?select=n&limit=10", ndjson, { prefer: "pages=all, count=exact" })
    assert.include(prelude.headers, {
      "content-range": "items */25",
      "preference-applied": "count=exact, pages=all"
    })
    assert.deepStrictEqual(counts, ["exact", null, null])
  })

  test("is of no other request: each is answered as ever", async () => {
    const { ask, handler } = await serving()
    const plain = await ask("/rows?select=n&order=n&limit=2", ndjson, { prefer: "count=exact" })
    assert.deepStrictEqual(numbers(plain.text), [0, 1])
    assert.include(plain.prelude.headers["link"], 'rel="next"')
    assert.strictEqual(plain.prelude.headers["content-range"], "items 0-1/25")
    for (const path of ["/rows?limit=0", "/nothing", "/rows?n=eq.x"]) {
      const { prelude } = await ask(path, "application/json")
      assert.notProperty(prelude.headers, "preference-applied")
    }
    const one = await ask("/rows?n=eq.3&select=n", "application/vnd.pgrst.object+json")
    assert.strictEqual(one.text, '{"n":3}')
    const nothing = await receive(handler, GatewayEvent.make("http2", { method: "OPTIONS", path: "/rows" }))
    assert.deepInclude(nothing, { text: "", ended: true })
    assert.strictEqual(nothing.prelude.statusCode, 204)
    const queue = await receive(handler, { Records: [{ eventSource: "aws:sqs" }] })
    assert.include(String(queue.failed), "EventNotHttp")
    assert.isFalse(queue.ended)
    assert.strictEqual((await receive(handler, { warmer: true })).prelude.statusCode, 200)
  })

  test("is not applied by a handler that does not stream", async () => {
    remove()
    const handler = ApiGateway.streamingHandler(api, ResourceStoreMemory.layer, { log: () => {} })
    const headers = { prefer: "pages=all, handling=strict" }
    const { headers: told, statusCode } = await handler(
      GatewayEvent.make("http2", { method: "GET", path: "/rows", headers })
    )
    assert.strictEqual(statusCode, 200)
    assert.strictEqual(told?.["preference-applied"], "handling=strict")
  })
})

describe("a reader who is slow", () => {
  test("is waited for: no page is read before the one before it was taken", async () => {
    const { ask, lists } = await serving()
    const seen: Array<number> = []
    const got = await ask("/rows?select=n&order=n&limit=5", ndjson, {
      highWaterMark: 1,
      take: (_chunk, done) => {
        seen.push(lists())
        setTimeout(done, 20)
      }
    })
    assert.deepStrictEqual(seen, [1, 2, 3, 4, 5])
    assert.deepStrictEqual(numbers(got.text), all)
    assert.isBelow(got.waiting, 60)
  })

  test("who goes away ends the reading", async () => {
    const { ask, lists } = await serving()
    const got = await ask("/rows?select=n&order=n&limit=5", ndjson, {
      highWaterMark: 1,
      take: (_chunk, _done, stream) => void stream.destroy()
    })
    assert.strictEqual(lists(), 1)
    assert.isNull(got.failed)
  })

  test("who takes nothing any more is told so before the time is over", async () => {
    const { ask, lists } = await serving()
    const began = performance.now()
    const got = await ask("/rows?select=n&order=n&limit=5", ndjson, {
      highWaterMark: 1,
      millis: 1000,
      take: () => {}
    })
    assert.isBelow(performance.now() - began, 1000)
    assert.strictEqual(lists(), 1)
    assert.isTrue(got.ended)
  })
})

describe("what ends in the midst", () => {
  const failingAt = (at: number) => (list: number) =>
    list === at ? Effect.fail(new StoreUnavailable({ cause: "gone", outcomeUnknown: false })) : Effect.void
  const problemOf = (text: string) => JSON.parse(text.trimEnd().split("\n").at(-1) ?? "")["@problem"]

  test("is a problem before anything has gone out", async () => {
    const { ask } = await serving(failingAt(1))
    const got = await ask("/rows?limit=5", ndjson)
    assert.strictEqual(got.prelude.statusCode, 503)
    assert.strictEqual(JSON.parse(got.text).code, "store-unavailable")
  })

  test("is told by the last line of NDJSON, with the address where the list goes on", async () => {
    const { ask, lines } = await serving(failingAt(3))
    const got = await ask("/rows?select=n&order=n&limit=10", ndjson)
    const problem = problemOf(got.text)
    assert.deepInclude(problem, { status: 503, code: "store-unavailable" })
    assert.isTrue(got.ended)
    assert.deepInclude(lines.at(-1), { level: "WARN", status: 200 })
    const rest = await ask(problem.next, ndjson)
    const before = got.text.trimEnd().split("\n").slice(0, -1).join("\n")
    assert.deepStrictEqual([...numbers(before), ...numbers(rest.text)], all)
  })

  test("breaks off CSV and JSON, which could not tell it", async () => {
    const { ask, lines } = await serving(failingAt(2))
    const got = await ask("/rows?select=n&order=n&limit=10", "text/csv")
    assert.strictEqual(got.text.split("\r\n").length, 12)
    assert.isFalse(got.ended)
    assert.include(String(got.failed), "StreamBroken")
    assert.deepInclude(lines.at(-1), { level: "WARN", status: 200 })
    assert.include(JSON.stringify(lines.at(-1)), "StoreUnavailable")
  })

  test("of time is told before it is over", async () => {
    const { ask } = await serving((list) => (list === 2 ? Effect.never : Effect.void))
    const began = performance.now()
    const got = await ask("/rows?select=n&order=n&limit=10", ndjson, { millis: 1200 })
    assert.isBelow(performance.now() - began, 1200)
    const problem = problemOf(got.text)
    assert.deepInclude(problem, { status: 504, code: "deadline-exceeded" })
    assert.deepStrictEqual(numbers((await ask(problem.next, ndjson)).text), all.slice(10))
  })

  test("says nothing of what a hook keeps back, and goes on by number", async () => {
    const { ask } = await serving(undefined, "shown")
    assert.deepStrictEqual(numbers((await ask("/shown?select=n&order=n&limit=5", ndjson)).text), all.slice(6))
  })
})
