// @effect-diagnostics asyncFunction:off
/** Operations on the wire: addresses, methods, input, answers, failures. */
import { Access, Conflict, Operation, Records, Unauthenticated } from "@pgcrest/core"
import { Operations } from "@pgcrest/rest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { assert, describe, test } from "vitest"
import { Leaflets } from "./resources.ts"
import { ann, expectStatus, problem, uid, wire } from "./wire.ts"

class TooDear extends Schema.TaggedError<TooDear>()("TooDear", {}) {
  override readonly message = "It costs too much."
}

const Print = Operation.make("print", {
  input: Schema.Struct({
    titles: Schema.Array(Schema.NonEmptyString),
    fail: Schema.optionalKey(Schema.String)
  }),
  output: Schema.Struct({ printed: Schema.Int }),
  access: Access.signedIn,
  run: Effect.fnUntraced(function* ({ titles, fail }, { caller }) {
    const records = yield* Records
    yield* Effect.forEach(titles, (title) => records.create(Leaflets, { title, subtitle: caller.actor }))
    if (fail === "own") return yield* new TooDear()
    if (fail === "conflict") return yield* new Conflict({ resource: "leaflets", fields: ["isbn"] })
    if (fail === "anonymous") return yield* new Unauthenticated({ resource: "print", act: "call" })
    if (fail === "absent") yield* records.get(Leaflets, uid(9))
    if (fail === "invalid") yield* records.create(Leaflets, { title: "" })
    if (fail === "bug") return yield* Effect.die(new Error("a secret of print"))
    return { printed: fail === "output" ? 1.5 : titles.length }
  })
})

const Count = Operation.make("count", {
  input: Schema.Struct({
    title: Schema.optionalKey(Schema.String),
    most: Schema.optionalKey(Schema.Int),
    lent: Schema.optionalKey(Schema.Boolean)
  }),
  output: Schema.Struct({ count: Schema.Int, asked: Schema.Json }),
  access: Access.everyone,
  safe: true,
  run: Effect.fnUntraced(function* (asked) {
    const { title, most = 100 } = asked
    const found = yield* (yield* Records).list(Leaflets, title === undefined ? {} : { title }, {
      limit: most
    })
    return { count: found.length, asked }
  })
})

const Sneak = Operation.make("sneak", {
  input: Schema.Struct({}),
  output: Schema.Void,
  access: Access.everyone,
  safe: true,
  run: () => Effect.flatMap(Records, (records) => records.create(Leaflets, { title: "sneaked" }))
})

const operations = Operations.make(Print, Count, Sneak)
const opened = () => {
  const { ask } = wire({ operations, problems: { TooDear: 402 } })
  const call = (name: string, body: unknown = {}, as = ann) => ask("POST", `/rpc/${name}`, { body, as })
  const titles = async () => (await ask("GET", "/leaflets?select=title")).json
  return { ask, call, titles }
}

describe("an operation's address", () => {
  test("is none where the option names no such operation", async () => {
    problem(await wire().ask("POST", "/rpc/print", { body: {} }), 404, "route-not-found")
    const { ask, call } = opened()
    for (const name of ["prints", "", "constructor", "print/x", "__proto__"])
      problem(await call(name), 404, "route-not-found")
    problem(await ask("POST", "/rpc", { body: {} }), 404, "route-not-found")
  })

  test("has POST, and GET where it is safe", async () => {
    const { ask, call } = opened()
    assert.strictEqual((await ask("OPTIONS", "/rpc/print")).header("allow"), "POST, OPTIONS")
    assert.strictEqual((await ask("OPTIONS", "/rpc/count")).header("allow"), "GET, HEAD, POST, OPTIONS")
    problem(await ask("GET", "/rpc/print", { as: ann }), 405, "method-not-allowed")
    problem(await ask("DELETE", "/rpc/count"), 405, "method-not-allowed")
    const posted = expectStatus(await call("count"), 200)
    assert.deepStrictEqual(posted.json, { count: 0, asked: {} })
    assert.strictEqual(posted.header("cache-control"), "no-store")
    const read = expectStatus(await ask("GET", "/rpc/count"), 200)
    assert.strictEqual(read.header("cache-control"), "private, no-cache")
    assert.strictEqual(expectStatus(await ask("HEAD", "/rpc/count"), 200).body, "")
  })
})

describe("an operation's input", () => {
  test("is looked at for nobody who may not call it", async () => {
    const { ask } = opened()
    const told = problem(await ask("POST", "/rpc/print", { body: { no: 1 } }), 401, "unauthenticated")
    assert.isUndefined(told.errors)
  })

  test("holds no text that no column could hold", async () => {
    const { call } = opened()
    for (const title of ["\u0000", "\ud800"]) {
      const told = problem(await call("print", { titles: [title] }), 422, "record-invalid")
      assert.strictEqual(told.errors[0].pointer, "#/titles/0")
    }
  })

  test("is a JSON object without anything that its schema does not take", async () => {
    const { ask, call } = opened()
    const told = problem(await call("print", { titles: ["", 1], no: 1 }), 422, "record-invalid")
    assert.deepStrictEqual(
      told.errors.map(({ pointer }: Readonly<Record<string, string>>) => pointer).toSorted(),
      ["#/no", "#/titles/0", "#/titles/1"]
    )
    assert.strictEqual(told.detail, "The body breaks 3 rules of print.")
    problem(await call("print", "{"), 400, "body-malformed")
    problem(await call("print", "[]"), 422, "body-not-an-object")
    problem(await ask("POST", "/rpc/print", { as: ann }), 400, "body-malformed")
    problem(await ask("POST", "/rpc/print?a=1", { as: ann, body: { titles: [] } }), 400, "query-invalid")
    const form = { "content-type": "application/x-www-form-urlencoded" }
    problem(await ask("POST", "/rpc/print", { as: ann, body: "a=1", headers: form }), 415)
    const headers = { "if-match": '"1"' }
    problem(
      await ask("POST", "/rpc/print", { as: ann, body: { titles: [] }, headers }),
      412,
      "condition-failed"
    )
  })

  test("keeps every digit, or is refused", async () => {
    const { call } = opened()
    const rounded = problem(await call("count", '{"most": 12345678901234567890}'), 422, "record-invalid")
    assert.deepStrictEqual(rounded.errors, [
      { pointer: "#/most", code: "type", detail: "must not be a number that a double would round" }
    ])
    problem(await call("count", '{"most": 1e400}'), 422, "record-invalid")
  })

  test("of GET is its query, each value as its type is written", async () => {
    const { ask } = opened()
    const read = expectStatus(await ask("GET", "/rpc/count?title=12&most=7&lent=false"), 200)
    assert.deepStrictEqual(read.json.asked, { title: "12", most: 7, lent: false })
    const told = problem(await ask("GET", "/rpc/count?most=x&lent=yes&no=1"), 400, "query-invalid")
    assert.deepStrictEqual(
      told.errors.map(({ parameter }: Readonly<Record<string, string>>) => parameter).toSorted(),
      ["lent", "most", "no"]
    )
    problem(await ask("GET", "/rpc/count?most=1&most=1"), 400, "query-invalid")
  })
})

describe("an operation", () => {
  test("writes in its caller's name, and answers what it answers", async () => {
    const { ask, call } = opened()
    assert.deepStrictEqual((await call("print", { titles: ["A", "B"] })).json, { printed: 2 })
    const { json } = await ask("GET", "/leaflets?select=title,subtitle,creator_uid&order=title")
    assert.deepStrictEqual(
      json,
      ["A", "B"].map((title) => ({ title, subtitle: "ann", creator_uid: "ann" }))
    )
  })

  test.each([
    ["own", 402, "too-dear"],
    ["conflict", 409, "conflict"],
    ["anonymous", 401, "unauthenticated"],
    ["absent", 404, "record-not-found"],
    ["invalid", 422, "value-refused"],
    ["bug", 500, "defect"],
    ["output", 500, "defect"]
  ] as const)("that fails by %s is a %d, and leaves nothing", async (fail, status, code) => {
    const { call, titles } = opened()
    const answer = await call("print", { titles: ["A"], fail })
    assert.isUndefined(problem(answer, status, code).errors)
    assert.notInclude(answer.body, "secret")
    assert.notInclude(answer.body, "isbn")
    assert.deepStrictEqual(await titles(), [])
  })

  test("that says it is safe writes nothing, whatever it does", async () => {
    const { ask, call, titles } = opened()
    problem(await ask("GET", "/rpc/sneak"), 500, "defect")
    problem(await call("sneak"), 500, "defect")
    assert.deepStrictEqual(await titles(), [])
  })
})
