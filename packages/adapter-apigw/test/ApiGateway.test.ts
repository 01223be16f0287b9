// @effect-diagnostics asyncFunction:off
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { Access, Api, Field, Resource, ResourceStore } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { assert, it } from "vitest"

const Books = Resource.make("books", {
  fields: { title: Field.text },
  access: { list: Access.everyone }
})
const api = Api.make("library", { resources: [Books] })
const list = {
  version: "2.0",
  rawPath: "/books",
  rawQueryString: "",
  headers: {},
  requestContext: { requestId: "r-1", stage: "$default", http: { method: "GET", path: "/books" } }
}
const store = (run: ResourceStore["Service"]["run"]) =>
  Layer.succeed(ResourceStore, { run, unit: () => Effect.die("no units here") })

const answering = (layer: Layer.Layer<ResourceStore, string>) => {
  const lines: Array<Readonly<Record<string, unknown>>> = []
  const handler = ApiGateway.handler(api, layer, { log: (line) => lines.push(line) })
  return { handler, lines }
}
const problem = (body: string | undefined): Record<string, unknown> => JSON.parse(body ?? "{}")

it("answers 504 before the time is up, and interrupts what still runs", async () => {
  let interrupted = false
  const hanging = store(() =>
    Effect.onInterrupt(Effect.never, () => Effect.sync(() => void (interrupted = true)))
  )
  const { handler, lines } = answering(hanging)
  const { statusCode, body } = await handler(list, { getRemainingTimeInMillis: () => 520 })
  assert.strictEqual(statusCode, 504)
  assert.deepInclude(problem(body), { code: "deadline-exceeded", status: 504, request_id: "r-1" })
  assert.isTrue(interrupted)
  assert.deepInclude(lines[0], { level: "ERROR", status: 504, request_id: "r-1" })
})

it("says nothing of a defect to the client, and its cause to the log", async () => {
  const { handler, lines } = answering(store(() => Effect.die(new Error("the secret reason"))))
  const { statusCode, body = "" } = await handler(list)
  assert.strictEqual(statusCode, 500)
  assert.notInclude(body, "secret")
  assert.include(JSON.stringify(lines[0]), "the secret reason")
})

it("tries a failed start again with the next request", async () => {
  let starts = 0
  const failing = Layer.effect(
    ResourceStore,
    Effect.suspend(() => {
      starts += 1
      return Effect.fail("no database")
    })
  )
  const { handler } = answering(failing)
  assert.strictEqual((await handler(list)).statusCode, 500)
  await handler(list)
  assert.isAbove(starts, 1)
})

it("answers an event that no gateway made with a 400 problem", async () => {
  const { handler } = answering(store(() => Effect.never))
  const { statusCode, body } = await handler({ Records: [] })
  assert.strictEqual(statusCode, 400)
  assert.strictEqual(problem(body)["code"], "event-unknown")
})
