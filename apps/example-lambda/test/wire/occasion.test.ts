// @effect-diagnostics asyncFunction:off
/** What a request says of itself, from its headers into the changes that it makes. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Field, Hooks, Operation, Records, Resource } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Postgrest } from "@pgcrest/postgrest"
import { Batch, Operations, Rest } from "@pgcrest/rest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { assert, describe, test } from "vitest"
import { type Answer, answerOf, type Call, expectStatus, problem, requestId } from "./wire.ts"

const access = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.everyone,
  update: Access.everyone,
  delete: Access.everyone,
  history: Access.everyone
}
const Accounts = Resource.make("accounts", {
  fields: { owner: Schema.String },
  trail: {
    reason: "required",
    metadata: {
      ticket_id: Field.optional(Schema.String),
      urgency: Field.optional(Field.integer),
      dose: Field.optional(Field.numeric(5, 2)),
      doses: Field.optional(Field.array(Field.numeric(5, 2)))
    }
  },
  access
})
/** Written by a hook of accounts. */
const Notices = Resource.make("notices", {
  fields: { text: Schema.String },
  trail: { metadata: { urgency: Field.optional(Field.integer) } },
  access
})
const hooks = Hooks.make(Accounts, {
  afterCreate: ({ owner }) =>
    Effect.gen(function* () {
      const records = yield* Records
      yield* records.create(Notices, { text: owner })
    })
})
const Open = Operation.make("open", {
  input: Schema.Struct({}),
  output: Schema.String,
  access: Access.everyone,
  run: () =>
    Effect.gen(function* () {
      const records = yield* Records
      return (yield* records.create(Notices, { text: "opened" })).uid
    })
})
const api = Api.make("bank", { resources: [Accounts, Notices], hooks: [hooks] })

type Rest = Omit<Call, "method" | "path">

const asking = () => {
  const operations = Operations.make(Open)
  const handler = ApiGateway.handler(
    {
      "": Rest.make(api, { batch: Batch.make(), operations }),
      "/rest/v1": Postgrest.make(api, { operations })
    },
    ResourceStoreMemory.layer,
    { log: () => {} }
  )
  const ask = async (method: string, path: string, rest: Rest = {}) =>
    answerOf(
      await handler(GatewayEvent.make("http2", { method, path, ...rest }, { requestId }), {
        awsRequestId: requestId
      })
    )
  const told = async (path: string) => expectStatus(await ask("GET", `${path}/history`), 200).json
  return { ask, told }
}
const made = (answer: Answer) => String(expectStatus(answer, 201).json.uid)
const body = { owner: "ann" }
const reason = { "x-change-reason": "asked for" }

describe("a request's occasion", () => {
  test("goes into the change: reason, ids, trace and what the resource wants to know", async () => {
    const { ask, told } = asking()
    const headers = {
      "x-change-reason": "UTF-8''Gr%C3%BC%C3%9Fe%2C%20you",
      "x-change-ticket-id": "T-1",
      "x-change-urgency": "3",
      "x-request-id": "mine-1",
      traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    }
    const uid = made(await ask("POST", "/accounts", { body, headers }))
    const [change] = await told(`/accounts/${uid}`)
    assert.deepInclude(change, {
      operation: "create",
      actor: "anonymous",
      request_id: requestId,
      client_request_id: "mine-1",
      trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
      via: null,
      reason: "Grüße, you",
      metadata: { ticket_id: "T-1", urgency: 3 }
    })
  })

  test("is that of what hooks write too, as far as those records want to know", async () => {
    const { ask, told } = asking()
    const headers = { ...reason, "x-change-ticket-id": "T-1", "x-change-urgency": "3" }
    await ask("POST", "/accounts", { body, headers })
    const [notice] = expectStatus(await ask("GET", "/notices"), 200).json
    assert.deepInclude((await told(`/notices/${notice.uid}`))[0], {
      reason: "asked for",
      metadata: { urgency: 3 }
    })
  })

  test.each([
    ["POST", "/accounts"],
    ["POST", "/accounts?columns=owner"],
    ["PATCH", "/accounts/019b0000-0000-7000-8000-000000000001"],
    ["PUT", "/accounts/019b0000-0000-7000-8000-000000000001"],
    ["DELETE", "/accounts/019b0000-0000-7000-8000-000000000001"],
    ["PATCH", "/accounts?owner=eq.ann"],
    ["DELETE", "/accounts?owner=eq.ann"]
  ])("of %s %s needs a reason where the resource says so, and says what is missing", async (method, path) => {
    const { ask } = asking()
    const sent = path.includes("columns") ? [body] : body
    const refused = problem(
      await ask(method, path, method === "DELETE" ? {} : { body: sent }),
      400,
      "header-invalid"
    )
    assert.deepInclude(refused.errors[0], { header: "x-change-reason" })
  })

  test("needs none of a read, of records that ask for none, and of those that only hooks write", async () => {
    const { ask } = asking()
    expectStatus(await ask("GET", "/accounts"), 200)
    expectStatus(await ask("POST", "/notices", { body: { text: "x" } }), 201)
    expectStatus(await ask("POST", "/rpc/open", { body: {} }), 200)
  })

  test.each([
    [{ ...reason, "x-change-urgency": "soon" }, "x-change-urgency"],
    [{ ...reason, "x-change-dose": "1000" }, "x-change-dose"],
    [{ ...reason, "x-change-dose": "1.005" }, "x-change-dose"],
    [{ ...reason, "x-change-doses": "{1,1.005}" }, "x-change-doses"],
    [{ "x-change-reason": "UTF-8''%zz" }, "x-change-reason"],
    [{ "x-change-reason": "x".repeat(1001) }, "x-change-reason"],
    [{ ...reason, "x-change-ticket-id": "UTF-8''%ff" }, "x-change-ticket-id"]
  ])("that cannot be kept is refused by its header: %j", async (headers, header) => {
    const { ask } = asking()
    const refused = problem(await ask("POST", "/accounts", { body, headers }), 400, "header-invalid")
    assert.deepInclude(refused.errors[0], { header })
    assert.deepStrictEqual(expectStatus(await ask("GET", "/accounts"), 200).json, [])
  })

  test("has a reason of 1,000 characters, however many units they take", async () => {
    const { ask, told } = asking()
    // Each takes two units, and twelve characters of a header, which has 8,000 at most.
    const books = "\u{1f4d6}".repeat(500)
    const said = (text: string) => ({ "x-change-reason": `UTF-8''${encodeURIComponent(text)}` })
    const longer = said(books + "x".repeat(501))
    problem(await ask("POST", "/accounts", { body, headers: longer }), 400, "header-invalid")
    const headers = said(books + "x".repeat(500))
    const uid = made(await ask("POST", "/accounts", { body, headers }))
    assert.strictEqual((await told(`/accounts/${uid}`))[0].reason, books + "x".repeat(500))
  })

  test("leaves out ids that are none, and takes the trace that X-Ray names", async () => {
    const { ask, told } = asking()
    const headers = {
      ...reason,
      "x-request-id": "x".repeat(201),
      traceparent: "rubbish",
      "x-amzn-trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"
    }
    const uid = made(await ask("POST", "/accounts", { body, headers }))
    assert.deepInclude((await told(`/accounts/${uid}`))[0], {
      client_request_id: null,
      trace_id: "5759e988bd862e3fe1be46a994272793"
    })
  })

  test("of a batch is that of each request in it, unless a request says otherwise", async () => {
    const { ask, told } = asking()
    const answers = expectStatus(
      await ask("POST", "/batch", {
        headers: { "x-change-reason": "all of it", "x-change-urgency": "1" },
        body: {
          requests: [
            { method: "POST", path: "/accounts", body },
            { method: "POST", path: "/accounts", body, headers: { "X-Change-Reason": "this alone" } }
          ]
        }
      }),
      200
    ).json
    const changes = await Promise.all(
      answers.map(({ body: { uid } }: { readonly body: { readonly uid: string } }) =>
        told(`/accounts/${uid}`)
      )
    )
    assert.deepStrictEqual(
      changes.map(([{ reason, via, metadata }]) => [reason, via, metadata]),
      [
        ["all of it", "batch", { urgency: 1 }],
        ["this alone", "batch", { urgency: 1 }]
      ]
    )
  })

  test("of an operation names it", async () => {
    const { ask, told } = asking()
    const uid = expectStatus(await ask("POST", "/rpc/open", { body: {}, headers: reason }), 200).json
    assert.deepInclude((await told(`/notices/${uid}`))[0], { via: "rpc/open", reason: "asked for" })
  })

  test("is asked for and kept on PostgREST's wire as well", async () => {
    const { ask, told } = asking()
    const refused = expectStatus(await ask("POST", "/rest/v1/accounts", { body }), 400).json
    assert.include(JSON.stringify(refused), "x-change-reason")
    const headers = { ...reason, prefer: "return=representation" }
    const [account] = expectStatus(await ask("POST", "/rest/v1/accounts", { body, headers }), 201).json
    assert.deepInclude((await told(`/accounts/${account.uid}`))[0], { reason: "asked for" })
    const uid = expectStatus(await ask("POST", "/rest/v1/rpc/open", { body: {}, headers: reason }), 200).json
    assert.deepInclude((await told(`/notices/${uid}`))[0], { via: "rpc/open", reason: "asked for" })
  })
})
