// @effect-diagnostics asyncFunction:off
import type { EventSource, Handler } from "@pgcrest/dev"
import { assert, describe, it } from "vitest"
import { answered, echo, lines, raw, start } from "../gateways.ts"
import { authority } from "./ann.ts"

/** What a gateway makes of a request with this Authorization: its event, or its own answer. */
const asked = async (source: EventSource, authorization?: string, scopes: ReadonlyArray<string> = []) => {
  const { url } = await start(echo, { source, authority, scopes })
  const response = await fetch(url, authorization === undefined ? {} : { headers: { authorization } })
  return {
    status: response.status,
    challenge: response.headers.get("www-authenticate"),
    body: JSON.parse(await response.text())
  }
}

const unheard: Handler = () => Promise.reject(new Error("The handler was asked."))

describe("a gateway with an authority", () => {
  it("tells an ID token's claims as a REST API does, and hands the token on", async () => {
    const { body, status } = await asked("rest", "Bearer i.d.t")
    assert.strictEqual(status, 200)
    assert.deepStrictEqual(body.requestContext.authorizer, {
      claims: {
        sub: "7c2a",
        token_use: "id",
        aud: "library",
        "cognito:username": "ann",
        "cognito:groups": "readers,librarians",
        exp: "Tue Apr 04 18:39:39 UTC 2023"
      }
    })
    assert.strictEqual(body.headers.authorization, "Bearer i.d.t")
  })

  it("tells an access token's claims as an HTTP API does, without scopes where the route asks for none", async () => {
    const { body } = await asked("http2", "Bearer a.c.t")
    const claims = {
      sub: "7c2a",
      token_use: "access",
      client_id: "library",
      username: "ann",
      scope: "aws.cognito.signin.user.admin",
      exp: "1680633579"
    }
    assert.deepStrictEqual(body.requestContext.authorizer, { jwt: { claims, scopes: null } })
    assert.strictEqual(body.headers.authorization, "Bearer a.c.t")
    const payload1 = (await asked("http1", "Bearer a.c.t")).body
    assert.deepStrictEqual(payload1.requestContext.authorizer, { claims, scopes: null })
  })

  it("takes ID tokens before an HTTP API too, and groups in brackets", async () => {
    const { body } = await asked("http2", "i.d.t")
    assert.strictEqual(body.requestContext.authorizer.jwt.claims["cognito:groups"], "[readers librarians]")
    assert.strictEqual(body.headers.authorization, "i.d.t")
  })

  it("takes no access token before a REST API, whose methods ask for no scopes", async () => {
    const { body, status } = await asked("rest", "Bearer a.c.t")
    assert.deepStrictEqual([status, body], [401, { message: "Unauthorized" }])
    assert.match(lines.join("\n"), /GET \/ 401 \d+ ms nobody\n .* takes ID tokens alone/u)
  })

  it("takes one there that carries a scope which methods ask for, whole", async () => {
    const status = async (...scopes: ReadonlyArray<string>) =>
      (await asked("rest", "Bearer a.c.t", scopes)).status
    assert.strictEqual(await status("books.import", "aws.cognito.signin.user.admin"), 200)
    assert.strictEqual(await status("books.import", "aws.cognito.signin.user"), 401)
  })

  it("lets who sends no Authorization through as anonymous", async () => {
    for (const source of ["rest", "http1", "http2", "url"] as const)
      assert.notProperty((await asked(source)).body.requestContext, "authorizer")
    assert.match(lines[0] ?? "", /^GET \/ 200 \d+ ms anonymous$/u)
  })

  it.each(["Bearer e.v.e", "Bearer ann", "Basic YTpi", "Bearer a.c.t i.d.t", "Bearer"])(
    "answers %j in its own words, and says in its log what is wrong",
    async (authorization) => {
      const { url } = await start(unheard, { authority, users: { ann: { sub: "ann" } } })
      const response = await fetch(url, { headers: { authorization } })
      assert.strictEqual(response.headers.get("www-authenticate"), "Bearer")
      assert.deepStrictEqual(await answered(response), [401, '{"message":"Unauthorized"}'])
      assert.match(
        lines.join("\n"),
        /^GET \/ 401 \d+ ms nobody\n {2}(?:It is nobody's|Authorization must be)/u
      )
    }
  )

  it("takes one token only: of two it cannot be known which the handler reads", async () => {
    const { port } = await start(unheard, { authority, source: "rest" })
    const two = "Authorization: Bearer i.d.t\r\nauthorization: Bearer e.v.e\r\n"
    const answer = await raw(port, `GET / HTTP/1.1\r\nHost: x\r\n${two}Connection: close\r\n\r\n`)
    assert.match(answer, /^HTTP\/1.1 401 /u)
  })

  it("verifies nothing before a Function URL and a load balancer, where the handler gets what was sent", async () => {
    for (const source of ["url", "alb"] as const) {
      const { body } = await asked(source, "Bearer e.v.e")
      assert.notProperty(body.requestContext, "authorizer")
      assert.strictEqual(body.headers.authorization, "Bearer e.v.e")
    }
    assert.match(lines[0] ?? "", /^GET \/ 200 \d+ ms unverified$/u)
  })

  it("names the user of the token in its log", async () => {
    await asked("http2", "Bearer a.c.t")
    assert.match(lines[0] ?? "", /^GET \/ 200 \d+ ms ann$/u)
  })
})
