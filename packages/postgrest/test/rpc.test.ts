// @effect-diagnostics asyncFunction:off
/** Functions: what is called how, and what comes back. */
import { Access, Caller, Operation } from "@pgcrest/core"
import { Postgrest } from "@pgcrest/postgrest"
import { Operations, Rollback } from "@pgcrest/rest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { assert, beforeEach, describe, test } from "vitest"
import { type Ask, asking, type Told } from "./ask.ts"
import { Library, operations } from "./clients/api.ts"

const ann = Caller.user("ann", { requestId: "r-1" })
const Pair = Schema.Struct({ a: Schema.NullOr(Schema.Int), b: Schema.String })
const pairs = Operation.make("pairs", {
  input: Schema.Struct({ count: Schema.Int }),
  output: Schema.Array(Pair),
  access: Access.everyone,
  safe: true,
  run: ({ count }) => Effect.succeed(Array.from({ length: count }, () => ({ a: null, b: "x" })))
})

let ask: Ask
beforeEach(() => {
  ask = asking(
    Postgrest.make(Library, {
      problems: { TitleForbidden: 422, TooFewTags: 422 },
      operations: Operations.make(...operations, pairs)
    })
  )
})

const refused = (told: Told, status: number, code: string): Told => {
  assert.strictEqual(told.status, status, String(told.body))
  assert.deepInclude<unknown>(told.json(), { code })
  return told
}

describe("a function", () => {
  test("tells by which methods it is called", async () => {
    assert.strictEqual((await ask("OPTIONS /rpc/add")).header("allow"), "OPTIONS,GET,HEAD,POST")
    assert.strictEqual((await ask("OPTIONS /rpc/tag")).header("allow"), "OPTIONS,POST")
    const read = refused(await ask("GET /rpc/tag?names=a"), 405, "PGRST101")
    assert.strictEqual(read.header("allow"), "OPTIONS,POST")
    refused(await ask("DELETE /rpc/add"), 405, "PGRST101")
  })

  test("takes its arguments from a body, or from the query where it writes nothing", async () => {
    const posted = await ask("POST /rpc/add", { body: { a: 1, b: 2 } })
    assert.deepInclude(posted, { status: 200, body: "3" })
    assert.strictEqual(posted.header("content-type"), "application/json; charset=utf-8")
    assert.strictEqual(posted.header("content-range"), "0-0/*")
    assert.strictEqual((await ask("GET /rpc/add?a=1&b=2&select=*")).body, "3")
    assert.strictEqual((await ask("POST /rpc/add?select=", { body: { a: 1, b: 2 } })).body, "3")
    refused(await ask("POST /rpc/add"), 404, "PGRST202")
    refused(await ask("POST /rpc/add", { body: [1, 2] }), 400, "PGRST102")
    refused(await ask("POST /rpc/add", { body: "{" }), 400, "PGRST102")
  })

  test("has no filters or pages on its result", async () => {
    for (const line of [
      "GET /rpc/add?a=1&b=2&limit=1",
      "GET /rpc/add?a=1&b=2&select=a",
      "POST /rpc/add?a=eq.1"
    ])
      refused(await ask(line, line.startsWith("P") ? { body: { a: 1, b: 2 } } : {}), 400, "PGRST127")
  })

  test("answers rows, or one of them, with or without nulls", async () => {
    const all = await ask("GET /rpc/pairs?count=2")
    assert.deepInclude(all, { body: '[{"a":null,"b":"x"},{"a":null,"b":"x"}]' })
    assert.strictEqual(all.header("content-range"), "0-1/*")
    assert.strictEqual((await ask("GET /rpc/pairs?count=0")).header("content-range"), "*/*")
    const object = { accept: "application/vnd.pgrst.object+json;nulls=stripped" }
    const one = await ask("GET /rpc/pairs?count=1", { headers: object })
    assert.deepInclude(one, { status: 200, body: '{"b":"x"}' })
    refused(await ask("GET /rpc/pairs?count=2", { headers: object }), 406, "PGRST116")
    assert.strictEqual((await ask("GET /rpc/add?a=1&b=2", { headers: object })).body, "3")
    refused(await ask("GET /rpc/pairs?count=1", { headers: { accept: "text/csv" } }), 406, "PGRST107")
  })

  test("is counted where that is preferred, as its clients read the number", async () => {
    const counted = { headers: { prefer: "count=exact" } }
    const rows = await ask("GET /rpc/pairs?count=2", counted)
    assert.strictEqual(rows.header("content-range"), "0-1/2")
    assert.strictEqual(rows.header("preference-applied"), "count=exact")
    assert.strictEqual((await ask("GET /rpc/pairs?count=0", counted)).header("content-range"), "*/0")
    assert.strictEqual((await ask("HEAD /rpc/add?a=1&b=2", counted)).header("content-range"), "0-0/1")
  })

  test("refuses preferences that there are not where it is asked for strictly", async () => {
    const strict = { headers: { prefer: "handling=strict, nope=1, tx=rollback" } }
    const told = refused(await ask("GET /rpc/add?a=1&b=2", strict), 400, "PGRST122")
    assert.deepInclude<unknown>(told.json(), { details: "Invalid preferences: nope=1, tx=rollback" })
    const lenient = await ask("GET /rpc/add?a=1&b=2", { headers: { prefer: "nope=1, tx=rollback" } })
    assert.strictEqual(lenient.status, 200)
  })

  test("is called by who may alone, whatever is sent", async () => {
    const barred = refused(await ask("POST /rpc/tag", { body: "{" }), 401, "42501")
    assert.deepInclude<unknown>(barred.json(), { message: "permission denied for function tag" })
    assert.strictEqual(
      (await ask("POST /rpc/tag", { body: { names: ["a"] }, as: ann })).body,
      '[{"name":"a"}]'
    )
    refused(await ask("POST /rpc/tag", { body: { names: [] }, as: ann }), 422, "TooFewTags")
    refused(await ask("POST /rpc/tag", { body: { names: ["a"] }, as: ann }), 409, "23505")
  })

  test("is undone where an option lets it be, unless the database commits it by itself", async () => {
    const alone = { ...pairs, name: "alone", safe: false, alone: true }
    const trying = asking(
      Postgrest.make(Library, {
        problems: { TitleForbidden: 422, TooFewTags: 422 },
        operations: Operations.make(...operations, alone),
        rollback: Rollback.make()
      })
    )
    const headers = { prefer: "tx=rollback" }
    const tag = { body: { names: ["a"] }, as: ann }
    const undone = await trying("POST /rpc/tag", { ...tag, headers })
    assert.deepInclude(undone, { status: 200, body: '[{"name":"a"}]' })
    assert.strictEqual(undone.header("preference-applied"), "tx=rollback")
    assert.strictEqual((await trying("GET /tags", { as: ann })).body, "[]")
    refused(await trying("POST /rpc/alone", { body: { count: 1 }, headers }), 400, "PGRST127")
    const read = await trying("POST /rpc/add", { body: { a: 1, b: 2 }, headers })
    assert.isNull(read.header("preference-applied"))
    // Without the option it is nobody's to say.
    assert.isNull((await ask("POST /rpc/tag", { ...tag, headers })).header("preference-applied"))
    assert.notStrictEqual((await ask("GET /tags", { as: ann })).body, "[]")
  })

  test("is of so many rows at most where it is asked for strictly, or nothing of it happened", async () => {
    const strict = (most: number) => ({ headers: { prefer: `handling=strict, max-affected=${most}` } })
    const tag = { body: { names: ["a", "b"] }, as: ann }
    const many = refused(await ask("POST /rpc/tag", { ...tag, ...strict(1) }), 400, "PGRST124")
    assert.deepInclude<unknown>(many.json(), { details: "The query affects 2 rows" })
    assert.strictEqual((await ask("GET /tags")).body, "[]")
    const few = await ask("POST /rpc/tag", { ...tag, ...strict(2) })
    assert.deepInclude(few, { status: 200, body: '[{"name":"a"},{"name":"b"}]' })
    assert.strictEqual(few.header("preference-applied"), "handling=strict, max-affected=2")
    refused(await ask("GET /rpc/pairs?count=2", strict(1)), 400, "PGRST124")
    refused(await ask("GET /rpc/add?a=1&b=2", strict(1)), 400, "PGRST128")
    const lenient = await ask("GET /rpc/pairs?count=2", { headers: { prefer: "max-affected=1" } })
    assert.strictEqual(lenient.status, 200)
    assert.isNull(lenient.header("preference-applied"))
  })

  test("is of so many rows at most nowhere the database commits by itself", async () => {
    const alone = { ...pairs, name: "alone", safe: false, alone: true }
    const committing = asking(
      Postgrest.make(Library, { problems: { TitleForbidden: 422 }, operations: Operations.make(alone) })
    )
    const headers = { prefer: "handling=strict, max-affected=1" }
    const told = refused(
      await committing("POST /rpc/alone", { body: { count: 1 }, headers }),
      400,
      "PGRST127"
    )
    assert.deepInclude<unknown>(told.json(), {
      details: '"max-affected" of a function that the database commits by itself'
    })
  })

  test("is of the one schema, and stands at its name alone", async () => {
    refused(await ask("GET /rpc/add?a=1&b=2", { headers: { "accept-profile": "other" } }), 406, "PGRST106")
    refused(await ask("POST /rpc/nope"), 404, "PGRST202")
    refused(await ask("POST /rpc"), 404, "PGRST202")
    refused(await ask("POST /rpc/add/x"), 404, "PGRST125")
    refused(await asking()("POST /rpc/add"), 404, "PGRST202")
  })
})
