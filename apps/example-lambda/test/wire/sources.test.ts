// @effect-diagnostics asyncFunction:off
/** Whatever stands before the Lambda, a client gets the same answer. */
import type { EventSource } from "@pgcrest/dev"
import { assert, describe, test } from "vitest"
import { type Answer, uid, type Wire, wire, type WireOptions } from "./wire.ts"

const item = `/leaflets/${uid(1)}`
const merge = { "content-type": "application/merge-patch+json" }
const operations = { "content-type": "application/json-patch+json" }
const [past, future] = ["Wed, 25 Nov 2020 08:30:00 GMT", "Friday, 25-Nov-72 08:30:00 GMT"]
const unmodified = (date: string) => ({ "if-unmodified-since": date })
const match = (tag: string) => ({ "if-match": tag })

type Ask = Parameters<Wire["ask"]>
const calls: ReadonlyArray<readonly [name: string, status: number, ...call: Ask]> = [
  ["1: unknown method", 501, "FOO", "/leaflets"],
  ["2: no rule", 405, "DELETE", `/posters/${uid(1)}`],
  ["3: HEAD", 200, "HEAD", item],
  ["4: HEAD absent", 404, "HEAD", `/leaflets/${uid(2)}`],
  ["5: OPTIONS", 204, "OPTIONS", "/leaflets"],
  ["6: OPTIONS of a record", 204, "OPTIONS", item],
  ["7: POST", 201, "POST", "/leaflets", { body: { title: "B" } }],
  [
    "8: POST minimal",
    201,
    "POST",
    "/leaflets",
    { body: { title: "B" }, headers: { prefer: "return=minimal" } }
  ],
  ["11: PUT new", 201, "PUT", `/leaflets/${uid(2)}`, { body: { title: "B" } }],
  ["12: PUT again", 200, "PUT", item, { body: { title: "B" } }],
  ["13: PUT of another uid", 422, "PUT", item, { body: { title: "B", uid: uid(2) } }],
  ["19: PATCH", 200, "PATCH", item, { body: { title: "B" }, headers: match('"1"') }],
  ["20: PATCH, old tag", 412, "PATCH", item, { body: { title: "B" }, headers: match('"7"') }],
  ["22: PATCH, weak tag", 412, "PATCH", item, { body: { title: "B" }, headers: match('W/"1"') }],
  ["23: PATCH, no tag", 400, "PATCH", item, { body: { title: "B" }, headers: match("1") }],
  ["24: PATCH, tags in lines", 200, "PATCH", item, { body: { title: "B" }, headers: match('"a,b", "1"') }],
  ["31: PATCH, old date", 412, "PATCH", item, { body: { title: "B" }, headers: unmodified(past) }],
  ["32: PATCH, no date", 200, "PATCH", item, { body: { title: "B" }, headers: unmodified("rubbish") }],
  ["39: GET, late date", 304, "GET", item, { headers: { "if-modified-since": future } }],
  ["29: DELETE, no condition", 428, "DELETE", `/ledgers/${uid(1)}`],
  ["40: DELETE", 204, "DELETE", item],
  ["42: merge patch", 200, "PATCH", item, { body: '{"pages":null,"meta":{"k":"λ"}}', headers: merge }],
  ["44: merge patch, no object", 422, "PATCH", item, { body: "[1]", headers: merge }],
  ["45: JSON Patch", 200, "PATCH", item, { body: '[{"op":"remove","path":"/pages"}]', headers: operations }],
  [
    "45: JSON Patch, absent",
    409,
    "PATCH",
    item,
    { body: '[{"op":"remove","path":"/meta/a"}]', headers: operations }
  ],
  [
    "46: JSON Patch, no operation",
    400,
    "PATCH",
    item,
    { body: '[{"op":"foo","path":"/a"}]', headers: operations }
  ],
  [
    "49: form",
    415,
    "POST",
    "/leaflets",
    { body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } }
  ],
  [
    "52: gzip",
    415,
    "POST",
    "/leaflets",
    { body: new Uint8Array([31, 139]), headers: { "content-encoding": "gzip" } }
  ],
  ["53: no type", 201, "POST", "/leaflets", { body: '{"title":"λ"}' }],
  ["55: Accept", 406, "GET", "/leaflets", { headers: { accept: "text/html" } }],
  ["59: strict", 400, "GET", "/leaflets", { headers: { prefer: "foo, handling=strict" } }],
  ["67: page", 200, "GET", "/leaflets?limit=1&select=title", { headers: { prefer: "count=exact" } }],
  ["75: no rule for nobody", 401, "POST", "/books", { body: "{" }],
  ["77: name twice", 400, "POST", "/leaflets", { body: '{"title":"A","title":"B"}' }],
  ["78: digits", 201, "POST", "/leaflets", { body: '{"title":"A","price":12345678901234567890.12}' }],
  ["79: surrogate", 422, "POST", "/leaflets", { body: '{"title":"\\ud800"}' }],
  ["81: __proto__", 422, "POST", "/leaflets", { body: '{"title":"A","__proto__":{}}' }],
  ["82: //", 404, "GET", "//leaflets"],
  ["82: slash", 404, "GET", "/leaflets/a%2Fb"],
  ["83: no uuid", 404, "GET", "/leaflets/not-a-uuid"],
  ["84: plus", 400, "GET", "/leaflets?bought_at=gt.2026-01-01T00:00:00+02:00"],
  ["84: escaped", 200, "GET", "/leaflets?title=ilike.*%41*&order=title.desc&select=title"]
]

const sources: ReadonlyArray<readonly [name: string, options: WireOptions]> = [
  ["rest", { source: "rest" }],
  ["http1", { source: "http1" }],
  ["rest with binary media types", { source: "rest", event: { binary: true } }],
  ["url", { source: "url" }],
  ["alb", { source: "alb" }],
  ["alb with multi-value headers", { source: "alb", event: { multiValue: true } }]
]

/** The same call at an equal store; a REST API stands behind its stage, which links keep. */
const asked = async (options: WireOptions, call: Ask): Promise<unknown> => {
  const { ask } = wire({ cors: { origins: ["https://a.example"] }, ...options })
  await ask("PUT", item, { body: { title: "A", pages: 3 } })
  return comparable(await ask(...call), options.source)
}

const comparable = ({ status, headers, body }: Answer, source: EventSource | undefined) => {
  const plain = (text: string) =>
    text
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]+/g, "UID")
      .replaceAll(/20\d\d-\d\d-\d\dT[\d:.]+Z/g, "INSTANT")
      .replaceAll(/\w{3}, \d\d \w{3} 20\d\d [\d:]{8} GMT/g, "DATE")
      .replaceAll(/iam:\d+:role\/local/g, "null")
  const sent = [...headers].map(([name, value]): [string, string] => [
    name,
    plain(source === "rest" && name.endsWith("location") ? value.replace("/dev/", "/") : value)
  ])
  return { status, headers: Object.fromEntries(sent), body: plain(body) }
}

for (const [name, options] of sources) {
  describe(`${name} answers as http2 does`, () => {
    for (const [name, status, ...call] of calls) {
      test(name, async () => {
        const expected = await asked({}, call)
        assert.propertyVal(expected, "status", status)
        assert.deepStrictEqual(await asked(options, call), expected)
      })
    }
  })
}

describe("9: Location starts with what stands before the route", () => {
  const mapped = { basePath: "/v1", event: { domainName: "api.example.com" } }
  test.each<readonly [name: string, options: WireOptions, asked: string, prefix: string]>([
    ["http2 with a stage", { source: "http2", event: { stage: "prod" } }, "", "/prod"],
    ["http2 with a base path", { source: "http2", ...mapped }, "/v1", "/v1"],
    ["rest with a stage", { source: "rest", event: { stage: "prod" } }, "", "/prod"],
    ["http1 with a stage", { source: "http1", event: { stage: "prod" } }, "", "/prod"],
    ["http1 with a base path", { source: "http1", ...mapped }, "/v1", "/v1"],
    ["rest with a base path", { source: "rest", ...mapped }, "/v1", "/v1"],
    ["url", { source: "url" }, "", ""],
    ["alb with a base path", { source: "alb", basePath: "/v1" }, "/v1", "/v1"]
  ])("%s", async (_name, options, before, prefix) => {
    const created = await wire(options).ask("POST", `${before}/leaflets`, { body: { title: "A" } })
    assert.strictEqual(created.header("location"), `${prefix}/leaflets/${created.json.uid}`)
    assert.strictEqual(created.header("content-location"), created.header("location"))
  })
})
