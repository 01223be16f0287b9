// @effect-diagnostics asyncFunction:off
/** `Idempotency-Key` on this wire: writes and calls happen once. */
import { Caller } from "@pgcrest/core"
import { Postgrest } from "@pgcrest/postgrest"
import { Operations } from "@pgcrest/rest"
import { assert, beforeEach, describe, test } from "vitest"
import { type Ask, asking, options, type Sketch, type Told } from "./ask.ts"
import { Library, operations } from "./clients/api.ts"

const ann = Caller.user("ann", { requestId: "r-1" })
let ask: Ask
let last = 0

beforeEach(() => {
  ask = asking(
    Postgrest.make(Library, {
      ...options,
      problems: { TitleForbidden: 422, TooFewTags: 422 },
      operations: Operations.make(...operations)
    })
  )
})

const under = (key: string, { headers, ...sketch }: Sketch = {}): Sketch => ({
  as: ann,
  ...sketch,
  headers: { ...headers, "idempotency-key": key }
})
const told = ({ body, headers, status }: Told) => ({
  status,
  body,
  headers: headers.filter(([name]) => name !== "idempotency-replayed")
})

/** Asks twice under a new key. */
const twice = async (line: string, status: number, sketch?: Sketch): Promise<Told> => {
  const key = under(`k${++last}`, sketch)
  const first = await ask(line, key)
  assert.strictEqual(first.status, status, String(first.body))
  assert.isNull(first.header("idempotency-replayed"))
  const second = await ask(line, key)
  assert.strictEqual(second.header("idempotency-replayed"), "true", line)
  assert.deepStrictEqual(told(second), told(first))
  return second
}
const shown = { prefer: "return=representation" }

describe("an idempotency key", () => {
  test("makes each kind of write happen once, and answers as it did", async () => {
    await twice("POST /tags", 201, { body: [{ name: "a" }, { name: "b" }], headers: shown })
    await twice("POST /tags?select=name&order=name.desc", 201, {
      body: [{ name: "c" }, { name: "d" }],
      headers: shown
    })
    await twice("POST /tags", 201, { body: { name: "e" } })
    await twice("PATCH /tags?name=eq.e", 200, { body: { name: "f" }, headers: shown })
    const object = { ...shown, accept: "application/vnd.pgrst.object+json" }
    await twice("PATCH /tags?name=eq.f", 200, { body: { name: "g" }, headers: object })
    await twice("DELETE /tags?name=eq.g", 204)
    assert.lengthOf((await ask("GET /tags", { as: ann })).json() as ReadonlyArray<unknown>, 4)
  })

  test("keeps the key of what writes nothing, and refuses another write under it", async () => {
    await twice("POST /tags", 201, { body: [], headers: shown })
    await twice("PATCH /tags?name=eq.x", 200, { body: {}, headers: shown })
    await ask("POST /tags", under("k", { body: [] }))
    assert.strictEqual((await ask("POST /tags", under("k", { body: [{ name: "a" }] }))).status, 422)
    assert.deepStrictEqual((await ask("GET /tags", { as: ann })).json(), [])
  })

  test("refuses another request under the key, and what is no key", async () => {
    await ask("POST /tags", under("k", { body: { name: "a" } }))
    const other = await ask("POST /tags", under("k", { body: { name: "b" } }))
    assert.strictEqual(other.status, 422)
    assert.deepInclude<unknown>(other.json(), { code: "PGCREST_KeyReused" })
    const none = await ask("POST /tags", under('"open', { body: { name: "b" } }))
    assert.strictEqual(none.status, 400)
    assert.deepInclude<unknown>(none.json(), { code: "PGCREST_HeaderInvalid" })
    assert.strictEqual((await ask("GET /tags", under('"open'))).status, 200)
  })

  test("makes a call happen once", async () => {
    await twice("POST /rpc/tag", 200, { body: { names: ["x", "y"] } })
    assert.strictEqual((await ask("POST /rpc/add", under('"open', { body: { a: 1, b: 2 } }))).status, 200)
  })

  test("keeps nothing of what is tried", async () => {
    const tried = { body: { name: "a" }, headers: { prefer: "tx=rollback" } }
    assert.strictEqual((await ask("POST /tags", under("k", tried))).status, 201)
    const kept = await ask("POST /tags", under("k", { body: { name: "a" } }))
    assert.deepInclude(kept, { status: 201 })
    assert.isNull(kept.header("idempotency-replayed"))
  })

  test("tells a deadline that is over as a write that may be running", () => {
    const wire = Postgrest.make(Library, options)
    const head = {
      method: "POST",
      path: ["tags"],
      prefix: "",
      headers: new Map([["idempotency-key", ["k"]]])
    }
    const over = { _tag: "DeadlineExceeded", detail: "The time is over." } as const
    const response = wire.refuse(head, "r-1", over)
    assert.strictEqual(response.status, 409)
    assert.deepInclude(response.headers, ["retry-after", "1"])
    assert.strictEqual(wire.refuse({ ...head, headers: new Map() }, "r-1", over).status, 504)
  })

  test("tells a deadline that is over as such to who reads, and to who tries", () => {
    const wire = Postgrest.make(Library, {
      ...options,
      problems: { TitleForbidden: 422, TooFewTags: 422 },
      operations: Operations.make(...operations)
    })
    const over = { _tag: "DeadlineExceeded", detail: "The time is over." } as const
    const statusOf = (path: ReadonlyArray<string>, prefer: string) =>
      wire.refuse(
        {
          method: "POST",
          path,
          prefix: "",
          headers: new Map([
            ["idempotency-key", ["k"]],
            ["prefer", [prefer]]
          ])
        },
        "r-1",
        over
      ).status
    const asked = [
      statusOf(["rpc", "add"], ""),
      statusOf(["tags"], "tx=rollback"),
      statusOf(["rpc", "tag"], ""),
      statusOf(["tags"], "tx=commit")
    ]
    assert.deepStrictEqual(asked, [504, 504, 409, 409])
  })
})
