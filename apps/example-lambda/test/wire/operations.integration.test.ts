// @effect-diagnostics asyncFunction:off
/** The library's operation over each store. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { GatewayEvent } from "@pgcrest/dev"
import { Operations } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { assert, beforeAll, describe, inject, test } from "vitest"
import { Library, problems } from "../../src/library.ts"
import { RenewAll } from "../../src/loans.operations.ts"
import { type Answer, answerOf, type Call, expectStatus, problem, requestId, uid } from "./wire.ts"

const ann = { sub: "ann" }
const ines = { sub: "ines", groups: ["librarians"] }

describe.each(["memory", "PostgreSQL"] as const)("renew_all over %s", (kind) => {
  let ask: (method: string, path: string, rest?: Omit<Call, "method" | "path">) => Promise<Answer>

  beforeAll(async () => {
    const store =
      kind === "memory"
        ? ResourceStoreMemory.layer
        : ResourceStorePostgres.layer({
            url: await PostgresServer.createDatabase(inject("postgres")),
            connections: 4
          })
    const operations = Operations.make(RenewAll)
    const handler = ApiGateway.handler(Library, store, { problems, operations, log: () => {} })
    ask = async (method, path, rest = {}) =>
      answerOf(
        await handler(GatewayEvent.make("http2", { method, path, ...rest }, { requestId }), {
          awsRequestId: requestId
        })
      )
  })

  const renew = (body: unknown, as: Call["as"] = ines) =>
    ask("POST", "/rpc/renew_all", { body, as: as ?? ines })
  const create = async (resource: string, body: object): Promise<string> =>
    expectStatus(await ask("POST", `/${resource}`, { body, as: ines }), 201).json.uid
  let made = 0
  const lent = async (member_uid: string): Promise<string> => {
    made++
    const author_uid = await create("authors", { name: "Jean Rhys" })
    const book_uid = await create("books", {
      title: "Quartet",
      isbn: String(9780000000000 + made),
      author_uid
    })
    return create("loans", { book_uid, member_uid, due: "2027-01-01" })
  }
  const member = () => {
    made++
    return create("members", { name: "Ida", email: `ida${made}@example.org`, joined: "2026-01-02" })
  }

  test("does all of it in one transaction, in its caller's name", async () => {
    const member_uid = await member()
    const loans = [await lent(member_uid), await lent(member_uid)]
    const answer = expectStatus(await renew({ member_uid, due: "2027-02-01" }), 200)
    assert.deepStrictEqual(answer.json, { renewed: 2 })
    assert.strictEqual(answer.header("content-type"), "application/json; charset=utf-8")
    assert.strictEqual(answer.header("cache-control"), "no-store")
    for (const loan of loans) {
      const read = await ask("GET", `/loans/${loan}`, { as: ines })
      assert.include(read.json, { due: "2027-02-01", renewals: 1, version: 2, last_updater_uid: "ines" })
      const [change] = (await ask("GET", `/loans/${loan}/history`, { as: ines })).json
      assert.include(change, { operation: "update", actor: "ines", request_id: requestId })
    }
    assert.deepStrictEqual((await renew({ member_uid, due: "2027-02-01" })).json, { renewed: 0 })
  })

  test("does none of it where it fails, and has its error's status", async () => {
    const member_uid = await member()
    const tired = await lent(member_uid)
    for (const due of ["2027-02-01", "2027-03-01"]) expectStatus(await renew({ member_uid, due }), 200)
    const fresh = await lent(member_uid)
    const told = problem(await renew({ member_uid, due: "2027-04-01" }), 409, "too-many-renewals")
    assert.strictEqual(told.detail, "A loan can be prolonged twice.")
    for (const loan of [tired, fresh])
      assert.notStrictEqual((await ask("GET", `/loans/${loan}`, { as: ines })).json.due, "2027-04-01")
  })

  test("runs one after the other where it is called many times at once", async () => {
    const member_uid = await member()
    const loan = await lent(member_uid)
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) => renew({ member_uid, due: `2027-02-0${at + 1}` }))
    )
    const renewed = answers.filter(({ status }) => status === 200).map(({ json }) => json.renewed)
    const read = (await ask("GET", `/loans/${loan}`, { as: ines })).json
    assert.strictEqual(
      renewed.reduce((sum, one) => sum + one, 0),
      read.renewals
    )
    assert.isAtMost(read.renewals, 2)
  })

  test("is for librarians, who learn all that is wrong with its input", async () => {
    problem(await renew({ nonsense: 1 }, ann), 403, "not-permitted")
    problem(await ask("POST", "/rpc/renew_all", { body: {} }), 401, "unauthenticated")
    const told = problem(await renew({ due: "soon", extra: 1 }), 422, "record-invalid")
    assert.deepStrictEqual(
      told.errors.map(({ pointer }: Readonly<Record<string, string>>) => pointer).toSorted(),
      ["#/due", "#/extra", "#/member_uid"]
    )
    problem(await renew([1]), 422, "body-not-an-object")
    problem(await renew({ member_uid: "\u0000", due: "2027-02-01" }), 422, "record-invalid")
    assert.deepStrictEqual((await renew({ member_uid: "no uid", due: "2027-02-01" })).json, { renewed: 0 })
    assert.deepStrictEqual((await renew({ member_uid: uid(1), due: "2027-02-01" })).json, { renewed: 0 })
  })

  test("tells a client, and no more, where a record does not take what it was given", async () => {
    const member_uid = await member()
    await lent(member_uid)
    const told = problem(await renew({ member_uid, due: "2027-13-45" }), 422, "value-refused")
    assert.isUndefined(told.errors)
  })
})
