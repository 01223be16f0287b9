// @effect-diagnostics asyncFunction:off
/** Answers under a key that are told again once a deployment has declared a field write-only. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Field, Operation, Records, Resource } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Postgrest } from "@pgcrest/postgrest"
import { Batch, Operations, Rest } from "@pgcrest/rest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { assert, describe, test } from "vitest"
import { answerOf, type Call, expectStatus, requestId, uid } from "./wire.ts"

type Rest = Omit<Call, "method" | "path">

const deployed = (isShown: boolean, store: typeof ResourceStoreMemory.layer) => {
  const Safes = Resource.make("safes", {
    fields: { name: Field.text, secret: isShown ? Field.text : Field.writeOnly(Field.text) },
    access: {
      list: Access.everyone,
      get: Access.everyone,
      create: Access.everyone,
      update: Access.everyone
    }
  })
  const Open = Operation.make("open", {
    input: Schema.Struct({}),
    output: Schema.String,
    access: Access.everyone,
    run: () =>
      Effect.flatMap(Records, (records) =>
        Effect.as(records.create(Safes, { name: "a", secret: "hush" }), "hush")
      )
  })
  const api = Api.make("bank", { resources: [Safes] })
  const operations = Operations.make(Open)
  const handler = ApiGateway.handler(
    { "": Rest.make(api, { batch: Batch.make(), operations }), "/p": Postgrest.make(api, { operations }) },
    store,
    { log: () => {} }
  )
  return async (method: string, path: string, rest: Rest = {}) =>
    answerOf(
      await handler(GatewayEvent.make("http2", { method, path, ...rest }, { requestId }), {
        awsRequestId: requestId
      })
    )
}

/** One store behind two deployments: the secret is shown by the first, and not by the second. */
const twoDeployments = () => {
  const store = Layer.succeedContext(Effect.runSync(Effect.scoped(Layer.build(ResourceStoreMemory.layer))))
  return { before: deployed(true, store), today: deployed(false, store) }
}

const body = { name: "a", secret: "hush" }
const shown = { prefer: "return=representation" }
const operations = [{ op: "replace", path: "/secret", value: "hush" }]

describe("an answer that was kept before a field became write-only", () => {
  test.each<readonly [method: string, path: string, first: number, again: number, rest: Rest]>([
    ["POST", "/batch", 200, 204, { body: { requests: [{ method: "POST", path: "/safes", body }] } }],
    ["POST", "/rpc/open", 200, 204, { body: {} }],
    [
      "PATCH",
      `/safes/${uid(1)}`,
      200,
      204,
      { body: operations, headers: { "content-type": "application/json-patch+json" } }
    ],
    ["PATCH", "/p/safes?name=eq.first&order=name", 200, 204, { body, headers: shown }],
    [
      "PATCH",
      "/p/safes?name=eq.first",
      200,
      204,
      { body, headers: { ...shown, accept: "application/vnd.pgrst.object+json" } }
    ],
    ["POST", "/p/safes?order=name", 201, 201, { body, headers: shown }],
    ["POST", "/p/safes", 201, 201, { body: [body, body], headers: shown }],
    ["PATCH", "/p/safes?name=eq.first", 200, 204, { body, headers: shown }],
    ["POST", "/p/rpc/open", 200, 204, { body: {} }],
    ["POST", "/safes", 201, 201, { body: [body, body] }]
  ])("%s %s is told again without a body", async (method, path, first, status, rest) => {
    const { before, today } = twoDeployments()
    await before("PUT", `/safes/${uid(1)}`, { body: { ...body, name: "first" } })
    const keyed = { ...rest, headers: { ...rest.headers, "idempotency-key": "k" } }
    const told = expectStatus(await before(method, path, keyed), first)
    assert.include(told.body, "hush")
    assert.strictEqual(expectStatus(await before(method, path, keyed), first).body, told.body)
    const again = expectStatus(await today(method, path, keyed), status)
    assert.deepStrictEqual([again.body, again.header("idempotency-replayed")], ["", "true"])
  })
})
