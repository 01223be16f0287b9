// @effect-diagnostics asyncFunction:off
/** `npx -y pnpm@12 dev` as a newcomer meets it: README's curls, and a record's life by two users, in both event versions. */
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { type Dev, samplesOf, start, stop, typed } from "./devServer.ts"
import { curls } from "./readme.ts"

describe.each(["rest", "http2"])("with %s events", (source) => {
  let url = ""
  let page = ""
  let dev: Dev | undefined
  beforeAll(async () => {
    dev = await start([source])
    page = dev.page
    url = new URL(page).origin
  }, 120_000)
  afterAll(() => (dev === undefined ? undefined : stop(dev.process)))

  const send = async (
    method: string,
    path: string,
    as?: string,
    body?: unknown,
    headers: Record<string, string> = {}
  ) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) }
  }

  it("prints where a page for browsers is, whose requests the api answers", async () => {
    const html = await (await fetch(page, { headers: { accept: "text/html" } })).text()
    const targets = [...html.matchAll(/data-target="([^"]*)"\s+data-as/gu)].map(([, target = ""]) => target)
    assert.lengthOf(targets, 3)
    for (const target of targets.slice(0, 2)) {
      const response = await fetch(url + target.replaceAll("&#38;", "&"))
      assert.strictEqual(response.status, 200, target)
      assert.isAbove(((await response.json()) as ReadonlyArray<unknown>).length, 2)
    }
  })

  it("answers README's curls as README says", async () => {
    assert.isAbove(curls.length, 2)
    for (const { method, target, headers, body, answer } of curls) {
      const response = await fetch(`${url}${target}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body })
      })
      assert.match(await response.text(), answer)
    }
  })

  it("prints a line for each page of the documentation, which a shell takes as it is, and shows it to browsers", async () => {
    assert.deepStrictEqual(await answersOf(dev), [
      [200, "application/json"],
      [200, "application/json"],
      [201, "application/json"],
      [201, "application/json"],
      [201, "application/json"],
      [200, "application/json"],
      [200, "application/json"],
      [200, "text/csv"],
      [200, "application/x-ndjson"],
      [201, "application/json"],
      [201, "application/json"],
      [200, "application/json"],
      [200, "application/json"],
      [200, "application/json"],
      [200, "application/json"],
      [200, "application/json"]
    ])
    const html = await (await fetch(page, { headers: { accept: "text/html" } })).text()
    assert.include(html, `<pre>curl &#39;${url}/books?`)
    assert.include(html, "renew_all")
  })

  it("takes a record through its life, with the audit right for two users", async () => {
    const authors = await send("GET", "/authors?limit=1&select=uid")
    const isbn = source === "rest" ? "9791234567896" : "9791234567889"
    const created = await send("POST", "/books", "importer", {
      title: "A Life",
      isbn,
      author_uid: authors.body[0].uid
    })
    assert.strictEqual(created.status, 201)
    const path = created.headers.get("location") ?? ""
    // A REST API's own domain has the stage in its paths.
    assert.strictEqual(path, `${source === "rest" ? "/dev" : ""}/books/${created.body.uid}`)
    const stale = created.headers.get("etag") ?? ""

    const read = await send("GET", path)
    assert.deepStrictEqual(read.body, created.body)
    const listed = await send("GET", `/books?isbn=eq.${isbn}`)
    assert.deepStrictEqual(listed.body, [created.body])

    const patched = await send("PATCH", path, "ines", { price: 9.5 }, { "if-match": stale })
    assert.strictEqual(patched.status, 200)
    assert.deepInclude(patched.body, {
      version: 2,
      creator_uid: "client:importer",
      last_updater_uid: "librarian-ines"
    })
    const late = await send("PATCH", path, "importer", { price: 1 }, { "if-match": stale })
    assert.strictEqual(late.status, 412)

    assert.strictEqual((await send("DELETE", path, "bob")).status, 403)
    assert.strictEqual((await send("DELETE", path, "importer")).status, 204)
    assert.strictEqual((await send("GET", path)).status, 404)
    const history = await send("GET", `${path}/history`, "ann")
    assert.deepStrictEqual(
      history.body.map(({ version, operation, actor }: Record<string, unknown>) => [
        version,
        operation,
        actor
      ]),
      [
        [3, "delete", "client:importer"],
        [2, "update", "librarian-ines"],
        [1, "create", "client:importer"]
      ]
    )
  })
})

describe("with --postgrest", () => {
  let dev: Dev | undefined
  beforeAll(async () => {
    dev = await start(["--postgrest"])
  }, 120_000)
  afterAll(() => (dev === undefined ? undefined : stop(dev.process)))

  it("prints the same lines, and of PostgREST's wire", async () => {
    const answers = await answersOf(dev)
    assert.lengthOf(answers, 18)
    assert.deepStrictEqual(answers.slice(5, 8), [
      [200, "application/json"],
      [200, "application/json"],
      [200, "text/csv"]
    ])
    assert.deepStrictEqual(answers.slice(16), [
      [200, "text/csv"],
      [201, "application/json"]
    ])
  })
})

/** Status and type of the answer to each line that it says to try. */
async function answersOf(dev: Dev | undefined): Promise<ReadonlyArray<readonly [number, string]>> {
  const answers: Array<readonly [number, string]> = []
  for (const line of dev === undefined ? [] : samplesOf(dev)) {
    const told = await typed(line.replace("curl ", `curl -s -o /dev/null -w '%{http_code} %{content_type}' `))
    const [, status = "", type = ""] = /^(\d+) ([^;]*)/u.exec(told) ?? []
    answers.push([Number(status), type])
  }
  return answers
}
