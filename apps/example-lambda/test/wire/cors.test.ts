// @effect-diagnostics asyncFunction:off
/** What browsers are told (Fetch, CORS protocol), and who is calling. */
import { assert, describe, test } from "vitest"
import { GatewayEvent } from "@pgcrest/dev"
import { ann, bob, expectStatus, problem, requestId, uid, wire } from "./wire.ts"

const origin = "https://app.example"
const cors = { origins: [origin] }
const asked = { "access-control-request-method": "PATCH", "access-control-request-headers": "authorization" }
const allowed = "access-control-allow-origin"

describe("CORS", () => {
  test("71: the preflight of a listed origin answers 204 with its echo and 7200 seconds", async () => {
    const { ask } = wire({ cors })
    for (const path of [`/diaries/${uid(1)}`, "/nothing/here"]) {
      const answer = expectStatus(await ask("OPTIONS", path, { headers: { origin, ...asked } }), 204)
      assert.strictEqual(answer.header(allowed), origin)
      assert.strictEqual(answer.header("access-control-max-age"), "7200")
      assert.include(answer.header("access-control-allow-methods") ?? "", "PATCH")
      assert.include(answer.header("access-control-allow-headers") ?? "", "authorization")
      assert.include(answer.header("vary") ?? "", "Origin")
      assert.strictEqual(answer.body, "")
    }
  })

  test("72: the preflight of another origin answers a bare 204, and null is another one", async () => {
    const { ask } = wire({ cors })
    for (const other of ["https://evil.example", "null", `${origin}.evil`]) {
      const preflight = expectStatus(
        await ask("OPTIONS", "/books", { headers: { origin: other, ...asked } }),
        204
      )
      const names = [...preflight.headers.keys()].filter((name) => name.startsWith("access-control"))
      assert.deepStrictEqual(names, [])
      const got = expectStatus(await ask("GET", "/books", { headers: { origin: other } }), 200)
      assert.isNull(got.header(allowed))
    }
  })

  test("73: the answer without an Origin varies by Origin too", async () => {
    const answer = await wire({ cors }).ask("GET", "/books")
    assert.include(answer.header("vary") ?? "", "Origin")
    assert.isNull(answer.header(allowed))
    assert.notInclude((await wire().ask("GET", "/books")).header("vary") ?? "", "Origin")
  })

  test("74: 401, 404, 500 and 304 are readable from the listed origin", async () => {
    const { ask } = wire({ cors })
    const headers = { origin }
    await ask("PUT", `/leaflets/${uid(1)}`, { body: { title: "A" } })
    const etag = (await ask("GET", `/leaflets/${uid(1)}`)).header("etag") ?? ""
    const answers = [
      await ask("GET", `/diaries/${uid(1)}`, { headers }),
      await ask("GET", "/nothing", { headers }),
      await ask("POST", "/traps", { body: { title: "A" }, headers }),
      await ask("GET", `/leaflets/${uid(1)}`, { headers: { ...headers, "if-none-match": etag } })
    ]
    assert.deepStrictEqual(
      answers.map(({ status, header }) => [status, header(allowed)]),
      [401, 404, 500, 304].map((status) => [status, origin])
    )
  })

  test("74: so are a deadline and a body that is no base64", async () => {
    const { send } = wire({ cors })
    const call = { method: "POST", path: "/traps", body: { title: "endless" }, headers: { origin } }
    const event = GatewayEvent.make("http2", call, { requestId })
    const late = await send(event, 520)
    problem(late, 504, "deadline-exceeded")
    assert.strictEqual(late.header(allowed), origin)
    const broken = await send({ ...event, body: "!", isBase64Encoded: true })
    problem(broken, 400, "body-malformed")
    assert.strictEqual(broken.header(allowed), origin)
  })
})

describe("identity", () => {
  test("75: nobody answers 401 with a bare Bearer challenge", async () => {
    const refused = await wire().ask("POST", "/books", { body: "{" })
    problem(refused, 401, "unauthenticated")
    assert.strictEqual(refused.header("www-authenticate"), 'Bearer realm="shelf"')
  })

  // `insufficient_scope` comes with rules about scopes; a group is no scope.
  test("76: a caller without the group answers 403 before headers and body are judged", async () => {
    const { ask } = wire()
    const refused = await ask("POST", "/vaults", { body: "{", headers: { "if-match": "3" }, as: ann })
    problem(refused, 403, "not-permitted")
    const keeper = { sub: "kit", groups: ["keepers"] }
    expectStatus(await ask("POST", "/vaults", { body: { title: "A" }, as: keeper }), 201)
  })

  test("76: a list leaves out what its caller does not see", async () => {
    const { ask } = wire()
    await ask("POST", "/diaries", { body: { title: "A" }, as: ann })
    assert.lengthOf((await ask("GET", "/diaries", { as: ann })).json, 1)
    assert.deepStrictEqual(expectStatus(await ask("GET", "/diaries", { as: bob }), 200).json, [])
    problem(await ask("GET", "/diaries"), 401)
  })
})
