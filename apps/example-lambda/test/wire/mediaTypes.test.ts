// @effect-diagnostics asyncFunction:off
/** What answers are written as, and bodies of rows read from. */
import { Batch, Csv, GeoJson, Ndjson } from "@pgcrest/rest"
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Field, Resource } from "@pgcrest/core"
import { GatewayEvent } from "@pgcrest/dev"
import { assert, describe, test } from "vitest"
import { ann, answerOf, bob, expectStatus, problem, uid, wire } from "./wire.ts"

const object = "application/vnd.pgrst.object+json"
const accept = (type: string) => ({ headers: { accept: type } })

const withTwo = async (options: Parameters<typeof wire>[0] = {}) => {
  const made = wire(options)
  await made.ask("PUT", `/leaflets/${uid(1)}`, {
    body: { title: "A", price: 12.5, meta: { a: null, b: [null, { c: null }] } }
  })
  await made.ask("PUT", `/leaflets/${uid(2)}`, { body: { title: "B", pages: 7 } })
  return made
}

describe("one record alone", () => {
  test("is an object where the list holds one", async () => {
    const { ask } = await withTwo()
    const answer = expectStatus(await ask("GET", "/leaflets?title=eq.B&select=title", accept(object)), 200)
    assert.strictEqual(answer.header("content-type"), `${object}; charset=utf-8`)
    assert.deepStrictEqual(answer.json, { title: "B" })
  })

  test("answers 406 with how many there are where the list holds none, or several", async () => {
    const { ask } = await withTwo()
    const several = problem(await ask("GET", "/leaflets", accept(object)), 406, "not-acceptable")
    assert.include(several.detail, "2 records")
    const none = problem(await ask("GET", "/leaflets?title=eq.C", accept(object)), 406)
    assert.include(none.detail, "0 records")
    const counted = { headers: { accept: object, prefer: "count=exact" } }
    assert.include(problem(await ask("GET", "/leaflets?offset=5", counted), 406).detail, "2 records")
    expectStatus(await ask("GET", "/leaflets?limit=1", accept(object)), 200)
  })

  test("is what a record's own address has, and a write of one", async () => {
    const { ask } = await withTwo()
    assert.strictEqual((await ask("GET", `/leaflets/${uid(2)}`, accept(object))).json.title, "B")
    const made = expectStatus(
      await ask("POST", "/leaflets", { body: { title: "C" }, ...accept(object) }),
      201
    )
    assert.strictEqual(made.json.title, "C")
  })

  test("is refused of a write of many and of a history before anything is done", async () => {
    const { ask } = await withTwo()
    problem(await ask("POST", "/leaflets", { body: [{ title: "C" }], ...accept(object) }), 406)
    problem(await ask("PATCH", "/leaflets?title=eq.A", { body: { pages: 1 }, ...accept(object) }), 406)
    assert.lengthOf((await ask("GET", "/leaflets?or=(title.eq.C,pages.eq.1)")).json, 0)
    const made = expectStatus(await ask("POST", "/books", { body: { title: "A" }, as: ann }), 201)
    problem(await ask("GET", `/books/${made.json.uid}/history`, { ...accept(object), as: bob }), 406)
  })
})

describe("an array", () => {
  test("is of one record too", async () => {
    const { ask } = await withTwo()
    const type = "application/vnd.pgrst.array+json"
    const answer = expectStatus(await ask("GET", `/leaflets/${uid(2)}?select=title`, accept(type)), 200)
    assert.deepStrictEqual(answer.json, [{ title: "B" }])
    assert.lengthOf((await ask("GET", "/leaflets", accept(type))).json, 2)
  })
})

describe("nulls=stripped", () => {
  test.each(["application/json", "application/vnd.pgrst.array+json"])(
    "leaves null members out of %s at any depth, and keeps elements",
    async (type) => {
      const { ask } = await withTwo()
      const query = "/leaflets?select=title,price,pages,meta&order=title"
      const answer = expectStatus(await ask("GET", query, accept(`${type};nulls=stripped`)), 200)
      assert.strictEqual(answer.header("content-type"), `${type}; nulls=stripped; charset=utf-8`)
      assert.deepStrictEqual(answer.json, [
        { title: "A", price: 12.5, meta: { b: [null, {}] } },
        { title: "B", pages: 7 }
      ])
    }
  )

  test("is of one record alone too", async () => {
    const { ask } = await withTwo()
    const { json } = await ask(
      "GET",
      "/leaflets?title=eq.B&select=price,pages",
      accept(`${object};nulls=stripped`)
    )
    assert.deepStrictEqual(json, { pages: 7 })
  })
})

describe("ETag", () => {
  test("tells one way of writing a record from another, and is of the same version", async () => {
    const { ask } = await withTwo()
    const path = `/leaflets/${uid(2)}`
    const types = ["application/json", object, "application/json;nulls=stripped"]
    const tags = await Promise.all(
      types.map(async (type) => (await ask("GET", path, accept(type))).header("etag"))
    )
    assert.strictEqual(new Set(tags).size, types.length)
    for (const tag of tags) assert.match(tag ?? "", /^"1-/u)
    const known = { accept: object, "if-none-match": tags[1] ?? "" }
    expectStatus(await ask("GET", path, { headers: known }), 304)
    expectStatus(await ask("GET", path, { headers: { "if-none-match": tags[1] ?? "" } }), 200)
    expectStatus(
      await ask("PATCH", path, { body: { pages: 8 }, headers: { "if-match": tags[1] ?? "" } }),
      200
    )
  })
})

describe("CSV out", () => {
  const csv = { formats: [Csv.make()] }

  test("56: is answered where JSON is ruled out, and offered by name where nothing fits", async () => {
    const { ask } = await withTwo(csv)
    for (const type of ["application/json;q=0, text/csv", "application/json;q=0, */*"]) {
      const answer = expectStatus(await ask("GET", "/leaflets", accept(type)), 200)
      assert.strictEqual(answer.header("content-type"), "text/csv; charset=utf-8")
    }
    assert.include(problem(await ask("GET", "/leaflets", accept("image/png")), 406).detail, "text/csv")
    const without = await withTwo()
    problem(await without.ask("GET", "/leaflets", accept("text/csv")), 406)
  })

  test("has of a write the fields that select names", async () => {
    const { ask } = await withTwo(csv)
    for (const method of ["PUT", "PATCH"]) {
      const written = await ask(method, `/leaflets/${uid(1)}?select=pages,title`, {
        body: { title: "C", pages: 3 },
        ...accept("text/csv")
      })
      assert.strictEqual(expectStatus(written, 200).body.trimEnd(), "pages,title\r\n3,C")
    }
  })

  test("has a line for each record in the order that was asked for, as a file", async () => {
    const { ask } = await withTwo(csv)
    const path = "/leaflets?select=pages,name:title,price,meta&order=title"
    const answer = expectStatus(await ask("GET", path, accept("text/csv")), 200)
    assert.strictEqual(
      answer.body,
      'pages,name,price,meta\r\n,A,12.50,"{""a"":null,""b"":[null,{""c"":null}]}"\r\n7,B,,\r\n'
    )
    assert.strictEqual(answer.header("content-disposition"), 'attachment; filename="leaflets.csv"')
    assert.strictEqual(answer.header("content-range"), "items 0-1/2")
    assert.include(answer.header("vary") ?? "", "Accept")
    const page = expectStatus(await ask("GET", `${path}&limit=1`, accept("text/csv")), 200)
    assert.include(page.header("link") ?? "", 'rel="next"')
    assert.strictEqual(
      (await ask("GET", "/leaflets?title=eq.C&select=title", accept("text/csv"))).body,
      "title\r\n"
    )
  })

  test("is of one record, of a history and of what was written too", async () => {
    const { ask } = await withTwo(csv)
    const one = expectStatus(await ask("GET", `/leaflets/${uid(2)}?select=title`, accept("text/csv")), 200)
    assert.strictEqual(one.body, "title\r\nB\r\n")
    assert.notStrictEqual(
      one.header("etag"),
      (await ask("GET", `/leaflets/${uid(2)}?select=title`)).header("etag")
    )
    const made = await ask("POST", "/books", { body: { title: "A" }, as: ann, ...accept("text/csv") })
    assert.match(expectStatus(made, 201).body, /^uid,title,.*\r\n[\w-]+,A,/u)
    const path = `${made.header("location")}/history?select=version,operation`
    const history = expectStatus(await ask("GET", path, { ...accept("text/csv"), as: ann }), 200)
    assert.strictEqual(history.body, "version,operation\r\n1,create\r\n")
  })

  test("is of fields: where none is shown there is JSON alone", async () => {
    const { ask } = await withTwo(csv)
    const path = "/novels?select=chapters()"
    const told = problem(await ask("GET", path, { ...accept("text/csv"), as: ann }), 406)
    assert.include(told.detail, "needs a field to show")
    assert.strictEqual(expectStatus(await ask("GET", path, { as: ann }), 200).body, "[]")
    const headers = { accept: "text/csv", prefer: "return=minimal" }
    expectStatus(await ask("POST", "/books", { body: { title: "A" }, headers, as: ann }), 201)
  })

  test("is not part of a batch", async () => {
    const { ask } = wire({ ...csv, batch: Batch.make() })
    const part = { method: "GET", path: "/leaflets", headers: { accept: "text/csv" } }
    problem(await ask("POST", "/batch", { body: { requests: [part] } }), 406)
    const row = { method: "POST", path: "/leaflets", headers: { "content-type": "text/csv" }, body: {} }
    problem(await ask("POST", "/batch", { body: { requests: [row] } }), 415)
  })
})

describe("CSV in", () => {
  const csv = { formats: [Csv.make()] }
  const post = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const made = wire({ ...csv, limits: { rows: 3 } })
    const path = "/leaflets?select=title,price"
    const answer = await made.ask("POST", "/leaflets", {
      body,
      headers: { "content-type": "text/csv", ...headers }
    })
    return { answer, rows: (await made.ask("GET", path)).json, ask: made.ask }
  }

  test("makes a record of each line", async () => {
    const { answer, rows } = await post('title,price,meta\nA,1.50,\n"B, C",,"{""k"":[]}"\n')
    assert.lengthOf(expectStatus(answer, 201).json, 2)
    assert.deepStrictEqual(rows, [
      { title: "A", price: 1.5 },
      { title: "B, C", price: null }
    ])
  })

  test("writes over what is there where that is asked for", async () => {
    const { ask } = await post(`uid,title,pages\n${uid(1)},A,1\n`, { prefer: "resolution=merge-duplicates" })
    const headers = { "content-type": "text/csv", prefer: "resolution=merge-duplicates" }
    const body = `uid,title,pages\n${uid(1)},A,2\n${uid(2)},B,3\n`
    expectStatus(await ask("POST", "/leaflets", { body, headers }), 201)
    const { json } = await ask("GET", "/leaflets?select=pages,version&order=title")
    assert.deepStrictEqual(json, [
      { pages: 2, version: 2 },
      { pages: 3, version: 1 }
    ])
  })

  test("tells every fault by row and field, and writes nothing", async () => {
    const { answer, rows } = await post("title,price,pages\nA,cheap,1\n,1.555,x\n")
    const { errors } = problem(answer, 422, "record-invalid")
    const pointers = errors.map(({ pointer }: { readonly pointer: string }) => pointer)
    assert.sameMembers(pointers, ["#/0/price", "#/1/title", "#/1/price", "#/1/pages"])
    assert.deepStrictEqual(rows, [])
  })

  test("answers 400 to what is no CSV and 413 to too many lines", async () => {
    problem((await post('title\n"A')).answer, 400, "body-malformed")
    problem((await post("title,meta\nA,{")).answer, 400, "body-malformed")
    problem((await post("title\nA\nB\nC\nD")).answer, 413, "body-too-large")
  })

  test("is taken by a POST of a collection alone, which says so", async () => {
    const { ask } = wire(csv)
    const options = expectStatus(await ask("OPTIONS", "/leaflets"), 204)
    assert.strictEqual(options.header("accept-post"), "application/json, text/csv")
    const body = "title\nA"
    const headers = { "content-type": "text/csv" }
    problem(await ask("PUT", `/leaflets/${uid(1)}`, { body, headers }), 415)
    problem(await ask("PATCH", "/leaflets?title=eq.A", { body, headers }), 415)
    problem(await wire().ask("POST", "/leaflets", { body, headers }), 415)
    const utf16 = { "content-type": "text/csv; charset=utf-16" }
    assert.include(problem(await ask("POST", "/leaflets", { body, headers: utf16 }), 415).detail, "utf-16")
  })

  test("takes back what was written", async () => {
    const { ask } = await withTwo(csv)
    const select = "/leaflets?select=title,subtitle,price,pages,meta&order=title"
    const { body } = await ask("GET", select, accept("text/csv"))
    const other = wire(csv)
    expectStatus(await other.ask("POST", "/leaflets", { body, headers: { "content-type": "text/csv" } }), 201)
    assert.deepStrictEqual((await other.ask("GET", select)).json, (await ask("GET", select)).json)
  })
})

describe("NDJSON", () => {
  const ndjson = { formats: [Csv.make(), Ndjson.make()] }

  test.each(["application/x-ndjson", "application/ndjson", "application/jsonl"])(
    "%s is a record in each line",
    async (type) => {
      const { ask } = await withTwo(ndjson)
      const answer = expectStatus(
        await ask("GET", "/leaflets?select=title,price&order=title", accept(type)),
        200
      )
      assert.strictEqual(answer.header("content-type"), type)
      assert.strictEqual(answer.body, '{"title":"A","price":12.50}\n{"title":"B","price":null}\n')
      assert.isNull(answer.header("content-disposition"))
    }
  )

  test("is of a history too", async () => {
    const { ask } = wire(ndjson)
    const made = await ask("POST", "/books", { body: { title: "A" }, as: ann })
    const path = `${made.header("location")}/history?select=version,operation`
    const { body } = expectStatus(await ask("GET", path, { ...accept("application/x-ndjson"), as: ann }), 200)
    assert.strictEqual(body, '{"version":1,"operation":"create"}\n')
  })

  test("is read as rows, each fault by its row", async () => {
    const { ask } = wire(ndjson)
    const headers = { "content-type": "application/x-ndjson" }
    const body = '{"title":"A","price":12345678901234567890.12}\n{"title":"B"}\n'
    expectStatus(await ask("POST", "/leaflets", { body, headers }), 201)
    const found = await ask("GET", "/leaflets?select=price&order=title", accept("application/jsonl"))
    assert.include(found.body, "12345678901234567890.12")
    const faulty = await ask("POST", "/leaflets", { body: '{"title":"C"}\n{"title":""}', headers })
    assert.strictEqual(problem(faulty, 422).errors[0].pointer, "#/1/title")
    problem(await ask("POST", "/leaflets", { body: '{"title":"C"}\n{', headers }), 400, "body-malformed")
    assert.lengthOf((await ask("GET", "/leaflets")).json, 2)
  })
})

describe("GeoJSON", () => {
  const access = {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.everyone,
    delete: Access.everyone,
    history: Access.everyone
  }
  const place = Field.optional(Field.geometry)
  const Wells = Resource.make("wells", { fields: { name: Field.text, place }, access })
  const Paths = Resource.make("paths", { fields: { from: place, to: place }, access })
  const api = Api.make("maps", { resources: [Wells, Paths] })
  const handler = ApiGateway.handler(api, ResourceStoreMemory.layer, {
    formats: [GeoJson.make()],
    log: () => {}
  })
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { accept: method === "POST" ? "application/json" : "application/geo+json" }
    return answerOf(await handler(GatewayEvent.make("http2", { method, path, body, headers })))
  }
  const point = { type: "Point", coordinates: [4.5, 52] }

  test("is a FeatureCollection of records with one geometry", async () => {
    const { json } = await ask("POST", "/wells", { name: "A", place: point })
    for (const path of ["/wells?select=uid,name,place", `/wells/${json.uid}?select=uid,name,place`]) {
      const answer = expectStatus(await ask("GET", path), 200)
      assert.strictEqual(answer.header("content-type"), "application/geo+json")
      const feature = { type: "Feature", id: json.uid, geometry: point, properties: { name: "A" } }
      assert.deepStrictEqual(answer.json, { type: "FeatureCollection", features: [feature] })
    }
  })

  test("is a 406 of none or several, which select mends", async () => {
    await ask("POST", "/paths", { from: point, to: point })
    const several = expectStatus(await ask("GET", "/paths"), 406)
    assert.include(several.json.detail, "the answer has 2")
    expectStatus(await ask("GET", "/paths?select=uid,to"), 200)
    expectStatus(await ask("GET", "/wells?select=name"), 406)
    const { headers } = await ask("POST", "/wells", { name: "A" })
    expectStatus(await ask("GET", `${headers.get("location")}/history`), 406)
    // Where nobody reads the answer there is nothing that could not be written.
    expectStatus(await ask("DELETE", headers.get("location") ?? ""), 204)
  })
})
