// @effect-diagnostics asyncFunction:off
/** The form of a batch, and what its requests may say of earlier answers. */
import { Batch } from "@pgcrest/rest"
import { assert, describe, test } from "vitest"
import { directory } from "./people.ts"
import { ann, bob, expectStatus, problem, uid, wire } from "./wire.ts"

const batch = Batch.make()
const leaflet = (body: unknown, more: object = {}) => ({ method: "POST", path: "/leaflets", body, ...more })
const opened = (options: Parameters<typeof wire>[0] = {}) => {
  const { ask } = wire({ batch, ...options })
  return { ask, send: (requests: unknown, as = ann) => ask("POST", "/batch", { body: { requests }, as }) }
}

/** What an answer says of its faults: each place with the rule's code. */
const faultsOf = ({ json }: Awaited<ReturnType<ReturnType<typeof opened>["send"]>>) =>
  json.errors.map(({ pointer, code }: Readonly<Record<string, string>>) => [pointer, code])

describe("the address of batches", () => {
  test("is no address where the option does not name it", async () => {
    problem(await wire().ask("POST", "/batch", { body: { requests: [] } }), 404, "route-not-found")
  })

  test("has POST and OPTIONS, no query and nothing below it", async () => {
    const { ask } = opened()
    problem(await ask("GET", "/batch"), 405, "method-not-allowed")
    assert.strictEqual((await ask("DELETE", "/batch")).header("allow"), "POST, OPTIONS")
    const options = expectStatus(await ask("OPTIONS", "/batch"), 204)
    assert.strictEqual(options.header("accept-post"), "application/json")
    problem(await ask("POST", "/batch/x", { body: {} }), 404, "route-not-found")
    problem(await ask("POST", "/batch?x=1", { body: { requests: [] } }), 400, "query-invalid")
    problem(await ask("PURGE", "/batch"), 501, "method-unknown")
  })

  test("tells a browser of another origin what it tells of all others", async () => {
    const origin = "https://app.example"
    const { ask } = opened({ cors: { origins: [origin] } })
    const headers = { origin, "access-control-request-method": "POST" }
    const preflight = expectStatus(await ask("OPTIONS", "/batch", { headers }), 204)
    assert.strictEqual(preflight.header("access-control-allow-origin"), origin)
    const answer = await ask("POST", "/batch", { body: { requests: [] }, headers: { origin } })
    assert.strictEqual(answer.header("access-control-allow-origin"), origin)
  })

  test("takes JSON, and no condition of its own", async () => {
    const { ask } = opened()
    const send = (headers: Readonly<Record<string, string>>) =>
      ask("POST", "/batch", { body: JSON.stringify({ requests: [] }), headers })
    problem(await send({ "content-type": "text/plain" }), 415, "media-type-unsupported")
    problem(await send({ accept: "text/html" }), 406, "not-acceptable")
    for (const name of ["if-match", "if-none-match"])
      problem(await send({ "content-type": "application/json", [name]: '"1"' }), 400, "header-invalid")
    expectStatus(await send({ "content-type": "application/json" }), 200)
  })
})

describe("the form of a batch", () => {
  test("is an object with an array of requests: nothing answers nothing", async () => {
    const { ask, send } = opened()
    assert.strictEqual(expectStatus(await send([]), 200).body, "[]")
    for (const body of [[], {}, { requests: {} }, { requests: [], atomic: true }, null, "x"])
      problem(await ask("POST", "/batch", { body: JSON.stringify(body) }), 400, "body-malformed")
    problem(await ask("POST", "/batch", { body: '{"requests":[' }), 400, "body-malformed")
    problem(await ask("POST", "/batch"), 400, "body-malformed")
  })

  test("has so many requests at most as the limit says", async () => {
    const { send } = opened({ limits: { batch: 2 } })
    const get = { method: "GET", path: "/leaflets" }
    expectStatus(await send([get, get]), 200)
    const answer = await send([get, get, get])
    problem(answer, 400, "body-malformed")
    assert.deepStrictEqual(faultsOf(answer), [["#/requests", "too-many"]])
  })

  test("is judged whole before any of it runs, each fault by its place", async () => {
    const { ask, send } = opened()
    const answer = await send([
      leaflet({ title: "A" }),
      7,
      { method: "HEAD", path: "leaflets" },
      { method: "POST", path: "/batch", body: { requests: [] } },
      { method: "POST", path: "/rpc/x" },
      { method: "GET", path: "/%zz" },
      { method: "GET", path: "/" },
      { method: "GET" },
      { method: "get", path: "/leaflets", header: {} },
      leaflet({}, { headers: { Authorization: "Bearer x", a: 1, "b c": "", prefer: "", Prefer: "" } }),
      leaflet({}, { headers: { prefer: "a\r\nb" } }),
      leaflet({}, { headers: [] })
    ])
    problem(answer, 400, "body-malformed")
    assert.deepStrictEqual(faultsOf(answer), [
      ["#/requests/1", "type"],
      ["#/requests/2/method", "method"],
      ["#/requests/2/path", "path"],
      ["#/requests/3/path", "path"],
      ["#/requests/4/path", "path"],
      ["#/requests/5/path", "path"],
      ["#/requests/6/path", "path"],
      ["#/requests/7/path", "path"],
      ["#/requests/8/header", "unknown"],
      ["#/requests/8/method", "method"],
      ["#/requests/9/headers/Authorization", "header"],
      ["#/requests/9/headers/a", "header"],
      ["#/requests/9/headers/b%20c", "header"],
      ["#/requests/9/headers/Prefer", "header"],
      ["#/requests/10/headers/prefer", "header"],
      ["#/requests/11/headers", "type"]
    ])
    assert.deepStrictEqual((await ask("GET", "/leaflets")).json, [])
  })

  test("lets each request have the depth that it would have alone", async () => {
    const { send } = opened({ limits: { depth: 3 } })
    expectStatus(await send([leaflet({ title: "A", meta: { a: [1] } })]), 200)
    problem(await send([leaflet({ title: "A", meta: { a: [[1]] } })]), 400, "body-malformed")
  })

  test("lets the requests have the headers that they would have alone", async () => {
    const { send } = opened()
    const minimal = { headers: { Prefer: "return=minimal" } }
    const answer = expectStatus(await send([leaflet({ title: "A" }, minimal)]), 200)
    assert.isNull(answer.json[0].body)
    assert.strictEqual(answer.json[0].headers["preference-applied"], "return=minimal")
    const unmatched = await send([{ method: "PUT", path: `/ledgers/${uid(1)}`, body: { title: "A" } }])
    assert.strictEqual(problem(unmatched, 428, "condition-required").errors[0].header, "if-match")
    assert.strictEqual(unmatched.json.request, 0)
  })
})

describe("what a request says of an earlier answer", () => {
  test("stands in its body, a segment of its path, and behind the operators of its query", async () => {
    const { send } = opened()
    const answer = expectStatus(
      await send([
        leaflet({ title: "A", pages: 3, meta: { list: [1, { deep: "x" }] } }),
        leaflet({
          title: "$0.meta.list.1.deep",
          pages: "$0.pages",
          meta: { whole: ["$0.meta"], none: "$0.subtitle" }
        }),
        { method: "GET", path: "/leaflets/$1.uid?select=title" },
        { method: "GET", path: "/leaflets?uid=not.eq.$0.uid&limit=$0.pages&select=title" },
        leaflet({ title: "$3.0.title" })
      ]),
      200
    )
    const [first, second, read, list, last] = answer.json
    assert.deepStrictEqual(second.body.meta, { whole: [first.body.meta], none: null })
    assert.deepInclude(second.body, { title: "x", pages: 3 })
    assert.deepStrictEqual([read.body, list.body, last.body.title], [{ title: "x" }, [{ title: "x" }], "x"])
  })

  test("keeps every digit", async () => {
    const { ask } = opened()
    const digits = "1234567890123456789.05"
    const body = `{"requests":[
      {"method":"POST","path":"/leaflets","body":{"title":"A","meta":{"a":${digits}}}},
      {"method":"POST","path":"/leaflets","body":{"title":"B","meta":{"a":"$0.meta.a"}}}]}`
    const answer = expectStatus(await ask("POST", "/batch", { body, as: ann }), 200)
    assert.strictEqual(answer.body.split(`{"a":${digits}}`).length, 3)
  })

  test("is a text where two dollars begin it, and so is whatever an answer holds", async () => {
    const { send } = opened()
    const answer = expectStatus(
      await send([
        leaflet({ title: "$$0.uid", subtitle: "5 $" }),
        leaflet({ title: "$0.title" }),
        { method: "GET", path: "/leaflets?title=eq.$$0.uid&select=title" }
      ]),
      200
    )
    assert.deepInclude(answer.json[0].body, { title: "$0.uid", subtitle: "5 $" })
    assert.strictEqual(answer.json[1].body.title, "$0.uid")
    assert.lengthOf(answer.json[2].body, 2)
  })

  test("is refused before anything runs where it cannot be meant", async () => {
    const { ask, send } = opened()
    const answer = await send([
      leaflet({ title: "$0.uid" }),
      leaflet({ title: "A", meta: { a: ["$5.00", "$USD", "$", "$1", "$0."] } }),
      { method: "GET", path: "/leaflets/$2.uid" },
      { method: "GET", path: "/leaflets?title=eq.$x" },
      { method: "GET", path: "/$0.title" }
    ])
    problem(answer, 400, "body-malformed")
    assert.deepStrictEqual(faultsOf(answer), [
      ["#/requests/0/body/title", "reference"],
      ...[0, 1, 2, 3, 4].map((at) => [`#/requests/1/body/meta/a/${at}`, "reference"]),
      ["#/requests/2/path", "path"],
      ["#/requests/3/path", "path"],
      ["#/requests/4/path", "path"]
    ])
    assert.deepStrictEqual((await ask("GET", "/leaflets")).json, [])
  })

  test("is told a hundred times at most, however short the texts and long the names", async () => {
    const { send } = opened()
    const answer = await send([
      leaflet({ title: "A", meta: { ["n".repeat(10_000)]: Array(200_000).fill("$") } })
    ])
    assert.lengthOf(problem(answer, 400).errors, 100)
  })

  test("undoes all where it finds nothing, or no text for an address", async () => {
    const { ask, send } = opened()
    const minimal = leaflet({ title: "A" }, { headers: { prefer: "return=minimal" } })
    const cases: ReadonlyArray<readonly [object, object, string]> = [
      [minimal, leaflet({ title: "$0.uid" }), "#/requests/1/body/title"],
      [leaflet({ title: "A" }), leaflet({ title: "B", meta: ["$0.nothing"] }), "#/requests/1/body/meta/0"],
      [leaflet({ title: "A" }), leaflet({ title: "$0.constructor" }), "#/requests/1/body/title"],
      [leaflet({ title: "A" }), leaflet({ title: "$0.title.length" }), "#/requests/1/body/title"],
      [leaflet({ title: "A" }), { method: "GET", path: "/leaflets/$0.subtitle" }, "#/requests/1/path"],
      [leaflet({ title: "A" }), { method: "GET", path: "/leaflets/$0" }, "#/requests/1/path"]
    ]
    for (const [first, second, place] of cases) {
      const answer = await send([first, second])
      problem(answer, 400, "body-malformed")
      assert.deepStrictEqual(faultsOf(answer), [[place, "reference"]])
      assert.strictEqual(answer.json.request, 1)
    }
    assert.deepStrictEqual((await ask("GET", "/leaflets")).json, [])
  })

  test("makes no body larger than a batch may be", async () => {
    const { ask, send } = opened({ limits: { body: 20_000 } })
    const large = leaflet({ title: "A", meta: "x".repeat(1000) })
    const answer = await send([large, leaflet({ title: "B", meta: Array(100).fill("$0.meta") })])
    problem(answer, 400, "body-malformed")
    assert.deepStrictEqual(faultsOf(answer), [["#/requests/1/body", "too-large"]])
    assert.deepStrictEqual((await ask("GET", "/leaflets")).json, [])
    // Each by itself would do.
    const several = Array.from({ length: 9 }, () =>
      leaflet({ title: "B", meta: ["$0.meta", "$0.meta", "$0.meta"] })
    )
    problem(await send([large, ...several]), 400, "body-malformed")
    expectStatus(await send([large, ...several.slice(0, 5)]), 200)
  })
})

describe("the answer to a batch", () => {
  test("is refused, and nothing is done, where the answers together are too large", async () => {
    const { ask, send } = opened({ limits: { batchAnswer: 1500 } })
    const requests = Array.from({ length: 4 }, () => leaflet({ title: "A" }))
    const told = problem(await send(requests), 400, "answer-too-large")
    assert.isAbove(told.request, 1)
    assert.deepStrictEqual((await ask("GET", "/leaflets")).json, [])
    const minimal = requests.map((one) => ({ ...one, headers: { prefer: "return=minimal" } }))
    expectStatus(await send(minimal), 200)
  })

  test("has links as those of requests sent alone, behind a stage too", async () => {
    const { send } = opened({ event: { stage: "prod" } })
    const answer = expectStatus(await send([leaflet({ title: "A" })]), 200)
    assert.strictEqual(answer.json[0].headers.location, `/prod/leaflets/${answer.json[0].body.uid}`)
  })

  test("is the same for an unseen record as for an absent one", async () => {
    const { send } = opened()
    const made = await send([{ method: "POST", path: "/diaries", body: { title: "A" } }])
    const unseen = await send([{ method: "GET", path: `/diaries/${made.json[0].body.uid}` }], bob)
    const absent = await send([{ method: "GET", path: `/diaries/${uid(9)}` }], bob)
    assert.strictEqual(unseen.body, absent.body)
    assert.strictEqual(unseen.json.request, 0)
  })

  test("tells people where a read asks for them, and the log who could not be asked", async () => {
    const lines: Array<Readonly<Record<string, unknown>>> = []
    const { send } = opened({ people: { directory: directory() }, log: (line) => void lines.push(line) })
    const read = { method: "GET", path: "/leaflets/$0.uid?expand=creator&select=title" }
    const told = expectStatus(await send([leaflet({ title: "A" }), read]), 200).json[1]
    assert.strictEqual(told.headers["expand-applied"], "creator")
    assert.deepInclude(told.body.creator, { uid: "ann", status: "active" })
    const unknown = expectStatus(await send([leaflet({ title: "A" }), read], { sub: "eve" }), 200).json[1]
    assert.strictEqual(unknown.body.creator.status, "unavailable")
    assert.deepStrictEqual(
      lines.map(({ level, route, status }) => [level, route, status]),
      ["INFO", "WARN"].map((level) => [level, "/batch", 200])
    )
  })

  test("says nothing of a defect", async () => {
    const { send } = opened()
    const answer = await send([
      leaflet({ title: "A" }),
      { method: "POST", path: "/traps", body: { title: "A" } }
    ])
    problem(answer, 500, "defect")
    assert.notInclude(answer.body, "secret")
  })
})
