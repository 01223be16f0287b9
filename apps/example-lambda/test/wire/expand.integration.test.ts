// @effect-diagnostics asyncFunction:off
/** People behind uids over PostgreSQL: what a record holds keeps every digit and every character. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { auditSchema, ddl, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Access, Api, Field, Resource } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { assert, beforeAll, inject, test } from "vitest"
import { directory } from "./people.ts"
import { ann, answerOf, expectStatus, requestId, uid, type Wire } from "./wire.ts"

const Sums = Resource.make("sums", {
  fields: {
    price: Field.numeric(10, 2),
    total: Field.bigint,
    exact: Field.numeric(),
    notes: Field.text,
    details: Field.jsonb(),
    parts: Field.array("text")
  },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.everyone,
    update: Access.everyone,
    history: Access.everyone
  }
})
const Ledger = Api.make("ledger", { resources: [Sums] })

const path = `/sums/${uid(1)}`
// What JSON.parse and JSON.stringify would round, reorder or write otherwise.
const fields = [
  '"price":12.50',
  '"total":9223372036854775807',
  '"exact":0.1000000000000000000000000000000001000',
  '"notes":"},{\\"a\\":\\"\\\\"',
  '"details":{"1": {"}": "\\"},{"}, "2": 1.5, "n": 123456789012345678901234567890}',
  '"parts":["}","{\\"",",","\\\\"]'
]
const person = '{"uid":"ann","status":"active","name":"Ann \\"A\\" }"}'

let ask: Wire["ask"]

beforeAll(async () => {
  const url = await PostgresServer.createDatabase(inject("postgres"))
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`${auditSchema}${ddl(Ledger)}`)
  await client.end()
  const handler = ApiGateway.handler(Ledger, ResourceStorePostgres.layer({ url }), {
    log: () => {},
    people: { directory: directory() }
  })
  ask = async (method, path, rest = {}) =>
    answerOf(await handler(GatewayEvent.make("http2", { method, path, as: ann, ...rest }, { requestId })))
  for (const last of [1, 2])
    expectStatus(await ask("PUT", `/sums/${uid(last)}`, { body: `{${fields.join(",")}}` }), 201)
})

test("a record keeps every digit beside its people", async () => {
  const plain = expectStatus(await ask("GET", path), 200)
  const { body } = expectStatus(await ask("GET", `${path}?expand=creator,last_updater`), 200)
  assert.strictEqual(body, `${plain.body.slice(0, -1)},"creator":${person},"last_updater":${person}}`)
  for (const field of fields) assert.include(body, field)
})

test("so does each record of a page, and of a choice of fields", async () => {
  const plain = expectStatus(await ask("GET", "/sums?order=uid"), 200)
  const { body } = expectStatus(await ask("GET", "/sums?order=uid&expand=creator"), 200)
  assert.strictEqual(body.replaceAll(`,"creator":${person}`, ""), plain.body)
  assert.lengthOf(body.split(`,"creator":${person}}`), 3)
  const some = expectStatus(await ask("GET", `/sums?select=exact,price&limit=1&expand=creator`), 200)
  const shown = `{${fields[2]},${fields[0]},"creator_uid":"ann","creator":${person}}`
  assert.strictEqual(some.body, `[${shown}]`)
})

test("so does each change", async () => {
  const plain = expectStatus(await ask("GET", `${path}/history?select=actor,after`), 200)
  const { body } = expectStatus(await ask("GET", `${path}/history?select=actor,after&expand=actor`), 200)
  assert.strictEqual(body, `${plain.body.slice(0, -2)},"acted_by":${person}}]`)
  // The trail writes JSON without blanks.
  for (const field of fields.slice(0, 4)) assert.include(body, field)
})
