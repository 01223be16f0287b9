// @effect-diagnostics asyncFunction:off
import type { EventSource } from "@pgcrest/dev"
import { assert, describe, it } from "vitest"
import { answered, echo, raw, start } from "../gateways.ts"
import { authority } from "./ann.ts"

const credentials = { username: "ann", password: "secret" }

const signIn = async (
  source: EventSource,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  method = "POST"
) => {
  // Nothing has been bundled, and nothing will be: the gateway answers alone.
  const ready = () => new Promise<never>(() => {})
  const { url } = await start(echo, { source, authority, ready })
  return fetch(`${url}/.sign-in`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) })
  })
}

describe("signing in at a gateway with an authority", () => {
  it.each([
    ["rest", "i.d.t"],
    ["http1", "a.c.t"],
    ["http2", "a.c.t"],
    ["url", "a.c.t"]
  ] as const)("gives both tokens, and before %s the Authorization that it takes", async (source, token) => {
    const response = await signIn(source, credentials)
    assert.strictEqual(response.headers.get("cache-control"), "no-store")
    assert.deepStrictEqual(await response.json(), {
      token_type: "Bearer",
      access_token: "a.c.t",
      id_token: "i.d.t",
      authorization: `Bearer ${token}`
    })
    const text = await signIn(source, credentials, { accept: "text/plain" })
    assert.deepStrictEqual(await answered(text), [200, `${token}\n`])
  })

  it("refuses a wrong password with the authority's words", async () => {
    const response = await signIn("http2", { ...credentials, password: "guess" })
    assert.deepStrictEqual(await answered(response), [401, '{"message":"Incorrect username or password."}'])
  })

  it("says so where the authority cannot be asked", async () => {
    const response = await signIn("http2", { ...credentials, username: "down" })
    assert.deepStrictEqual(await answered(response), [503, '{"message":"The pool is away."}'])
  })

  it.each(["", "{", "[]", '{"username":"ann"}', '{"username":"ann","password":7}'])(
    "asks for a username and a password where the body is %j",
    async (body) => {
      const response = await signIn("http2", body)
      assert.strictEqual(response.status, 400)
      assert.include(await response.text(), "username")
    }
  )

  it("takes POST only", async () => {
    const response = await signIn("http2", undefined, {}, "GET")
    assert.deepStrictEqual([response.status, response.headers.get("allow")], [405, "POST"])
  })

  it.each([
    ["another origin", "localhost:PORT", "http://evil.example"],
    ["no origin of its own", "localhost:PORT", "null"],
    ["another port of this machine", "localhost:PORT", "http://localhost:1"],
    ["a name that leads here", "evil.example:PORT", "http://evil.example:PORT"]
  ])("gives no token to a page of %s", async (_page, host, origin) => {
    const { port } = await start(echo, { authority })
    const body = JSON.stringify(credentials)
    const head = `Host: ${host}\r\nOrigin: ${origin}\r\nContent-Length: ${body.length}\r\nConnection: close`
    const answer = await raw(
      port,
      `POST /.sign-in HTTP/1.1\r\n${head.replaceAll("PORT", String(port))}\r\n\r\n${body}`
    )
    assert.match(answer, /^HTTP\/1.1 403 /u)
    assert.notInclude(answer, "c.t")
  })

  it("gives them to its own pages, by either name of this machine", async () => {
    const { port } = await start(echo, { authority })
    for (const origin of [`http://localhost:${port}`, `http://127.0.0.1:${port}`]) {
      const response = await fetch(`${origin}/.sign-in`, {
        method: "POST",
        headers: { origin },
        body: JSON.stringify(credentials)
      })
      assert.strictEqual(response.status, 200)
    }
  })

  it("leaves the path to the handler where there is no authority", async () => {
    const { url } = await start(echo)
    const response = await fetch(`${url}/.sign-in`, { method: "POST", body: "{}" })
    assert.strictEqual(JSON.parse(await response.text()).rawPath, "/.sign-in")
  })
})
