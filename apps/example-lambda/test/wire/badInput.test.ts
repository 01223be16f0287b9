// @effect-diagnostics asyncFunction:off
/** Input that is wrong: a 4xx problem that names what is wrong, and nothing written. */
import { GatewayEvent, type EventSource } from "@pgcrest/dev"
import { assert, describe, test } from "vitest"
import { expectStatus, problem, requestId, uid, type Wire, wire } from "./wire.ts"

const item = `/leaflets/${uid(1)}`
const post = (body: unknown, headers?: Readonly<Record<string, string>>) =>
  ["POST", "/leaflets", headers === undefined ? { body } : { body, headers }] as const
const patch = (headers: Readonly<Record<string, string>>) =>
  ["PATCH", item, { body: { title: "B" }, headers }] as const

type Ask = Parameters<Wire["ask"]>
const inputs: ReadonlyArray<readonly [name: string, status: number, names: RegExp, ...call: Ask]> = [
  ["wrong JSON", 400, /line 1, column 11: expected a value, found `}`/, ...post('{"title": }')],
  [
    "JSON of the wrong type",
    422,
    /"#\/title".*must be a string.*"#\/pages"/,
    ...post({ title: 1, pages: "x" })
  ],
  ["JSON that is no object", 422, /must be a JSON object/, ...post("null")],
  ["deep nesting", 400, /deeper than 64/, ...post(`{"title":"A","meta":${"[".repeat(70)}${"]".repeat(70)}}`)],
  ["a huge integer", 422, /"#\/pages".*2147483647/, ...post({ title: "A", pages: 2 ** 31 })],
  ["a number of a thousand digits", 422, /"#\/price"/, ...post(`{"title":"A","price":${"9".repeat(1000)}}`)],
  ["a huge number inside jsonb", 422, /"#\/meta\/a"/, ...post('{"title":"A","meta":{"a":1e999999999}}')],
  ["NUL in text", 422, /"#\/title".*U\+0000/, ...post({ title: "a\0b" })],
  ["NUL in a name inside jsonb", 422, /"#\/meta".*U\+0000/, ...post({ title: "A", meta: { "a\0": 1 } })],
  ["a lone surrogate", 422, /"#\/title".*surrogate/, ...post('{"title":"\\udc00"}')],
  [
    "unknown fields",
    422,
    /"#\/colour".*no field.*"#\/weight"/,
    ...post({ title: "A", colour: 1, weight: 2 })
  ],
  ["a uid that is no uuid", 404, /Nothing is at this address/, "PATCH", "/leaflets/1", { body: {} }],
  ["a path with %2F", 404, /Nothing is at this address/, "GET", "/leaflets%2F1"],
  ["//", 404, /Nothing is at this address/, "GET", `//leaflets//${uid(1)}`],
  ["..", 404, /Nothing is at this address/, "DELETE", `/posters/../leaflets/${uid(1)}`],
  ["an encoded ..", 404, /Nothing is at this address/, "DELETE", `/posters/%2e%2e${item}`],
  ["a bad percent escape in the query", 400, /query.*percent/, "GET", "/leaflets?title=eq.%f"],
  ["an escape that is no UTF-8", 400, /query.*UTF-8/, "GET", "/leaflets?title=eq.%ff"],
  ["a NUL in the query", 400, /query.*NUL/, "GET", "/leaflets?title=eq.%00"],
  ["select twice", 400, /"parameter":"select".*must come once/, "GET", "/leaflets?select=title&select=uid"],
  ["order twice", 400, /"parameter":"order"/, "GET", "/leaflets?order=title&order=uid"],
  [
    "an operator that does not exist",
    400,
    /"parameter":"title".*one of eq, neq/,
    "GET",
    "/leaflets?title=equals.A"
  ],
  ["no operator", 400, /\?field=eq\.value/, "GET", "/leaflets?title=A"],
  ["a parameter that does not exist", 400, /"nonsense"/, "GET", "/leaflets?nonsense=eq.1"],
  ["a parameter of a write", 400, /"title"/, "DELETE", `${item}?title=eq.A`],
  ["an operand of another type", 400, /"parameter":"pages"/, "GET", "/leaflets?pages=gt.x"],
  ["half a tree", 400, /"parameter":"or"/, "GET", "/leaflets?or=(title.eq.A"],
  ["a pattern that ends in a backslash", 400, /backslash/, "GET", "/leaflets?title=like.A%5C"],
  ["a list of 1,001", 400, /more than 1000/, "GET", `/leaflets?pages=in.(${"1,".repeat(1000)}1)`],
  ["a list of 10,000", 414, /8000 are taken/, "GET", `/leaflets?pages=in.(${"1,".repeat(9999)}1)`],
  ["a limit of -1", 400, /"parameter":"limit".*0 to 1000/, "GET", "/leaflets?limit=-1"],
  ["a limit above the largest", 400, /"parameter":"limit".*0 to 1000/, "GET", "/leaflets?limit=1001"],
  ["an offset that is none", 400, /"parameter":"offset"/, "GET", "/leaflets?offset=1e9"],
  ["a body of 7 MB", 413, /1048576 are taken/, ...post({ title: "x".repeat(7_000_000) })],
  ["If-Match garbage", 400, /"header":"if-match".*double quotes/, ...patch({ "if-match": '"3' })],
  ["If-Match in odd case", 412, /version/, ...patch({ "iF-mAtCh": '"7"' })],
  ["a type in odd case", 415, /text\/plain/, ...post("A", { "CONTENT-type": "TEXT/Plain" })]
]

// In payload 1.0 queries are decoded already, and what could not be is handed on as text.
const decodedBefore = new Set(["a bad percent escape in the query", "an escape that is no UTF-8"])

const sources: ReadonlyArray<EventSource> = ["http2", "http1", "rest", "url", "alb"]

const withLeaflet = async (source: EventSource) => {
  // Without this switch a load balancer hands on the last of several values only.
  const made = wire({ source, event: { multiValue: true } })
  await made.ask("PUT", item, { body: { title: "A" } })
  const state = async () => (await made.ask("GET", "/leaflets")).body
  return { ...made, state, before: await state() }
}

for (const source of sources) {
  describe(`bad input by ${source}`, () => {
    for (const [name, status, names, ...call] of inputs) {
      if ((source === "rest" || source === "http1") && decodedBefore.has(name)) continue
      test(`${name} answers ${status}`, async () => {
        const { ask, before, state } = await withLeaflet(source)
        const answer = await ask(...call)
        problem(answer, status)
        assert.match(answer.body, names)
        assert.strictEqual(await state(), before)
      })
    }

    test("base64 that is none answers 400", async () => {
      const { before, send, state } = await withLeaflet(source)
      const event = GatewayEvent.make(
        source,
        { method: "POST", path: "/leaflets", body: "{}" },
        { requestId }
      )
      for (const body of ["!", "e30", "e30=\n", "{}"]) {
        const answer = await send({ ...event, body, isBase64Encoded: true })
        assert.strictEqual(answer.status, 400)
        assert.include(answer.json.detail, "base64")
      }
      assert.strictEqual(await state(), before)
    })

    test("without a requestContext it is no request, and is not answered", async () => {
      const { before, send, state } = await withLeaflet(source)
      const { requestContext: _, ...event } = GatewayEvent.make(source, { method: "DELETE", path: item })
      for (const broken of [event, { ...event, requestContext: null }, {}, [], null, "event", 7]) {
        const refusal: unknown = await send(broken).catch((error: unknown) => error)
        assert.propertyVal(refusal, "name", "EventNotHttp")
      }
      assert.strictEqual(await state(), before)
    })
  })
}

test("a list of 10,000 answers 400 where the target may be that long", async () => {
  const { ask } = wire({ limits: { target: 100_000 } })
  const list = Array.from({ length: 10_000 }, (_, index) => index).join(",")
  problem(await ask("GET", `/leaflets?pages=in.(${list})`), 400, "query-invalid")
})

describe("audit fields from a client", () => {
  const forged = {
    title: "B",
    uid: uid(9),
    version: 99,
    created_at: "1999-01-01T00:00:00Z",
    last_updated_at: "1999-01-01T00:00:00Z",
    creator_uid: "eve",
    last_updater_uid: "eve",
    lent: 7
  }
  const strict = { prefer: "handling=strict" }
  const ann = { sub: "ann" }

  test("are ignored by POST and PATCH", async () => {
    const { ask } = wire()
    const created = expectStatus(await ask("POST", "/books", { body: forged, as: ann }), 201).json
    const audit = { version: 1, creator_uid: "ann", last_updater_uid: "ann", lent: 0 }
    assert.include(created, audit)
    assert.notInclude([created.uid, created.created_at, created.last_updated_at], forged.uid)
    assert.notInclude([created.created_at, created.last_updated_at], forged.created_at)
    const path = `/books/${created.uid}`
    const patched = expectStatus(
      await ask("PATCH", path, { body: { ...forged, title: "C" }, as: ann }),
      200
    ).json
    assert.include(patched, { ...audit, version: 2, uid: created.uid, created_at: created.created_at })
  })

  test("are ignored by PUT, a record that was read and sent back included", async () => {
    const { ask } = wire()
    const path = `/books/${uid(9)}`
    const created = expectStatus(await ask("PUT", path, { body: forged, as: ann }), 201).json
    assert.include(created, { uid: uid(9), version: 1, creator_uid: "ann", lent: 0 })
    const again = expectStatus(
      await ask("PUT", path, { body: { ...created, title: "C" }, as: ann }),
      200
    ).json
    assert.include(again, { version: 2, creator_uid: "ann", created_at: created.created_at })
  })

  test("are refused by name under handling=strict, and nothing is written", async () => {
    const { ask } = wire()
    const calls = [
      ["POST", "/books"],
      ["PUT", `/books/${uid(9)}`]
    ] as const
    for (const [method, path] of calls) {
      const refused = problem(await ask(method, path, { body: forged, headers: strict, as: ann }), 422)
      assert.deepStrictEqual(
        refused.errors.map(({ pointer }: { readonly pointer: string }) => pointer),
        Object.keys(forged)
          .filter((name) => name !== "title")
          .map((name) => `#/${name}`)
      )
    }
    assert.deepStrictEqual((await ask("GET", "/books")).json, [])
  })
})
