// @effect-diagnostics asyncFunction:off
/** POST of a record with those of its relations in the body. */
import { assert, describe, test } from "vitest"
import { inMemory } from "./nested.ts"
import { ann, bob, expectStatus, problem, type Answer } from "./wire.ts"

const as = (user: typeof ann, body: unknown, headers: Readonly<Record<string, string>> = {}) => ({
  as: user,
  body,
  headers
})
const codes = (answer: Answer): ReadonlyArray<string> =>
  answer.json.errors.map(({ code, pointer }: { code: string; pointer: string }) => `${pointer} ${code}`)

describe("POST of a nest", () => {
  test("answers 201 with the record and what was nested, and where the record is", async () => {
    const ask = inMemory()
    const body = {
      note: "n",
      buyer: { name: "B" },
      lines: [{ qty: 1, article: { code: "a" } }, { qty: 2 }],
      labels: [{ name: "red" }]
    }
    const made = expectStatus(await ask("POST", "/orders", as(ann, body)), 201)
    const { uid, buyer, buyer_uid, lines, labels } = made.json
    assert.include(made.json, { note: "n", version: 1, creator_uid: "ann" })
    assert.include(buyer, { uid: buyer_uid, name: "B", version: 1 })
    assert.deepStrictEqual(
      lines
        .map(({ qty, order_uid, article }: Answer["json"]) => [qty, order_uid === uid, article?.code])
        .toSorted(),
      [
        [1, true, "a"],
        [2, true, undefined]
      ]
    )
    assert.include(labels[0], { name: "red" })
    assert.strictEqual(made.header("location"), `/orders/${uid}`)
    assert.isNull(made.header("content-location"))
    const alone = await ask("GET", `/orders/${uid}`)
    assert.strictEqual(made.header("etag"), alone.header("etag"))
    assert.deepStrictEqual((await ask("GET", "/marks")).json.length, 1)
  })

  test("shows nothing where nobody reads it, and honours what is preferred", async () => {
    const ask = inMemory()
    const minimal = await ask(
      "POST",
      "/orders",
      as(ann, { lines: [{ qty: 1 }] }, { prefer: "return=minimal" })
    )
    assert.strictEqual(expectStatus(minimal, 201).body, "")
    assert.strictEqual(minimal.header("preference-applied"), "return=minimal")
    const location = minimal.header("location") ?? ""
    assert.strictEqual(minimal.header("etag"), (await ask("GET", location)).header("etag"))
    assert.lengthOf((await ask("GET", `${location}?select=lines(qty)`)).json.lines, 1)
  })

  test("takes an array of nests, and answers them in their order", async () => {
    const ask = inMemory(undefined, { rows: 4 })
    const body = [{ note: "a", lines: [{ qty: 1 }, { qty: 2 }] }, { note: "b" }]
    const made = expectStatus(await ask("POST", "/orders", as(ann, body)), 201)
    assert.deepStrictEqual(
      made.json.map(({ note, lines }: Answer["json"]) => [note, lines.length]),
      [
        ["a", 2],
        ["b", 0]
      ]
    )
    for (const name of ["location", "content-location", "etag"]) assert.isNull(made.header(name))
    const silent = await ask("POST", "/orders", as(ann, body, { prefer: "return=minimal" }))
    assert.strictEqual(expectStatus(silent, 201).body, "")
    problem(await ask("POST", "/orders", as(ann, [...body, {}])), 413)
    const refused = await ask(
      "POST",
      "/orders",
      as(ann, [{ lines: [{ qty: 1 }] }, { lines: [{ qty: "x" }] }])
    )
    assert.deepStrictEqual(codes({ ...refused, json: problem(refused, 422) }), ["#/1/lines/0/qty type"])
    assert.lengthOf((await ask("GET", "/lines")).json, 4)
  })

  test("shows what select names instead, of one and of several", async () => {
    const ask = inMemory()
    const path = "/orders?select=note,lines(qty)"
    const body = { note: "a", lines: [{ qty: 1 }], labels: [{ name: "l" }] }
    const shown = { note: "a", lines: [{ qty: 1 }] }
    assert.deepStrictEqual(expectStatus(await ask("POST", path, as(ann, body)), 201).json, shown)
    assert.deepStrictEqual(expectStatus(await ask("POST", path, as(ann, [body, body])), 201).json, [
      shown,
      shown
    ])
    problem(await ask("POST", "/orders?select=nothing", as(ann, body)), 400, "query-invalid")
    assert.lengthOf((await ask("GET", "/labels")).json, 3)
  })

  test("takes null and [] for none", async () => {
    const ask = inMemory()
    const made = expectStatus(await ask("POST", "/orders", as(ann, { buyer: null, lines: [] })), 201)
    assert.isNull(made.json.buyer_uid)
    assert.lengthOf((await ask("GET", "/lines")).json, 0)
  })

  test("lists every fault of every record by its place, and writes nothing", async () => {
    const ask = inMemory()
    const body = {
      note: 5,
      buyer_uid: "x",
      buyer: { nme: "B" },
      checked: { name: "C" },
      lines: [{ qty: 1 }, { qty: "x", order_uid: "y", order: {} }, 3],
      labels: {},
      stranger: {}
    }
    const refused = await ask("POST", "/orders", as(ann, body))
    assert.sameMembers(
      [...codes({ ...refused, json: problem(refused, 422, "record-invalid") })],
      [
        "#/note type",
        "#/stranger unknown",
        "#/buyer_uid repeated",
        "#/buyer/nme unknown",
        "#/buyer/name required",
        "#/checked read-only",
        "#/lines/1/qty type",
        "#/lines/1/order_uid repeated",
        "#/lines/1/order repeated",
        "#/lines/2 type",
        "#/labels type"
      ]
    )
    for (const path of ["/orders", "/lines", "/buyers"])
      assert.lengthOf((await ask("GET", path, { as: ann })).json, 0)
  })

  test("tells the place of a value that another record has, and takes all back", async () => {
    const ask = inMemory()
    const line = { qty: 1, article: { code: "a" } }
    const refused = await ask("POST", "/orders", as(ann, { lines: [line, line] }))
    assert.deepStrictEqual(codes({ ...refused, json: problem(refused, 409, "conflict") }), [
      "#/lines/1/article/code taken"
    ])
    for (const path of ["/orders", "/lines", "/articles"]) assert.lengthOf((await ask("GET", path)).json, 0)
    const lost = await ask("POST", "/orders", as(ann, { lines: [{ qty: 1, article_id: 7 }] }))
    assert.deepStrictEqual(codes({ ...lost, json: problem(lost, 422, "reference-missing") }), [
      "#/lines/0/article_id reference"
    ])
  })

  test("asks for the rights of each record, as if it were sent alone", async () => {
    const ask = inMemory()
    problem(await ask("POST", "/orders", { body: { buyer: { name: "B" }, lines: 5 } }), 401)
    expectStatus(await ask("POST", "/orders", { body: { lines: [{ qty: 1 }] } }), 201)
    const made = expectStatus(await ask("POST", "/orders", as(bob, { buyer: { name: "B" } })), 201)
    assert.strictEqual(made.json.buyer.name, "B")
    assert.isNull((await ask("GET", `/orders/${made.json.uid}?select=buyer(name)`, { as: ann })).json.buyer)
  })

  test("is of new records alone: rows of what may be there, PUT and PATCH say so", async () => {
    const ask = inMemory()
    const nest = { lines: [{ qty: 1 }] }
    const merge = { prefer: "resolution=merge-duplicates" }
    const ignore = { prefer: "resolution=ignore-duplicates" }
    for (const [answer, pointer] of [
      [await ask("POST", "/orders", as(ann, [nest], merge)), "#/0/lines"],
      [await ask("POST", "/orders", as(ann, nest, ignore)), "#/0/lines"],
      [await ask("PUT", "/orders/019b0000-0000-7000-8000-000000000001", as(ann, nest)), "#/lines"],
      [await ask("PATCH", "/orders/019b0000-0000-7000-8000-000000000001", as(ann, nest)), "#/lines"]
    ] as const) {
      const [error] = problem(answer, 422, "record-invalid").errors
      assert.include(error, { pointer, code: "unknown" })
      assert.match(error.detail, /relation/u)
    }
  })

  test("is bounded in levels, relations and records", async () => {
    const ask = inMemory(undefined, { rows: 3, relationLevels: 1, relations: 1 })
    const made = (body: unknown) => ask("POST", "/orders", as(ann, body))
    expectStatus(await made({ lines: [{ qty: 1 }, { qty: 1 }] }), 201)
    problem(await made({ lines: [{ qty: 1 }, { qty: 1 }, { qty: 1 }] }), 413)
    const deep = await made({ lines: [{ qty: 1, article: { code: "a" } }] })
    assert.deepStrictEqual(codes({ ...deep, json: problem(deep, 422) }), ["#/lines/0/article too-deep"])
    const wide = await made({ lines: [], buyer: null })
    assert.deepStrictEqual(codes({ ...wide, json: problem(wide, 422) }), ["#/lines too-many"])
  })

  test("makes no record of a resource that the deployment does not serve", async () => {
    const ask = inMemory(["orders", "lines", "labels"])
    expectStatus(await ask("POST", "/orders", as(ann, { lines: [{ qty: 1 }] })), 201)
    const refused = await ask("POST", "/orders", as(ann, { buyer: { name: "B" }, labels: [{ name: "l" }] }))
    assert.sameMembers(
      [...codes({ ...refused, json: problem(refused, 422) })],
      ["#/buyer unknown", "#/labels unknown"]
    )
  })

  test("reads of a body the fields that the query names", async () => {
    const ask = inMemory()
    const made = await ask("POST", "/orders?columns=note", as(ann, { note: "n", lines: [{ qty: 1 }] }))
    assert.notProperty(expectStatus(made, 201).json, "lines")
    assert.lengthOf((await ask("GET", "/lines")).json, 0)
  })

  test("is a request of a batch like any other", async () => {
    const ask = inMemory()
    const requests = [
      { method: "POST", path: "/orders", body: { buyer: { name: "B" } } },
      { method: "POST", path: "/lines", body: { qty: 2, order_uid: "$0.uid" } },
      { method: "POST", path: "/orders", body: { buyer_uid: "$0.buyer.uid" } }
    ]
    const answers = expectStatus(await ask("POST", "/batch", as(ann, { requests })), 200).json
    assert.strictEqual(answers[2].body.buyer_uid, answers[0].body.buyer.uid)
    const broken = [requests[0], { method: "POST", path: "/orders", body: { lines: [{ qty: "x" }] } }]
    problem(await ask("POST", "/batch", as(ann, { requests: broken })), 422)
    assert.lengthOf((await ask("GET", "/orders")).json, 2)
  })
})
