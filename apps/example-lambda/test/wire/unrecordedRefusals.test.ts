// @effect-diagnostics asyncFunction:off
/** A refusal that cannot be recorded is no answer: who watches must not take silence for peace. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Field, Resource, ResourceStore, type Rows, StoreTimeout } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Postgrest } from "@pgcrest/postgrest"
import { Batch, Rest, Streaming } from "@pgcrest/rest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { afterEach, assert, beforeEach, describe, test } from "vitest"
import { installRuntime, receive } from "./streamed.ts"
import { type Answer, answerOf, requestId } from "./wire.ts"

let remove = () => {}
beforeEach(() => void (remove = installRuntime()))
afterEach(() => remove())

const access = { list: Access.group("readers"), create: Access.everyone }

type Recorded = Effect.Effect<Rows.Rows, StoreTimeout>
type Line = Readonly<Record<string, unknown>>

/** An api over a store that does this where it is to record a refusal, in the place of what it would. */
const serving = (
  recorded: (usual: Recorded) => Recorded,
  trail: { readonly refusals?: boolean } = { refusals: true }
) => {
  const Files = Resource.make("files", { fields: { name: Field.text }, trail, access })
  const api = Api.make("archive", { resources: [Files] })
  const lines: Array<Line> = []
  let asked = 0
  const store = Layer.effect(
    ResourceStore,
    Effect.map(ResourceStore, ({ run, unit }) =>
      ResourceStore.of({
        unit,
        run: (audited) => {
          if (audited.command._tag !== "RecordRefusal") return run(audited)
          asked += 1
          return recorded(Effect.orDie(run(audited)))
        }
      })
    )
  ).pipe(Layer.provide(ResourceStoreMemory.layer))
  const log = (line: Line) => void lines.push(line)
  const mounts = {
    "": Rest.make(api, { batch: Batch.make(), streaming: Streaming.make() }),
    "/rest/v1": Postgrest.make(api)
  }
  const handler = ApiGateway.handler(mounts, store, { log })
  const ask = async (method: string, path: string, body?: object): Promise<Answer> =>
    answerOf(
      await handler(
        GatewayEvent.make(
          "http2",
          { method, path, as: { sub: "ann" }, ...(body === undefined ? {} : { body }) },
          { requestId }
        ),
        { awsRequestId: requestId }
      )
    )
  const streaming: unknown = ApiGateway.streamingHandler(mounts, store, { log })
  const stream = (path: string) =>
    receive(
      streaming,
      GatewayEvent.make("http2", {
        method: "GET",
        path,
        as: { sub: "ann" },
        headers: { prefer: "pages=all", accept: "application/json" }
      })
    )
  return { ask, stream, lines, asked: () => asked }
}

const timeout = new StoreTimeout({ cause: new Error("too slow") })
const failing = {
  fails: () => serving(() => Effect.fail(timeout)),
  "lacks the table": () => serving(() => Effect.die(new Error("no such table")))
}

describe("a refusal that a store cannot record, as it", () => {
  test.each(Object.entries(failing))("%s, is a 503 on each wire, and the log knows why", async (_, make) => {
    const { ask, lines } = make()
    const batch = {
      requests: [
        { method: "POST", path: "/files", body: { name: "a" } },
        { method: "GET", path: "/files" }
      ]
    }
    for (const answer of [
      await ask("GET", "/files"),
      await ask("POST", "/batch", batch),
      await ask("GET", "/rest/v1/files")
    ]) {
      assert.strictEqual(answer.status, 503)
      assert.strictEqual(answer.header("retry-after"), "1")
      assert.include(answer.body, "Nothing was written")
      assert.notInclude(answer.body, "slow")
      assert.notInclude(answer.body, "table")
    }
    assert.lengthOf(lines, 3)
    for (const line of lines) {
      assert.deepInclude(line, { level: "ERROR", status: 503 })
      assert.match(JSON.stringify(line), /too slow|no such table/u)
    }
    assert.deepStrictEqual(
      lines.map(({ route }) => route),
      ["/files", "/batch", "/rest/v1/files"]
    )
  })

  test.each(Object.entries(failing))("%s, is one of a stream too", async (_, make) => {
    const { prelude } = await make().stream("/files")
    assert.strictEqual(prelude.statusCode, 503)
  })
})

describe("a refusal", () => {
  test("is recorded once for a request, also of a batch and a stream, and then told as ever", async () => {
    const { ask, asked, stream } = serving((usual) => usual)
    assert.strictEqual((await ask("GET", "/files")).status, 403)
    assert.strictEqual(asked(), 1)
    assert.strictEqual((await stream("/files")).prelude.statusCode, 403)
    assert.strictEqual(asked(), 2)
    const requests = [{ method: "GET", path: "/files" }]
    assert.strictEqual((await ask("POST", "/batch", { requests })).status, 403)
    assert.strictEqual(asked(), 3)
  })

  test("costs no statement where its resource does not ask for it", async () => {
    const { ask, asked } = serving((usual) => usual, {})
    assert.strictEqual((await ask("GET", "/files")).status, 403)
    assert.strictEqual((await ask("GET", "/rest/v1/files")).status, 403)
    assert.strictEqual(asked(), 0)
  })
})
