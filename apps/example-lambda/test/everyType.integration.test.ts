// @effect-diagnostics asyncFunction:off
/** Each type of column, from request to answer: what comes back is what was sent, PostgreSQL and memory tell one story of it. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { ddl, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Access, Api, Field, Resource } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { type Type, types } from "./columnTypes.ts"
import { requestId, uid } from "./wire/wire.ts"

const servers = (): ReadonlyArray<readonly [string, string]> => {
  const other = inject("postgresOnPath")
  return [
    ["PostgreSQL", inject("postgres")],
    ...(other === "" ? [] : [["another PostgreSQL", other] as const])
  ]
}

const { everyone } = Access
const access = { list: everyone, get: everyone, create: everyone, update: everyone, history: everyone }
const kept = (found: ReadonlyMap<string, Type>) =>
  Resource.make("kept", {
    table: "public.kept",
    access,
    fields: Object.fromEntries([...found].map(([name, { field }]) => [name, Field.optional(field)]))
  })

describe.each(servers())("on %s", (server, template) => {
  let direct: Client
  let missing: ReadonlySet<string> = new Set()
  let stores: ReadonlyArray<ApiGateway.Handler> = []
  beforeAll(async () => {
    const url = await PostgresServer.createDatabase(template)
    direct = new Client({ connectionString: url })
    await direct.connect()
    const { rows } = await direct.query<{ readonly name: string }>("select name from pg_available_extensions")
    const there = new Set(rows.map(({ name }) => name))
    const wanted = new Set(Object.values(types).flatMap(({ extension = [] }) => extension))
    missing = new Set([...wanted].filter((name) => !there.has(name)))
    if (missing.size > 0) console.log(`${server} has no ${[...missing].join(", ")}: their types did not run.`)
    for (const name of wanted) if (!missing.has(name)) await direct.query(`create extension "${name}"`)
    const found = new Map(Object.entries(types).filter(([, { extension = "" }]) => !missing.has(extension)))
    const api = Api.make("types", { resources: [kept(found)] })
    await direct.query(ddl(api))
    stores = [ResourceStorePostgres.layer({ url }), ResourceStoreMemory.layer].map((store) =>
      ApiGateway.handler(api, store, { log: () => {} })
    )
  }, 60_000)
  afterAll(() => direct.end())

  /** The answer of both stores, which is one: its status, its tag, and its body but for instants. */
  const asked = async (method: string, path: string, body?: string) => {
    const [one, other] = await answers(method, path, body)
    const [told, alike] = [one, other].map((answer) => ({ ...answer, body: steady(answer?.body ?? "") }))
    assert.deepStrictEqual(alike, told, `${method} ${path} ${body}`)
    return one ?? { status: 0, tag: "", body: "" }
  }

  const answers = async (method: string, path: string, body?: string) => {
    const told = []
    const [where = "", search = ""] = path.split("?")
    const query = Object.fromEntries(new URLSearchParams(search))
    const asks = { method, path: where, query, ...(body === undefined ? {} : { body }) }
    // One event for both, as its trace tells when it was made.
    const event = GatewayEvent.make("http2", asks, { requestId })
    for (const handler of stores) {
      const result = await handler(event, { awsRequestId: requestId })
      told.push({ status: result.statusCode, tag: result.headers?.["etag"], body: result.body ?? "" })
    }
    return told
  }

  const names = Object.keys(types)
  const pathOf = (name: string, at: number) => `/kept/${uid(names.indexOf(name) * 100 + at)}`

  /** Kept as told, shown alike wherever it is shown, the same when it is sent back, and found by whatever compares it. */
  const keeps = async (name: string, path: string, sent: string, told: string) => {
    const field = `"${name}":${steady(told)}`
    assert.strictEqual((await asked("PUT", path, `{"${name}":${sent}}`)).status, 201)
    const got = await asked("GET", `${path}?select=${name}`)
    assert.strictEqual(steady(got.body), `{${field}}`)
    assert.include(steady((await asked("GET", `${path}/history`)).body), field)
    const again = await asked("PATCH", path, got.body)
    assert.deepStrictEqual([again.status, versionOf(again.tag)], [200, versionOf(got.tag)])
    for (const operator of ["eq", "neq", "lt", "gte", "is", "like", "in"])
      await asked("GET", `/kept?select=${name}&order=uid&${name}=${condition(operator, told)}`)
    await asked("GET", `/kept?select=${name}&order=${name}&${name}=not.is.null`)
  }

  test.for(Object.entries(types))("%s", async ([name, type], context) => {
    const { same, other = [], refused = [], refusedThere = [], extension = "" } = type
    context.skip(missing.has(extension), `${server} has no ${extension}`)
    const pairs = [...same.map((text) => [text, text] as const), ...other]
    for (const [at, [sent, told]] of pairs.entries()) await keeps(name, pathOf(name, at), sent, told)
    for (const text of refused)
      assert.strictEqual((await asked("PUT", pathOf(name, 99), `{"${name}":${text}}`)).status, 422, text)
    for (const text of refusedThere) {
      const [there] = await answers("PUT", pathOf(name, 99), `{"${name}":${text}}`)
      assert.strictEqual(there?.status, 422, text)
    }
  })
})

function condition(operator: string, json: string): string {
  const parsed: unknown = json.startsWith('"') ? JSON.parse(json) : json
  const text = String(parsed)
  return operator === "in"
    ? `in.(${encodeURIComponent(`"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`)})`
    : `${operator}.${encodeURIComponent(text)}`
}

const versionOf = (tag: string | undefined) => tag?.split("-")[0]

function steady(body: string): string {
  // jsonb is told as PostgreSQL writes it.
  return body
    .replaceAll(/([:,]) /gu, "$1")
    .replaceAll(/"(created_at|last_updated_at|at)":"[^"]*"/gu, '"$1":"…"')
}
