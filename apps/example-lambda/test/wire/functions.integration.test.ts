// @effect-diagnostics asyncFunction:off
/** Functions of the database as operations, from event to result: over PostgreSQL, and their twins in memory. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory, SqlFunctionsMemory } from "@pgcrest/adapter-memory"
import { PostgresClient, ResourceStorePostgres, SqlFunctionsPostgres } from "@pgcrest/adapter-postgres"
import { Access, Field, Operation, type SqlFunctions, type ResourceStore, WriteRaised } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { Operations } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Client } from "pg"
import { assert, beforeAll, describe, inject, test } from "vitest"
import { Library, problems } from "../../src/library.ts"
import { type Answer, answerOf, type Call, expectStatus, problem, requestId } from "./wire.ts"

const loanCount = {
  function: "library.loan_count",
  input: { status: Field.literals(["active", "suspended"]), at_most: Field.withDefault(Field.integer, 10) },
  output: Operation.record({ status: Field.text, at_most: Field.integer }),
  access: Access.signedIn,
  safe: true
}
const LoanCount = Operation.sql("loan_count", loanCount)
const Touch = Operation.sql("touch", {
  function: "library.touch",
  input: { name: Field.text, fail: Field.optional(Field.text) },
  output: Operation.value(Field.integer),
  access: Access.group("librarians")
})
const Sneak = Operation.sql("sneak", {
  ...loanCount,
  function: "library.sneak",
  input: {},
  output: Operation.value(Field.integer)
})
const Absent = Operation.sql("absent", { ...loanCount, function: "library.absent" })
const Small = Operation.sql("small", {
  ...loanCount,
  function: "library.small",
  input: { size: Field.domain("library.small_number", Field.integer) },
  output: Operation.value(Field.integer)
})
const operations = Operations.make(LoanCount, Touch, Sneak, Absent, Small)

const sql = `
create domain library.small_number as integer check (value < 10);
create table library.touched (name text primary key);
create function library.loan_count(inout status text, inout at_most integer) language plpgsql as 'begin end';
create function library.touch(name text, fail text default null) returns integer language plpgsql as $$
begin
  insert into library.touched values (name);
  if fail is not null then raise exception 'a secret: %', fail; end if;
  return (select count(*) from library.touched);
end $$;
create function library.sneak() returns integer language plpgsql as $$
begin
  insert into library.touched values ('sneaked');
  return 1;
end $$;
create function library.small(size library.small_number) returns integer language sql as 'select $1::integer';
`

const touched = new Set<string>()
const twins = SqlFunctionsMemory.layer({
  "library.loan_count": (given) => Effect.succeed([given]),
  "library.touch": ({ name, fail }) => {
    if (fail !== null)
      return Effect.fail(new WriteRaised({ resource: "touch", code: "P0001", detail: null, cause: null }))
    touched.add(String(name))
    return Effect.succeed([{ value: touched.size }])
  }
})

type Stores = Layer.Layer<ResourceStore | SqlFunctions, Error>

const layers = {
  memory: async (): Promise<Stores> => Layer.merge(ResourceStoreMemory.layer, twins),
  PostgreSQL: async (): Promise<Stores> => {
    const url = await PostgresServer.createDatabase(inject("postgres"))
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query(sql)
    await client.end()
    const stores = Layer.merge(ResourceStorePostgres.layerNoDeps(), SqlFunctionsPostgres.layerNoDeps())
    return stores.pipe(Layer.provide(PostgresClient.layer({ url, connections: 2 })))
  }
}

const ines = { sub: "ines", groups: ["librarians"] }

describe.each(["memory", "PostgreSQL"] as const)("a function as an operation over %s", (kind) => {
  let ask: (method: string, path: string, rest?: Omit<Call, "method" | "path">) => Promise<Answer>
  beforeAll(async () => {
    const handler = ApiGateway.handler(Library, await layers[kind](), { problems, operations, log: () => {} })
    ask = async (method, path, rest = {}) =>
      answerOf(
        await handler(GatewayEvent.make("http2", { method, path, as: ines, ...rest }, { requestId }), {
          awsRequestId: requestId
        })
      )
  })

  test("is called with what is declared, and answers so", async () => {
    const posted = await ask("POST", "/rpc/loan_count", { body: { status: "active", at_most: 3 } })
    assert.deepStrictEqual(expectStatus(posted, 200).json, { status: "active", at_most: 3 })
    const read = await ask("GET", "/rpc/loan_count?status=suspended")
    assert.deepStrictEqual(expectStatus(read, 200).json, { status: "suspended", at_most: 10 })
  })

  test("takes nothing that is not declared, and tells every fault by its place", async () => {
    const body = { status: "gone", at_most: "x", more: 1 }
    const told = problem(await ask("POST", "/rpc/loan_count", { body }), 422, "record-invalid")
    assert.sameMembers(
      told.errors.map(({ pointer }: Readonly<Record<string, string>>) => pointer),
      ["#/status", "#/at_most", "#/more"]
    )
    const query = problem(await ask("GET", "/rpc/loan_count?at_most=x"), 400, "query-invalid")
    assert.deepInclude(query.errors[0], { parameter: "at_most" })
    problem(await ask("POST", "/rpc/touch", { body: { name: "\u0000" } }), 422, "record-invalid")
    problem(await ask("POST", "/rpc/pg_sleep", { body: {} }), 404, "route-not-found")
    problem(await ask("POST", "/rpc/touch", { body: {}, as: { sub: "ann" } }), 403, "not-permitted")
  })

  test("leaves nothing where it fails, and says no more than that", async () => {
    const answer = await ask("POST", "/rpc/touch", { body: { name: "a", fail: "b" } })
    problem(answer, 422, "write-raised")
    assert.notInclude(answer.body, "secret")
    assert.strictEqual((await ask("POST", "/rpc/touch", { body: { name: "a" } })).body, "1")
  })

  test("is a defect where there is none, which says nothing", async () => {
    const answer = await ask("POST", "/rpc/absent", { body: { status: "active" } })
    problem(answer, 500, "defect")
    assert.notInclude(answer.body, "library")
  })
})

describe("PostgreSQL", () => {
  let ask: (name: string, body: object) => Promise<Answer>
  beforeAll(async () => {
    const handler = ApiGateway.handler(Library, await layers.PostgreSQL(), {
      problems,
      operations,
      log: () => {}
    })
    ask = async (name, body) =>
      answerOf(
        await handler(
          GatewayEvent.make("http2", { method: "POST", path: `/rpc/${name}`, body, as: ines }, { requestId }),
          { awsRequestId: requestId }
        )
      )
  })

  test("holds a safe function to writing nothing", async () => {
    problem(await ask("sneak", {}), 500, "defect")
    assert.strictEqual((await ask("touch", { name: "a" })).body, "1")
  })

  test("tells what a function's constraint refuses, and of a parameter's type which one it was", async () => {
    expectStatus(await ask("touch", { name: "b" }), 200)
    assert.isUndefined(problem(await ask("touch", { name: "b" }), 409, "conflict").errors)
    const told = problem(await ask("small", { size: 10 }), 422, "constraint-violated")
    assert.deepInclude(told.errors[0], { pointer: "#/size" })
    assert.strictEqual((await ask("small", { size: 9 })).body, "9")
  })

  test("does not compile over a layer without functions", () => {
    const options = { problems, operations, log: () => {} }
    // @ts-expect-error Type 'SqlFunctions' is not assignable
    assert.isFunction(ApiGateway.handler(Library, ResourceStoreMemory.layer, options))
  })
})
