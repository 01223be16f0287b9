// @effect-diagnostics asyncFunction:off
/** What a resource asks to be told of its changes, where a request changes its records beside those of another. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Field, Relation, Resource, SoftDelete } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Postgrest } from "@pgcrest/postgrest"
import { Batch, Rest, Undo } from "@pgcrest/rest"
import { assert, describe, test } from "vitest"
import { type Answer, answerOf, type Call, expectStatus, problem, requestId, uid } from "./wire.ts"

const access = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.everyone,
  update: Access.everyone,
  delete: Access.everyone,
  restore: Access.everyone,
  history: Access.everyone
}
const Families = Resource.make("families", {
  fields: { name: Field.text },
  relations: { kids: Relation.many("kids", "family_uid") },
  softDelete: SoftDelete.make({ cascade: ["kids"] }),
  access
})
const Kids = Resource.make("kids", {
  fields: { name: Field.text, family_uid: Field.optional(Field.references("families")) },
  relations: { toys: Relation.many("toys", "kid_uid") },
  softDelete: SoftDelete.make({ cascade: ["toys"] }),
  access
})
/** Two levels below, and the only ones that ask. */
const Toys = Resource.make("toys", {
  fields: { name: Field.text, kid_uid: Field.optional(Field.references("kids")) },
  softDelete: SoftDelete.make(),
  trail: { reason: "required", metadata: { ticket: Field.text } },
  access
})
const api = Api.make("home", { resources: [Families, Kids, Toys] })

type Rest = Omit<Call, "method" | "path">

/** Each request has the id that it is given. */
const asking = () => {
  const handler = ApiGateway.handler(
    { "": Rest.make(api, { batch: Batch.make(), undo: Undo.make() }), "/p": Postgrest.make(api) },
    ResourceStoreMemory.layer,
    { log: () => {} }
  )
  return async (method: string, path: string, rest: Rest = {}, id = requestId) =>
    answerOf(
      await handler(GatewayEvent.make("http2", { method, path, ...rest }, { requestId: id }), {
        awsRequestId: id
      })
    )
}

const headers = { "x-change-reason": "asked for", "x-change-ticket": "T-1" }
const family = `/families/${uid(1)}`
const body = { name: "family", kids: [{ name: "kid", toys: [{ name: "toy" }] }] }

const lacks = (answer: Answer, header: string) =>
  assert.deepInclude(problem(answer, 400, "header-invalid").errors[0], { header })
const names = async (ask: ReturnType<typeof asking>) =>
  expectStatus(await ask("GET", "/toys?select=name"), 200).json
const told = async (ask: ReturnType<typeof asking>) => {
  const [toy] = expectStatus(await ask("GET", "/toys"), 200).json
  return expectStatus(await ask("GET", `/toys/${toy.uid}/history?select=reason,metadata`), 200).json[0]
}

describe("what a resource asks of its changes", () => {
  test.each([
    ["of one record", body],
    ["of many", [{ name: "other" }, body]]
  ])("is asked of a nested body %s which holds its records", async (_, sent) => {
    const ask = asking()
    lacks(await ask("POST", "/families", { body: sent }), "x-change-reason")
    const { "x-change-reason": reason } = headers
    lacks(
      await ask("POST", "/families", { body: sent, headers: { "x-change-reason": reason } }),
      "x-change-ticket"
    )
    assert.deepStrictEqual(expectStatus(await ask("GET", "/families"), 200).json, [])
    expectStatus(await ask("POST", "/families", { body: sent, headers }), 201)
    assert.deepStrictEqual(await told(ask), { reason: "asked for", metadata: { ticket: "T-1" } })
  })

  test("is not asked of a nested body without its records", async () => {
    const ask = asking()
    expectStatus(
      await ask("POST", "/families", { body: { name: "f", kids: [{ name: "k", toys: [] }] } }),
      201
    )
  })

  test("is asked of a delete and a restore along which its records may go", async () => {
    const ask = asking()
    const made = expectStatus(await ask("POST", "/families?select=uid", { body, headers }), 201).json
    const at = `/families/${made.uid}`
    lacks(await ask("DELETE", at), "x-change-reason")
    lacks(await ask("DELETE", "/families?name=eq.family"), "x-change-reason")
    const wire = expectStatus(await ask("DELETE", "/p/families?name=eq.family"), 400)
    assert.include(wire.body, "x-change-reason")
    assert.deepStrictEqual(await names(ask), [{ name: "toy" }])
    expectStatus(await ask("DELETE", at, { headers }), 204)
    assert.deepStrictEqual(await names(ask), [])
    lacks(await ask("POST", `${at}/restore`, { body: {} }), "x-change-reason")
    expectStatus(await ask("POST", `${at}/restore`, { body: {}, headers }), 201)
    assert.deepStrictEqual(await names(ask), [{ name: "toy" }])
  })

  test("is asked of each request of a batch", async () => {
    const ask = asking()
    const requests = [{ method: "POST", path: "/families", body }]
    lacks(await ask("POST", "/batch", { body: { requests } }), "x-change-reason")
    expectStatus(await ask("POST", "/batch", { body: { requests }, headers }), 200)
    assert.deepStrictEqual(await told(ask), { reason: "asked for", metadata: { ticket: "T-1" } })
  })

  test("is asked of an undo that changes its records, and of no other", async () => {
    const ask = asking()
    await ask("PUT", `/toys/${uid(2)}`, { body: { name: "toy" }, headers }, "r1")
    await ask("PUT", family, { body: { name: "family" } }, "r2")
    const undo = (id: string, rest = {}) => ask("POST", "/undo", { body: { request_id: id }, ...rest })
    lacks(await undo("r1"), "x-change-reason")
    lacks(await undo("r1", { headers: { "x-change-reason": "wrong" } }), "x-change-ticket")
    assert.deepStrictEqual(await names(ask), [{ name: "toy" }])
    expectStatus(await undo("r2"), 200)
    expectStatus(await undo("r1", { headers }), 200)
    assert.deepStrictEqual(await names(ask), [])
    const [last] = expectStatus(
      await ask("GET", `/toys/${uid(2)}/history?select=reason,metadata,via`),
      200
    ).json
    assert.deepStrictEqual(last, { reason: "asked for", metadata: { ticket: "T-1" }, via: "undo" })
  })
})
